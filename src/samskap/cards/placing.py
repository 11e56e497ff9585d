"""The agenda wall's grid: topics hang in a room and a round. Shared by all that hang something there."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from samskap.cards.actions import gather_under, take_out
from samskap.cards.models import Card, Placement
from samskap.gatherings.models import Gathering, Room
from samskap.refusals import Refused


@dataclass(frozen=True)
class Place:
    """One place on the wall: a room in a round, and what hangs there (plass)."""

    room: Room
    round: int
    placement: Placement | None = None

    @property
    def heading(self) -> Card | None:
        """The topic that hangs here."""
        return self.placement.card if self.placement else None

    @property
    def value(self) -> str:
        """The place as a form sends it."""
        return f"{self.round}:{self.room.pk}"

    @property
    def seen(self) -> str:
        """The place with what hangs there, so that it shows if somebody else has changed it meanwhile."""
        return f"{self.value}:{self.placement.card_id if self.placement else 0}"


@dataclass(frozen=True)
class Wall:
    """The agenda wall as it hangs: its rooms, its rounds with their places, and what is parked (vegg)."""

    rooms: list[Room]
    rounds: list[tuple[int, list[Place]]]
    parked: list[Placement]

    @property
    def places(self) -> Iterator[Place]:
        """All places, round by round."""
        return (place for _number, row in self.rounds for place in row)

    @property
    def by_room(self) -> list[tuple[Room, list[Place]]]:
        """The wall turned around: each room with its places."""
        return [(room, [row[number] for _round, row in self.rounds]) for number, room in enumerate(self.rooms)]

    @property
    def taken(self) -> list[Place]:
        """The places where something hangs."""
        return [place for place in self.places if place.placement]

    @property
    def free(self) -> list[Place]:
        """The places where nothing hangs, earliest first."""
        return [place for place in self.places if place.placement is None]


def wall_of(gathering: Gathering, *, shown: bool = False) -> Wall:
    """Look at the whole wall: three queries, however much hangs there.

    ``shown`` leaves out what everybody may not see: hidden topics, and those that wait for the facilitator's yes.
    """
    rooms = list(Room.objects.filter(gathering=gathering))
    gathered = Card.objects.filter(withdrawn_at=None, hidden_at=None).select_related("by")
    hung = Placement.objects.filter(gathering=gathering, card__withdrawn_at=None).select_related("card__by", "room")
    if shown:
        hung = hung.filter(card__in=Card.objects.filter(gathering=gathering).shown())
    placements = list(hung.prefetch_related(Prefetch("card__gathered", gathered)))
    there = {(one.round, one.room_id): one for one in placements if one.room_id}
    rounds = [
        (number, [Place(room, number, there.get((number, room.pk))) for room in rooms])
        for number in range(1, gathering.rounds + 1)
    ]
    parked = [one for one in placements if one.room_id is None]
    return Wall(rooms, rounds, sorted(parked, key=lambda one: (one.parked_at, one.pk)))


@transaction.atomic
def hang(card: Card, *, room: Room, round: int) -> Card:
    """Hang a topic on the wall (heng opp), from nowhere or from another place. Returns the heading that hangs there.

    Where a topic hangs already, the card is gathered under it: related topics share a place (B4). Of two that hang at
    the same free place at the same time, the first hangs and the other is gathered under it.
    """
    if not 1 <= round <= card.gathering.rounds:
        raise Refused(_("There is no such round on the wall. Choose another."), status=422)
    _one_hand_at_a_time(card.gathering)
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


@transaction.atomic
def hang_as_seen(card: Card, *, room: Room, round: int, seen: int | None) -> Card:
    """Hang a topic where somebody saw a free place, or another topic; refused when it has changed meanwhile.

    ``seen`` is the heading they saw, 0 for a free place; nothing asks nothing.
    """
    _one_hand_at_a_time(card.gathering)
    there = at(card.gathering, room=room, round=round)
    if seen is not None and (there.pk if there else 0) not in {seen, card.pk}:
        if there is None:
            raise Refused(_("What hung there has been moved. Have a look at the wall and choose again."))
        text = _("“{topic}” was hung there a moment ago. Choose another place, or gather the two.")
        raise Refused(format_lazy(text, topic=there.text))
    return hang(card, room=room, round=round)


def _one_hand_at_a_time(gathering: Gathering) -> None:
    """Let whoever changes the wall finish first. Two topics hung on each other at once would else both be lost.

    On SQLite there is only one hand anyway.
    """
    Gathering.objects.select_for_update(no_key=True).values_list("pk").get(pk=gathering.pk)


@transaction.atomic
def park(card: Card) -> None:
    """Put a topic aside for later (parker)."""
    _one_hand_at_a_time(card.gathering)
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
