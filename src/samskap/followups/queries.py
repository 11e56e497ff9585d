"""What can be asked about promises."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import accumulate
from typing import Any

from django.db.models import Count, Prefetch, Q
from django.utils import timezone

from samskap.followups.models import Ask, Commitment, Entry, Happened, Party, Side, Status
from samskap.gatherings.models import Gathering, Participation
from samskap.people.models import Organisation

ORDER = (Status.NEVER_STARTED, Status.OPEN, Status.UNDER_WAY, Status.DONE, Status.NOT_FEASIBLE)


@dataclass(frozen=True)
class Row:
    """One promise on the board: who, how it goes, the last contact and the next."""

    commitment: Commitment
    keepers: list[Participation]
    receivers: list[Participation]
    entries: list[Entry]
    next_ask: date | None
    is_overdue: bool

    @property
    def last(self) -> Entry | None:
        """The last time somebody was asked, answered, called or written to."""
        return next((one for one in self.entries if one.what not in {Happened.CHANGED, Happened.NOTED}), None)

    @property
    def who(self) -> str:
        """Who keeps it, in words."""
        return ", ".join(person.name for person in self.keepers) or self.commitment.name


def rows(gathering: Gathering, found: Any = None, *, now: datetime | None = None) -> list[Row]:
    """The promises of a gathering as the board shows them, what needs attention first; a fixed number of queries."""
    now = now or timezone.now()
    today = timezone.localtime(now).date()
    standing = Commitment.objects.filter(gathering=gathering).standing() if found is None else found
    standing = standing.select_related("block", "giving", "receiving", "carried").prefetch_related(
        Prefetch("parties", Party.objects.select_related("person__organisation")),
        Prefetch("entries", Entry.objects.select_related("by", "user")),
    )
    coming = next_ask(gathering, now=now)
    made = [_row(one, today, coming) for one in standing]
    return sorted(
        made, key=lambda row: (not row.is_overdue, ORDER.index(Status(row.commitment.status)), row.commitment.pk)
    )


def _row(commitment: Any, today: date, coming: date | None) -> Row:
    parties = [party for party in commitment.parties.all() if party.person.first_name]
    due = commitment.due if commitment.due and commitment.due >= today else None
    soonest = min((day for day in (due, coming) if day), default=None)
    return Row(
        commitment=commitment,
        keepers=[party.person for party in parties if party.side == Side.KEEPS],
        receivers=[party.person for party in parties if party.side == Side.RECEIVES],
        entries=list(commitment.entries.all()),
        next_ask=None if commitment.is_settled else soonest,
        is_overdue=commitment.is_overdue(today),
    )


def next_ask(gathering: Gathering, *, now: datetime) -> date | None:
    """The next day on which everybody is asked."""
    live = Ask.objects.filter(gathering=gathering, sent_at=None, skipped_at=None, gathering__schedule__paused_at=None)
    first = live.order_by("due_at").first()
    return timezone.localtime(max(first.due_at, now)).date() if first else None


def filtered(gathering: Gathering, wanted: dict[str, Any], *, today: date) -> Any:
    """The promises that fit what an organiser looks for."""
    found = Commitment.objects.filter(gathering=gathering).standing()
    if wanted.get("status"):
        found = found.filter(status=wanted["status"])
    if wanted.get("overdue"):
        found = found.overdue(today)
    if wanted.get("block"):
        found = found.filter(block=wanted["block"])
    if wanted.get("person"):
        found = found.filter(parties__person=wanted["person"])
    if wanted.get("organisation"):
        one = wanted["organisation"]
        found = found.filter(Q(giving=one) | Q(receiving=one) | Q(parties__person__organisation=one))
    return found.distinct()


def counts(gathering: Gathering) -> dict[Status, int]:
    """How many promises there are of each status, those with none too."""
    found = Counter(Commitment.objects.filter(gathering=gathering).standing().values_list("status", flat=True))
    return {status: found[status] for status in (Status.DONE, Status.UNDER_WAY, Status.OPEN, *ORDER[:1], ORDER[4])}


@dataclass(frozen=True)
class Piece:
    """One piece of the drawn bar."""

    status: Status
    count: int
    x: int


def pieces(counted: dict[Status, int]) -> list[Piece]:
    """The bar of all promises, piece by piece; statuses that no promise has are left out."""
    ends = accumulate(counted.values())
    return [Piece(status, n, end - n) for (status, n), end in zip(counted.items(), ends, strict=True) if n]


def figures_of(gatherings: Iterable[Gathering]) -> dict[int, Counter[Status]]:
    """How many promises of each status there are in each gathering, by its key; one query. For figures across them."""
    found: dict[int, Counter[Status]] = defaultdict(Counter)
    standing = Commitment.objects.filter(gathering__in=list(gatherings)).standing().order_by()
    for gathering, status, number in standing.values_list("gathering", "status").annotate(number=Count("pk")):
        found[gathering][Status(status)] = number
    return found


def people_with_promises(gathering: Gathering) -> Any:
    """Those whom promises concern."""
    return Participation.objects.filter(gathering=gathering, parties__isnull=False).exclude(first_name="").distinct()


def organisations_with_promises(gathering: Gathering) -> Any:
    """The organisations that promises come from or go to."""
    here = Commitment.objects.filter(gathering=gathering)
    people = people_with_promises(gathering).values("organisation")
    return Organisation.objects.filter(
        Q(pk__in=people) | Q(pk__in=here.values("giving")) | Q(pk__in=here.values("receiving"))
    )


def promises_of(person: Participation) -> list[Party]:
    """What somebody has promised, or gets from others' promises; what is to be done first."""
    mine = Party.objects.filter(person=person, commitment__removed_at=None).exclude(commitment__seen_by="organisers")
    found = list(mine.select_related("commitment").order_by("side", "commitment__due", "pk"))
    return sorted(found, key=lambda party: party.commitment.is_settled)
