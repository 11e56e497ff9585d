"""Editions (utgaver): the report frozen at one moment, and what has changed since the one before."""

import difflib
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samskap.gatherings.models import Gathering
from samskap.people.models import User
from samskap.refusals import Refused
from samskap.reports.assembling import choice_of, cover_of, named_in, sections_of
from samskap.reports.blocks import lines_of
from samskap.reports.marking import cleaned
from samskap.reports.models import Comment, Edition
from samskap.reports.text import as_html

Data = Mapping[str, str]


def make_edition(gathering: Gathering, *, by: User | None = None, note: str = "") -> Edition:
    """Freeze the report as it is now (lage utgave)."""
    choice = choice_of(gathering)
    sections = [one.as_data() for one in sections_of(gathering, named=named_in(gathering, choice))]
    before = newest(gathering)
    since = before.made_at if before else gathering.made_at
    taken = Comment.objects.filter(gathering=gathering, taken_at__gt=since)
    content = {
        "cover": cover_of(gathering),
        "introduction": as_html(choice.introduction, level=2),
        "sections": sections,
    }
    changes: list[dict[str, Any]] = []
    if before is not None:
        changes = changes_between(before.content["sections"], sections)
        if before.content["introduction"] != content["introduction"]:
            changes.insert(0, {"kind": "introduction"})
    changes += [{"kind": "comment", "title": one.title, "text": one.text[:200]} for one in taken]
    last = Edition.objects.filter(gathering=gathering).aggregate(last=Max("number"))["last"] or 0
    try:
        with transaction.atomic():
            return Edition.objects.create(
                gathering=gathering, number=last + 1, by=by, note=note, content=content, changes=changes,
                language=get_language() or "nb",
            )  # fmt: skip
    except IntegrityError:
        raise Refused(_("Somebody else has just made an edition. Have a look at it first.")) from None


def newest(gathering: Gathering) -> Edition | None:
    """Return the newest edition."""
    return Edition.objects.filter(gathering=gathering).first()


def changes_between(old: Iterable[Data], new: Iterable[Data]) -> list[dict[str, Any]]:
    """List the parts that are new, gone, renamed or changed."""
    were = {one["key"]: one for one in old}
    are = {one["key"]: one for one in new}
    found: list[dict[str, Any]] = []
    for key, one in are.items():
        if key not in were:
            found.append({"kind": "added", "key": key, "title": one["title"]})
            continue
        if were[key]["title"] != one["title"]:
            found.append({"kind": "renamed", "key": key, "title": one["title"], "was": were[key]["title"]})
        if all_lines(were[key]) != all_lines(one):
            found.append({"kind": "changed", "key": key, "title": one["title"]})
    gone = [{"kind": "removed", "key": key, "title": one["title"]} for key, one in were.items() if key not in are]
    return found + gone


def all_lines(section: Data) -> list[str]:
    """Return all that stands in a part as lines, the organiser's words too."""
    return [line for place in ("before", "html", "after") for line in lines_of(section.get(place, ""))]


@dataclass(frozen=True)
class Difference:
    """What has changed in one part: lines of stretches that were kept, are new, or are gone."""

    title: str
    lines: list[list[tuple[str, str]]]


def differences(old: Edition, new: Edition, *, named: Collection[int]) -> list[Difference]:
    """Compare two editions, part by part, word by word. Names that may not be read are in neither."""
    were, are = _named_parts(old, named), _named_parts(new, named)
    titles = {key: title for key, (title, _lines) in (were | are).items()}
    nothing: tuple[str, list[str]] = ("", [])
    both = ((title, were.get(key, nothing)[1], are.get(key, nothing)[1]) for key, title in titles.items())
    return [Difference(title, line_diff(then, now)) for title, then, now in both if then != now]


def _named_parts(edition: Edition, named: Collection[int]) -> dict[str, tuple[str, list[str]]]:
    return {
        one["key"]: (one["title"], all_lines({**one, "html": cleaned(one["html"], named=named)}))
        for one in edition.content["sections"]
    }


def line_diff(then: list[str], now: list[str]) -> list[list[tuple[str, str]]]:
    """Return the lines that differ; a line that was changed shows which words."""
    found: list[list[tuple[str, str]]] = []
    for what, a, b, c, d in difflib.SequenceMatcher(None, then, now, autojunk=False).get_opcodes():
        if what == "equal":
            continue
        old, new = then[a:b], now[c:d]
        paired = min(len(old), len(new))
        found += [word_diff(one, other) for one, other in zip(old[:paired], new[:paired], strict=True)]
        found += [[("gone", line)] for line in old[paired:]]
        found += [[("new", line)] for line in new[paired:]]
    return found


def word_diff(then: str, now: str) -> list[tuple[str, str]]:
    """Return the stretches of a line: kept, new or gone."""
    old, new = re.findall(r"\S+\s*", then), re.findall(r"\S+\s*", now)
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < 0.4:
        return [("gone", then), ("new", now)]
    stretches: list[tuple[str, str]] = []
    for what, a, b, c, d in matcher.get_opcodes():
        if what == "equal":
            stretches.append(("kept", "".join(old[a:b])))
            continue
        stretches += [("gone", "".join(old[a:b]))] if a < b else []
        stretches += [("new", "".join(new[c:d]))] if c < d else []
    return stretches


def mark_sent(edition: Edition) -> bool:
    """Note that an edition is sent; whether it was not before."""
    return bool(Edition.objects.filter(pk=edition.pk, sent_at=None).update(sent_at=timezone.now()))
