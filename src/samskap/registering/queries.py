"""What can be asked about signing up."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Q
from django.utils import timezone

from samskap.gatherings.models import Gathering, Participation
from samskap.registering.models import SignUp


class State(StrEnum):
    """How it is with signing up just now."""

    PRIVATE = "private"
    LATER = "later"
    OPEN = "open"
    FULL = "full"
    CLOSED = "closed"
    OVER = "over"


def sign_up_of(gathering: Gathering) -> SignUp:
    """The gathering's sign-up; one that is not kept yet if the organiser has not touched it."""
    found = SignUp.objects.filter(gathering=gathering).first() or SignUp(capacity=gathering.expected)
    found.gathering = gathering
    return found


def state_of(form: SignUp, *, now: datetime | None = None) -> State:
    """Say whether one can sign up, and if not, why."""
    now = now or timezone.now()
    if form.is_over(now):
        return State.OVER
    if form.opens_at is None:
        return State.PRIVATE
    if form.opens_at > now:
        return State.LATER
    if not form.is_open(now):
        return State.CLOSED
    return State.FULL if places_left(form) == 0 else State.OPEN


def places_left(form: SignUp) -> int | None:
    """How many places are free; nothing when there is no limit."""
    if form.capacity is None:
        return None
    taken = Participation.objects.filter(gathering=form.gathering_id, place__isnull=False).count()
    return max(form.capacity - taken, 0)


def number_in_line(person: Participation) -> int:
    """How many are in line up to and with somebody who waits; 0 for others."""
    if person.waiting_since is None:
        return 0
    since = person.waiting_since
    before = Q(waiting_since__lt=since) | Q(waiting_since=since, pk__lte=person.pk)
    return Participation.objects.waiting().filter(before, gathering=person.gathering_id).count()


@dataclass(frozen=True)
class Counts:
    """How many have signed up, and what became of it."""

    coming: int
    waiting: int
    cancelled: int
    came: int


def counts_of(gathering: Gathering) -> Counts:
    """Count the list of a gathering."""
    people = gathering.people.exclude(first_name="")
    return Counts(
        coming=people.coming().filter(arrived_at=None).count(),
        waiting=people.waiting().count(),
        cancelled=people.filter(cancelled_at__isnull=False).count(),
        came=people.came().count(),
    )
