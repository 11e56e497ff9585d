"""Topics that look alike, for a person to decide on: gather them, or say that they are not the same (U3)."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from samskap.cards.models import Card, Unlike
from samskap.cards.placing import Place, Wall
from samskap.likeness import likeness

MOST_SUGGESTED = 5


@dataclass(frozen=True)
class Alike:
    """Two topics that look alike: the one that could be gathered, where the other hangs, and what they share."""

    card: Card
    place: Place
    words: str


def alike(wall: Wall, loose: Sequence[Card]) -> list[Alike]:
    """The topics that look most like others on the wall, five at most, without those that are known not to be.

    ``loose`` are topics that don't hang yet.
    """
    places = [place for place in wall.taken if place.heading]
    headings = [place.heading for place in places if place.heading]
    cards = [*headings, *(card for card in loose if card.merged_into_id is None)]
    known = {
        frozenset(pair)
        for pair in Unlike.objects.filter(one__in=[card.pk for card in cards]).values_list("one", "other")
    }
    found = [
        Alike(cards[pair.other], places[pair.one], ", ".join(pair.words))
        for pair in likeness.alike([card.text for card in cards])
        if pair.one < len(places) and frozenset((cards[pair.one].pk, cards[pair.other].pk)) not in known
    ]
    return found[:MOST_SUGGESTED]


def tell_apart(card: Card, other: Card) -> bool:
    """Remember that two topics are not about the same (ikke det samme). Returns whether that was news."""
    one, another = sorted((card, other), key=lambda each: each.pk)
    try:
        with transaction.atomic():
            return Unlike.objects.get_or_create(one=one, other=another)[1]
    except IntegrityError:
        return False
