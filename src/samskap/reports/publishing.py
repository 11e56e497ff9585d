"""Publish an edition (publisere) at an address that lasts; and look first for what should not be there."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import timezone

from samskap.gatherings.models import Gathering, Participation
from samskap.reports.actions import choose
from samskap.reports.assembling import choice_of, named_in
from samskap.reports.editions import all_lines
from samskap.reports.marking import cleaned
from samskap.reports.models import Edition
from samskap.reports.people import NOBODY

E_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
PHONE = re.compile(r"(?<![\d.,:/-])(?:(?:\+|00)47[ ]?)?[2-9]\d(?:[ ]?\d){6}(?![\d/-])")
NATIONAL_NUMBER = re.compile(r"(?<!\d)[0-7]\d[0-1]\d{3}[ ]?\d{5}(?!\d)")
SHORTEST = 3  # letters in a name that is looked for: shorter ones are in every text


@dataclass(frozen=True)
class Personal:
    """Something in the text that may be about a person."""

    kind: str  # "e-mail", "phone", "number" or "name"
    found: str
    part: str
    key: str
    line: str


def look_through(edition: Edition) -> list[Personal]:
    """Find e-mail addresses, telephone numbers, national identity numbers and participants' names in the text."""
    gathering = edition.gathering
    yes = named_in(gathering, choice_of(gathering), openly=True)
    people = Participation.objects.filter(gathering=gathering).exclude(pk__in=yes).exclude(first_name="")
    names = {name for first, last in people.values_list("first_name", "last_name") for name in (first, last)}
    intro = {"title": "", "key": "", "html": edition.content["introduction"], "before": "", "after": ""}
    return [
        Personal(kind, found, one["title"], one["key"], line)
        for one in [intro, *edition.content["sections"]]
        for line in all_lines({**one, "html": cleaned(one["html"], named=NOBODY)})
        for kind, found in find_personal(line, names)
    ]


def find_personal(line: str, names: set[str]) -> Iterator[tuple[str, str]]:
    """Find what may be about a person in one line."""
    for kind, pattern in (("e-mail", E_MAIL), ("number", NATIONAL_NUMBER), ("phone", PHONE)):
        for match in pattern.finditer(line):
            if kind == "phone" and NATIONAL_NUMBER.search(line):
                continue
            yield kind, match[0].strip()
    words = set(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", line))
    for name in sorted(one for one in names if len(one) >= SHORTEST):
        if set(name.split()) <= words:
            yield "name", name


def publish(edition: Edition, *, indexed: bool, shares_data: bool, licence: str) -> None:
    """Let anybody read an edition. The address is the same for every edition."""
    choose(
        edition.gathering,
        published=edition,
        published_at=timezone.now(),
        indexed=indexed,
        shares_data=shares_data,
        licence=licence,
    )


def withdraw(gathering: Gathering) -> None:
    """Take what was published back (trekke tilbake): the address says so."""
    choose(gathering, published=None, published_at=None)


def published_of(gathering: Gathering) -> Edition | None:
    """Return the edition anybody can read."""
    edition = choice_of(gathering).published
    if edition is not None:
        edition.gathering = gathering
    return edition
