"""What a room hands on to the follow-up: who will do what, and by when (løfte), read out of people's own words."""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from samskap.cards.models import Card
from samskap.circles.models import Circle
from samskap.gatherings.models import Participation
from samskap.people.models import Organisation

Kind = Literal["action", "agreement", "micro-action"]
SeenBy = Literal["everybody", "parties", "organisers"]


@dataclass(frozen=True)
class Promise:
    """Something somebody has said they will do. ``key`` is always the same for the same promise of a block.

    ``keepers`` will do it, ``receivers`` get something from it; both are asked how it went. ``name`` is for whoever is
    known by name only.
    """

    key: str
    text: str
    kind: Kind = "action"
    keepers: Sequence[Participation] = ()
    receivers: Sequence[Participation] = ()
    name: str = ""
    giving: Organisation | None = None
    receiving: Organisation | None = None
    due: date | None = None
    card: Card | None = None
    circle: Circle | None = None
    seen_by: SeenBy = "everybody"


MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januar january jan", "februar february feb", "mars march mar", "april apr", "mai may", "juni june jun",
            "juli july jul", "august aug", "september sept sep", "oktober october okt oct", "november nov",
            "desember december des dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
NUMBERS = re.compile(r"\b(\d{1,2})\.\s?(\d{1,2})\.(?:\s?(\d{4}|\d{2})\b)?")
NAMES = "|".join(sorted(MONTHS, key=len, reverse=True))
WORDS = re.compile(rf"\b(\d{{1,2}})\.?\s?({NAMES})\b(?:\s(\d{{4}}))?", re.IGNORECASE)
TOMORROW = re.compile(r"\b(i morgen|i morgon|tomorrow)\b", re.IGNORECASE)
# A sentence ends before a capital letter; "kl. 10" and "15. mars" don't end one, and neither does a single letter.
BETWEEN = re.compile(r"(?<=[^\s.]{2}[.!?])\s+(?=[A-ZÆØÅÁČĐŊŠŦŽ])|\n+")


def sayings(text: str) -> list[str]:
    """Take a text apart: each line, and each sentence of a line, is something of its own."""
    parts = (part.strip().lstrip("-–•* ").strip() for part in BETWEEN.split(text))
    return [part for part in parts if part]


def key_of(*parts: object) -> str:
    """A short key that is always the same for the same parts."""
    return hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:24]


def date_in(text: str, *, after: date) -> date | None:
    """Find the date somebody wrote: 15.3., 15. mars, 2027-03-15, "i morgen". Without a year it is the next one."""
    if TOMORROW.search(text):
        return after + timedelta(days=1)
    if found := ISO.search(text):
        return _date(*map(int, found.groups()))
    if found := NUMBERS.search(text):
        return _next(int(found[1]), int(found[2]), found[3], after)
    if found := WORDS.search(text):
        return _next(int(found[1]), MONTHS[found[2].lower()], found[3], after)
    return None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _next(day: int, month: int, year: str | None, after: date) -> date | None:
    if year:
        return _date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    this_year = _date(after.year, month, day)
    return this_year if this_year and this_year >= after else _date(after.year + 1, month, day)


def named_in(text: str, people: Iterable[Participation]) -> list[Participation]:
    """Find those of ``people`` whose name stands in a text. A first name that two have says nothing by itself."""
    people = [person for person in people if person.first_name]
    found = []
    for person in people:
        alone = sum(one.first_name.lower() == person.first_name.lower() for one in people) == 1
        for name in (person.name, person.first_name) if alone else (person.name,):
            place = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)
            if place and (alone or person.last_name):
                found.append((place.start(), person))
                break
    return [person for _place, person in sorted(found, key=lambda one: one[0])]
