"""The agenda wall's grid: topics hang in a room and a round. Shared by all that hang something there."""

from contextlib import suppress

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samskap.cards.actions import gather_under, take_out
from samskap.cards.models import Card, Placement
from samskap.gatherings.models import Gathering, Room
from samskap.refusals import Refused


def hang(card: Card, *, room: Room, round: int) -> Card:
    """Hang a topic on the wall (heng opp), from nowhere or from another place. Returns the heading that hangs there.

    Where a topic hangs already, the card is gathered under it: related topics share a place (B4). Of two that hang at
    the same free place at the same time, the first hangs and the other is gathered under it.
    """
    if not 1 <= round <= card.gathering.rounds:
        raise Refused(_("There is no such round on the wall."), status=422)
    there = at(card.gathering, room=room, round=round)
    if there is None:
        place = {
            "gathering": card.gathering,
            "room": room,
            "round": round,
            "parked_at": None,
            "placed_at": timezone.now(),
        }
        with suppress(IntegrityError), transaction.atomic():
            Placement.objects.update_or_create(card=card, defaults=place)
            take_out(card)
            return card
        there = at(card.gathering, room=room, round=round)
    if there is not None and there.pk != card.pk:
        take_down(card)
        gather_under(there, card=card)
    return there or card


def park(card: Card) -> None:
    """Put a topic aside for later (parker)."""
    take_out(card)
    now = timezone.now()
    Placement.objects.update_or_create(
        card=card, defaults={"gathering": card.gathering, "room": None, "round": None, "parked_at": now}
    )


def take_down(card: Card) -> None:
    """Take a topic off the wall (ta ned); the card itself stays."""
    Placement.objects.filter(card=card).delete()


def at(gathering: Gathering, *, room: Room, round: int) -> Card | None:
    """The heading that hangs in a room and a round."""
    found = Placement.objects.select_related("card").filter(gathering=gathering, room=room, round=round).first()
    return found.card if found else None


def free_places(gathering: Gathering, *, after_round: int = 0) -> list[tuple[int, Room]]:
    """The free places (round, room) of the wall, earliest first."""
    taken = set(Placement.objects.filter(gathering=gathering, room__isnull=False).values_list("round", "room_id"))
    rooms = list(gathering.rooms.all())
    rounds = range(after_round + 1, gathering.rounds + 1)
    return [(number, room) for number in rounds for room in rooms if (number, room.pk) not in taken]


def topics(gathering: Gathering, *, round: int | None = None) -> list[Placement]:
    """What hangs on the wall, in one round or in all, with cards, authors and rooms."""
    hanging = Placement.objects.filter(
        gathering=gathering, room__isnull=False, card__withdrawn_at=None, card__hidden_at=None
    )
    if round is not None:
        hanging = hanging.filter(round=round)
    return list(hanging.select_related("card__by", "room").prefetch_related("card__gathered__by"))
