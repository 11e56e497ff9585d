"""The report as somebody reads it: live or an edition, with no more names and pictures than that reader may see."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from samskap.gatherings.models import Gathering
from samskap.reports.assembling import alts_of, choice_of, cover_of, left_out_photos, named_in, sections_of
from samskap.reports.marking import cleaned
from samskap.reports.models import Edition
from samskap.reports.text import as_html

Address = Callable[[int], str | None]


@dataclass(frozen=True)
class Reading:
    """A report that can be shown: every piece of HTML in it is safe, and cleaned for the reader."""

    cover: Mapping[str, str]
    introduction: SafeString
    sections: list[dict[str, Any]] = field(default_factory=list)
    edition: Edition | None = None
    has_names: bool = False

    @property
    def title(self) -> str:
        """What the gathering is called."""
        return self.cover["title"]


def read_live(gathering: Gathering) -> Reading:
    """Read the report as it is now."""
    choice = choice_of(gathering)
    named = named_in(gathering, choice)
    sections = [one.as_data() for one in sections_of(gathering, named=named)]
    return Reading(
        cover=cover_of(gathering),
        introduction=_safe(as_html(choice.introduction, level=2)),
        sections=clean_sections(sections, gathering, named=named, pictures=choice.pictures),
        has_names=choice.names,
    )


def read_edition(edition: Edition, *, openly: bool = False, address: Address | None = None) -> Reading:
    """Read an edition. A yes that has been taken back since, and a picture left out since, count here too."""
    gathering = edition.gathering
    choice = choice_of(gathering)
    named = named_in(gathering, choice, openly=openly)
    sections = clean_sections(
        edition.content["sections"], gathering, named=named, pictures=choice.pictures, address=address
    )
    return Reading(
        cover=edition.content["cover"],
        introduction=_safe(edition.content["introduction"]),
        sections=sections,
        edition=edition,
        has_names=bool(named),
    )


def clean_sections(
    sections: Iterable[Mapping[str, str]], gathering: Gathering, *, named: Collection[int], pictures: bool,
    address: Address | None = None,
) -> list[dict[str, Any]]:  # fmt: skip
    """Take out what may not be seen. A part of nothing but pictures goes with them."""
    gone, alts = left_out_photos(gathering), alts_of(gathering)
    found = []
    for one in sections:
        html = cleaned(one["html"], named=named, left_out=gone, pictures=pictures, alts=alts, address=address)
        if one["kind"] == "photos" and "<img" not in html:
            continue
        texts = {"html": _safe(html), "before": _safe(one["before"]), "after": _safe(one["after"])}
        found.append({**one, **texts})
    return found


def _safe(html: str) -> SafeString:
    return mark_safe(html)  # noqa: S308 - drawn by our templates, or by our Markdown
