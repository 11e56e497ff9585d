"""Puts the report together (rapport). It knows no activity by name: each is asked for its report face.

People are counted, never listed with how to reach them, and named only where they have said yes.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from samskap.cards.models import Card, Photo, Placement
from samskap.circles.models import Seat
from samskap.gatherings.models import Block, Gathering, Participation
from samskap.people.models import Sector
from samskap.reports.models import Part, PhotoNote, ReportChoice
from samskap.reports.people import NOBODY, Named, may_be_named
from samskap.reports.text import as_html
from samskap.stage.activity import activity_of
from samskap.stage.faces import expected_times, state_of

WIDTH = 1000  # of the drawn timeline, in its own units
FIRST, LAST = ("numbers", "people"), ("photos", "timeline")


@dataclass(frozen=True)
class Section:
    """One part of the report. ``html`` is made by the house; ``before`` and ``after`` are the organiser's words."""

    key: str
    title: str
    kind: str
    html: str = ""
    kicker: str = ""
    before: str = ""
    after: str = ""
    is_left_out: bool = False

    @property
    def is_own(self) -> bool:
        """Whether the organiser has written it."""
        return self.key.startswith("text")

    def safe(self) -> dict[str, Any]:
        """Return the part for a template."""
        shown = {name: mark_safe(getattr(self, name)) for name in ("html", "before", "after")}  # noqa: S308 - ours
        return self.as_data() | shown

    def as_data(self) -> dict[str, str]:
        """Return what an edition keeps."""
        return {name: getattr(self, name) for name in ("key", "title", "kind", "kicker", "html", "before", "after")}


@dataclass(frozen=True)
class Span:
    """A stretch of the drawn timeline."""

    x: int
    width: int


@dataclass(frozen=True)
class Hour:
    """One line of the timeline: when a block was planned and when it was (nothing for one that was not held)."""

    block: Block
    planned_start: datetime
    planned_end: datetime
    start: datetime | None
    end: datetime | None
    planned: Span
    held: Span | None

    @property
    def minutes(self) -> int | None:
        """How long it really lasted, in whole minutes."""
        if self.start is None or self.end is None:
            return None
        return round((self.end - self.start) / timedelta(minutes=1))


def choice_of(gathering: Gathering) -> ReportChoice:
    """Return what the organiser has chosen; the usual where nothing is."""
    return ReportChoice.objects.filter(gathering=gathering).first() or ReportChoice(gathering=gathering)


def named_in(gathering: Gathering, choice: ReportChoice, *, openly: bool = False) -> Named:
    """Return those who may be named: by consent, or nobody."""
    return may_be_named(gathering, openly=openly) if choice.names else NOBODY


def left_out_photos(gathering: Gathering) -> set[int]:
    """Return the pictures that do not stand in the report: left out of it, or hidden by the desk."""
    gone = Q(report_note__left_out_at__isnull=False) | Q(hidden_at__isnull=False)
    return set(Photo.objects.filter(gone, gathering=gathering).values_list("pk", flat=True))


def alts_of(gathering: Gathering) -> dict[int, str]:
    """Return what pictures show, where the organiser has said it."""
    said = PhotoNote.objects.filter(photo__gathering=gathering).exclude(alt="")
    return dict(said.values_list("photo_id", "alt"))


def cover_of(gathering: Gathering) -> dict[str, str]:
    """Return what stands on the front, as text."""
    starts_at = timezone.localtime(gathering.starts_at)
    return {
        "title": gathering.title,
        "theme": gathering.theme,
        "question": gathering.burning_question,
        "day": starts_at.date().isoformat(),
        "when": date_format(starts_at, "l j. F Y"),
        "place": gathering.place,
        "organisation": str(gathering.organisation or ""),
        "purpose": gathering.purpose,
    }


def sections_of(
    gathering: Gathering, *, named: Named, now: datetime | None = None, all_of_them: bool = False
) -> list[Section]:
    """Return the parts of the report as they are now, in the organiser's order, with the organiser's words.

    Names that stand in them are marked, and pictures are all there: `marking.cleaned` takes out what is not to be seen.
    """
    blocks = list(Block.objects.filter(gathering=gathering).select_related("source"))
    for block in blocks:
        block.gathering = gathering
    made = [
        *_numbers_and_people(gathering, named),
        *filter(None, (section_of(block, named=named) for block in blocks)),
        *_photos_and_timeline(gathering, blocks, now or timezone.now()),
    ]
    edited = in_order(made, list(Part.objects.filter(gathering=gathering)))
    return [one for one in edited if all_of_them or not one.is_left_out]


def in_order(made: Sequence[Section], parts: Iterable[Part]) -> list[Section]:
    """Put the organiser's own parts among those that are made, and all in the organiser's order.

    A part without a place stands after the one it follows by itself.
    """
    by_key = {part.key: part for part in parts}
    own = [Section(part.key, part.title, "text") for part in by_key.values() if part.key.startswith("text")]
    own.sort(key=lambda one: by_key[one.key].pk)
    sections = [_edited(one, by_key.get(one.key)) for one in [*own, *made]]
    last = -1.0
    places: list[tuple[float, int, Section]] = []
    for number, one in enumerate(sections):
        part = by_key.get(one.key)
        if part is not None and part.position is not None:
            last = float(part.position)
        places.append((last, number, one))
    return [one for _place, _number, one in sorted(places, key=lambda place: place[:2])]


