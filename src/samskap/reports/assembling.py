"""Puts the report together (rapport). It knows no activity by name: each is asked for its report face.

People are counted, never listed with how to reach them: the report is for everybody who took part.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from samskap.cards.models import Card, Photo, Placement
from samskap.circles.models import Seat
from samskap.gatherings.models import Block, Gathering, Participation
from samskap.people.models import Sector
from samskap.stage.activity import Activity, activity_of
from samskap.stage.faces import expected_times, state_of

WIDTH = 1000  # of the drawn timeline, in its own units


@dataclass(frozen=True)
class Section:
    """One block's part of the report."""

    block: Block
    activity: Activity
    html: SafeString


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


def assemble(gathering: Gathering, *, names: bool, now: datetime | None = None) -> dict[str, Any]:
    """Return everything that the report's template needs."""
    blocks = list(Block.objects.filter(gathering=gathering).select_related("source"))
    for block in blocks:
        block.gathering = gathering
    people = Participation.objects.came().filter(gathering=gathering)
    organisations = organisation_rows(gathering)
    return {
        "gathering": gathering,
        "state": state_of(gathering),
        "names": names,
        "sections": [section for block in blocks if (section := section_of(block, names=names)) is not None],
        "timeline": timeline(gathering, blocks, now or timezone.now()),
        "sectors": sector_rows(gathering),
        "organisations": organisations,
        "first_names": list(people.order_by("first_name").values_list("first_name", flat=True)) if names else [],
        "numbers": numbers(gathering) | {"organisations": len(organisations)},
        "photos": list(Photo.objects.filter(gathering=gathering, block=None, hidden_at=None)),
    }


def section_of(block: Block, *, names: bool) -> Section | None:
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
        "show_names": names,
    }
    html = render_to_string(activity.template("report"), context | said).strip()
    return Section(block, activity, mark_safe(html)) if html else None  # noqa: S308 - rendered by our templates


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


def numbers(gathering: Gathering) -> dict[str, int]:
    """The figures of the day."""
    everybody_sees = Card.objects.filter(gathering=gathering, withdrawn_at=None, hidden_at=None).filter(
        Q(gathering__approves_first=False) | Q(approved_at__isnull=False)
    )
    groups = Seat.objects.filter(circle__block__gathering=gathering)
    return {
        "people": Participation.objects.came().filter(gathering=gathering).count(),
        "cards": everybody_sees.count(),
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
