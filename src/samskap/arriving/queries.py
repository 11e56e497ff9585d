"""What can be asked at the door."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Max
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samskap.arriving.models import CheckIn
from samskap.gatherings.finding import how_near, words
from samskap.gatherings.models import Gathering, Participation
from samskap.journal.models import Moment
from samskap.people.models import Sector

STATES: dict[str, str | Promise] = {
    "expected": _("Not here yet"),
    "here": _("Here"),
    "left": _("Has left"),
    "waiting": _("On the waiting list"),
    "cancelled": _("Had cancelled"),
}
MOST_SHOWN = 30
LATE_AFTER = timedelta(minutes=30)
LETTERS_TO_TYPE = 3
MOST_TO_CHOOSE = 3


@dataclass(frozen=True)
class Row:
    """One person on the list of the door."""

    person: Participation
    state: str

    @property
    def place(self) -> str:
        """Where the person comes from."""
        return self.person.organisation.name if self.person.organisation else ""

    @property
    def word(self) -> str | Promise:
        """The state in words."""
        return STATES[self.state]

    @property
    def clock(self) -> str:
        """When the person came or went, as 10.05."""
        at = self.person.left_at if self.state == "left" else self.person.arrived_at
        return timezone.localtime(at).strftime("%H.%M") if at else ""


def state_of(person: Participation) -> str:
    """Where somebody is, in one word."""
    if person.arrived_at is not None:
        return "here" if person.left_at is None else "left"
    if person.cancelled_at is not None:
        return "cancelled"
    return "waiting" if person.waiting_since is not None else "expected"


def everybody(gathering: Gathering) -> list[Row]:
    """All who have signed up or come, by name. Who has been forgotten is on no list."""
    people = gathering.people.exclude(first_name="").select_related("organisation")
    return [Row(person, state_of(person)) for person in people.order_by("first_name", "last_name", "pk")]


def find(rows: Iterable[Row], sought: str) -> list[Row]:
    """Those who answer to what is typed, the nearest first, and those who are to come before those who have."""
    found = ((how_near(sought, row.person.name, row.place), row) for row in rows)
    near = [
        (cost, row.state != "expected", row.person.name, row.person.pk, row) for cost, row in found if cost is not None
    ]
    return [row for *_order, row in sorted(near, key=lambda one: one[:4])][:MOST_SHOWN]


def find_oneself(gathering: Gathering, sought: str) -> list[Participation] | None:
    """Those a visitor at the tablet may be: the few whose own name begins with what is typed; nothing if too many.

    Nobody is to read the list of names there: it takes three letters (or a whole short name), organisations are not
    searched, and more than a few are no answer.
    """
    typed = words(sought)
    if not typed:
        return []
    rows = [row for row in everybody(gathering) if row.state != "left" and _answers(typed, row.person)]
    return [row.person for row in rows] if len(rows) <= MOST_TO_CHOOSE else None


def _answers(typed: list[str], person: Participation) -> bool:
    names = words(person.name)
    if len("".join(typed)) < LETTERS_TO_TYPE and typed != names[: len(typed)]:
        return False
    return all(any(name.startswith(word) for name in names) for word in typed)


def latest(gathering: Gathering, most: int = 6) -> list[Row]:
    """Those who came last, so that a slip of the finger can be put right."""
    checks = CheckIn.objects.filter(person__gathering=gathering, undone_at=None).exclude(person__first_name="")
    return [Row(check.person, state_of(check.person)) for check in checks.select_related("person__organisation")[:most]]


@dataclass(frozen=True)
class Counts:
    """How it stands at the door."""

    expected: int
    here: int
    left: int
    waiting: int
    cancelled: int
    sectors: list[tuple[str, int, int]]
    walk_ins: int
    no_phone: int

    @property
    def came(self) -> int:
        """All who have come."""
        return self.here + self.left

    @property
    def all(self) -> int:
        """All who have come or have a place."""
        return self.came + self.expected

    @property
    def bar(self) -> list[tuple[str, float, float]]:
        """The picture: here, gone and not yet, side by side, as (state, from, width) of a hundred."""
        parts, at = [], 0.0
        for state, number in (("here", self.here), ("left", self.left), ("expected", self.expected)):
            width = 100 * number / self.all if self.all else 0
            parts.append((state, round(at, 2), round(width, 2)))
            at += width
        return parts


def counts(gathering: Gathering) -> Counts:
    """Count. People who have been forgotten count where they were."""
    people = list(
        gathering.people.only("arrived_at", "left_at", "waiting_since", "cancelled_at", "sector", "token_hash")
    )
    states = [state_of(person) for person in people]
    by_sector = [
        (
            str(label),
            sum(1 for person, state in zip(people, states, strict=True) if person.sector == sector and state == "here"),
            sum(
                1
                for person, state in zip(people, states, strict=True)
                if person.sector == sector and state in {"here", "left", "expected"}
            ),
        )
        for sector, label in Sector.choices
    ]
    return Counts(
        **{state: states.count(state) for state in STATES},
        sectors=[one for one in by_sector if one[2]],
        walk_ins=CheckIn.objects.filter(person__gathering=gathering, undone_at=None, was="walk-in").count(),
        no_phone=sum(1 for person in people if person.is_here and not person.token_hash),
    )


def version(gathering: Gathering) -> str:
    """A short text that changes when the list may have changed."""
    last = Moment.objects.filter(gathering=gathering).aggregate(last=Max("pk"))["last"] or 0
    return f"{last}-{gathering.people.count()}"


def as_data(rows: Iterable[Row]) -> list[list[Any]]:
    """The list as the page keeps it, to search and scan without a connection.

    Of the hash of somebody's link only a beginning: enough to know the link again, of no use to anybody else.
    """
    return [
        [row.person.pk, row.person.name, row.place, row.state, (row.person.link_hash or "")[:16], row.clock]
        for row in rows
    ]