def _edited(section: Section, part: Part | None) -> Section:
    if part is None:
        return section
    return replace(
        section,
        title=part.title or section.title,
        before=as_html(part.before),
        after=as_html(part.after),
        is_left_out=part.left_out_at is not None,
    )


def _numbers_and_people(gathering: Gathering, named: Named) -> Iterable[Section]:
    people = Participation.objects.came().filter(gathering=gathering)
    counted = numbers(gathering)
    if not counted["people"]:
        return
    organisations = organisation_rows(gathering)
    counted["organisations"] = len(organisations)
    yield Section("numbers", _("In numbers"), "numbers", _draw("numbers", numbers=counted))
    who = {
        "sectors": sector_rows(gathering),
        "organisations": organisations,
        "people": list(people.filter(pk__in=named).order_by("first_name", "pk")) if named else [],
        "show_names": named,
    }
    yield Section("people", _("Who was there"), "people", _draw("people", **who))


def _photos_and_timeline(gathering: Gathering, blocks: Sequence[Block], now: datetime) -> Iterable[Section]:
    photos = list(Photo.objects.filter(gathering=gathering, block=None, hidden_at=None))
    if photos:
        html = _draw("photos", gathering=gathering, photos=photos)
        yield Section("photos", _("Photos"), "photos", html)
    hours = timeline(gathering, blocks, now)
    if hours:
        html = _draw("timeline", timeline=hours, state=state_of(gathering))
        yield Section("timeline", _("The day, hour by hour"), "timeline", html)


def _draw(name: str, **context: Any) -> str:
    return render_to_string(f"reports/parts/{name}.html", context).strip()


def section_of(block: Block, *, named: Named) -> Section | None:
    """Draw one block's part; nothing for a block that was not held or has nothing to say."""
    if block.opened_at is None:
        return None
    activity = activity_of(block)
    said = activity.report(block)
    if said is None:
        return None
    context = {
        "gathering": block.gathering,
        "block": block,
        "activity": activity,
        "chosen": activity.chosen(block),
        "show_names": named,
    }
    html = render_to_string(activity.template("report"), context | said).strip()
    if not html:
        return None
    held = [timezone.localtime(at).strftime("%H.%M") for at in (block.opened_at, block.closed_at) if at]
    kicker = f"{activity.name} · {'–'.join(held)}"
    return Section(f"block-{block.pk}", block.title, block.kind, html, kicker)


def sector_rows(gathering: Gathering) -> list[tuple[str, int]]:
    """How many came from each sector, in the usual order; sectors that nobody came from are left out."""
    found = dict(
        Participation.objects.came()
        .filter(gathering=gathering)
        .order_by()
        .values_list("sector")
        .annotate(people=Count("pk"))
    )
    return [(str(label), found[value]) for value, label in Sector.choices if value in found]


def organisation_rows(gathering: Gathering) -> list[tuple[str, int]]:
    """How many came from each organisation, the most first."""
    return list(
        Participation.objects.came()
        .filter(gathering=gathering, organisation__isnull=False)
        .order_by()
        .values_list("organisation__name")
        .annotate(people=Count("pk"))
        .order_by("-people", "organisation__name")
    )


def shown_cards(gathering: Gathering) -> Any:
    """Return the cards that everybody may see, those gathered under another too."""
    return Card.objects.filter(gathering=gathering, withdrawn_at=None, hidden_at=None).filter(
        Q(gathering__approves_first=False) | Q(approved_at__isnull=False)
    )


def numbers(gathering: Gathering) -> dict[str, int]:
    """The figures of the day."""
    groups = Seat.objects.filter(circle__block__gathering=gathering)
    return {
        "people": Participation.objects.came().filter(gathering=gathering).count(),
        "cards": shown_cards(gathering).count(),
        "topics": Placement.objects.filter(
            gathering=gathering, room__isnull=False, card__withdrawn_at=None, card__hidden_at=None
        ).count(),
        "groups": groups.values("circle").distinct().count(),
        "photos": Photo.objects.filter(gathering=gathering, hidden_at=None).count(),
    }


def timeline(gathering: Gathering, blocks: Sequence[Block], now: datetime) -> list[Hour]:
    """The run sheet as it was planned and as it became."""
    expected = expected_times(gathering, list(blocks), now)
    if not expected:
        return []
    began = min([one.planned_start for one in expected] + [block.opened_at for block in blocks if block.opened_at])
    ended = max([one.planned_end for one in expected] + [one.end for one in expected])
    whole = max(ended - began, timedelta(minutes=1))

    def span(start: datetime, end: datetime) -> Span:
        return Span(round(WIDTH * ((start - began) / whole)), max(4, round(WIDTH * ((end - start) / whole))))

    return [
        Hour(
            block=block,
            planned_start=plan.planned_start,
            planned_end=plan.planned_end,
            start=block.opened_at,
            end=(block.closed_at or now) if block.opened_at else None,
            planned=span(plan.planned_start, plan.planned_end),
            held=span(block.opened_at, block.closed_at or now) if block.opened_at else None,
        )
        for block, plan in zip(blocks, expected, strict=True)
    ]
