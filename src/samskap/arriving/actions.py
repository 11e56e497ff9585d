"""What can be done at the door."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samskap.arriving.models import CheckIn, Was
from samskap.circles.models import Circle, Seat
from samskap.gatherings import actions
from samskap.gatherings.consents import give_consent
from samskap.gatherings.finding import words
from samskap.gatherings.models import Gathering, Participation, Purpose
from samskap.journal.telling import tell
from samskap.people.models import Sector
from samskap.refusals import Refused
from samskap.stage.coming import has_come, has_gone

How = Literal["first", "already", "back", "gone", "walk-in"]
LATEST = timedelta(hours=18)
ROLES = {"leader": _("leader"), "timekeeper": _("timekeeper"), "note_taker": _("note-taker")}


@dataclass(frozen=True)
class Arrived:
    """Somebody at the door, and how it went: let in, in already, back again, or gone home since."""

    person: Participation
    how: How
    was: Was = Was.EXPECTED


@dataclass(frozen=True)
class Freed:
    """A group that somebody left behind, and the roles that are free in it."""

    group: str
    roles: Sequence[str]


def check_in(person: Participation, *, by: str, at: datetime | None = None) -> Arrived:
    """Let somebody in (sjekke inn). ``at`` is when it happened, for a door that had no connection just then.

    Two doors let the same person in once. Whoever has gone home after ``at`` is not called back by a late message.
    """
    now = timezone.now()
    at = min(max(at, now - LATEST), now) if at else now
    before = Participation.objects.get(pk=person.pk)
    if before.left_at is not None and before.arrived_at is not None and at < before.left_at:
        return Arrived(before, "gone")
    if not actions.arrive(person, now=at):
        return Arrived(person, "already")
    if before.arrived_at is not None:
        has_come(person, "person.came_back", to=[person])
        return Arrived(person, "back")
    was = _was(before)
    CheckIn.objects.create(
        person=person, was=was, waiting_since=before.waiting_since, cancelled_at=before.cancelled_at, at=at, by=by
    )
    has_come(person, "person.arrived")
    return Arrived(person, "first", was)


def _was(person: Participation) -> Was:
    if person.cancelled_at is not None:
        return Was.CANCELLED
    return Was.WAITING if person.waiting_since is not None else Was.EXPECTED


def walk_in(
    gathering: Gathering, *, by: str, first_name: str, last_name: str = "", organisation: str = "",
    sector: str = Sector.OTHER, email: str = "", wants_report: bool = False, language: str = "nb",
    another: bool = False, at: datetime | None = None,
) -> Arrived:  # fmt: skip
    """Let somebody in who had not signed up (kommer uten påmelding), unless they had: then that is who comes.

    Two doors that write down the same person from the same place make one, unless one of them says it is ``another``.
    """
    known = None if another else _known(gathering, f"{first_name} {last_name}", organisation)
    if known is not None:
        return check_in(known, by=by, at=at)
    person = actions.join(
        gathering, first_name=first_name, last_name=last_name, organisation=organisation, sector=sector,
        language=language,
    )  # fmt: skip
    if email:
        Participation.objects.filter(pk=person.pk).update(email=email)
    if email and wants_report:
        give_consent(person, Purpose.REPORT)
    CheckIn.objects.create(person=person, was=Was.WALK_IN, by=by)
    has_come(person, "person.joined")
    return Arrived(person, "walk-in", Was.WALK_IN)


def _known(gathering: Gathering, name: str, organisation: str) -> Participation | None:
    """Whoever has that very name and is expected with a full name, or is here from the same place."""
    sought, place = words(name), words(organisation)
    for one in gathering.people.exclude(first_name="").select_related("organisation"):
        if words(one.name) != sought:
            continue
        same_place = words(one.organisation.name if one.organisation else "") == place
        if same_place or (one.arrived_at is None and len(sought) > 1):
            return one
    return None


def undo(person: Participation) -> bool:
    """Put a slip of the finger right (angre innsjekking); whether there was one. Whoever has taken part has come."""
    check = CheckIn.objects.filter(person=person, undone_at=None).first()
    if check is None or person.arrived_at is None:
        return False
    if person.token_hash or person.cards.exists() or person.seats.exists() or person.photos.exists():
        text = _("%(name)s has taken part already. If they have gone, press “Has left”.")
        raise Refused(text % {"name": person.name})
    tell(person.gathering, "person.not_here", by=person)
    if check.was == Was.WALK_IN:
        person.delete()
        return True
    CheckIn.objects.filter(pk=check.pk).update(undone_at=timezone.now())
    Participation.objects.filter(pk=person.pk).update(
        arrived_at=None, left_at=None, seen_at=None, waiting_since=check.waiting_since, cancelled_at=check.cancelled_at
    )
    return True


def leave_early(person: Participation, *, at: datetime | None = None) -> list[Freed]:
    """Let somebody go home before the end (går tidlig); returns what that leaves free, group by group."""
    seated = Q(pk__in=Seat.objects.taken().filter(person=person).values("circle"))
    has_role = Q(*((role, person) for role in ROLES), _connector=Q.OR)
    circles = list(Circle.objects.filter(seated | has_role, closed_at=None).select_related("card"))
    beside = Seat.objects.taken().filter(circle__in=circles).exclude(person=person)
    if person.is_here:
        actions.leave(person, now=at)
        has_gone(person, "person.left", to=beside.values_list("person_id", flat=True))
    return [
        Freed(
            group=f"{circle.number} · {circle.card.text if circle.card else circle.name}".strip(" ·"),
            roles=[str(word) for role, word in ROLES.items() if getattr(circle, f"{role}_id") == person.pk],
        )
        for circle in circles
    ]
