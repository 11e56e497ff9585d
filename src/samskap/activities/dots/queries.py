"""What can be asked about dots."""

from dataclasses import dataclass, field

from django.db.models import Count, Q

from samskap.activities.dots.models import Closing, Dot, Tally
from samskap.cards.models import Card, CardQuerySet
from samskap.gatherings.models import Block, Participation
from samskap.stage.activity import harvest_of


def is_detached(block: Block) -> bool:
    """Whether nobody can see afterwards who chose what."""
    return bool(block.setting("secrecy", "hidden") == "detached")


def cards_of(block: Block) -> CardQuerySet:
    """What dots can be given to."""
    if block.setting("about", "below") == "all":
        return harvest_of(block).shown()
    gathering = Card.objects.filter(gathering_id=block.gathering_id)
    return gathering.filter(Q(placement__room=None, placement__isnull=False) | _with_dots(block)).shown().distinct()


def _with_dots(block: Block) -> Q:
    """What has got dots stays in the result, also when it has been hung on the wall since."""
    return Q(dots__block=block) | Q(tallies__block=block, tallies__dots__gt=0)


@dataclass(frozen=True)
class Line:
    """A card with its dots. ``names`` are those who gave them, where that is shown."""

    card: Card
    dots: int
    share: float
    is_first: bool
    names: list[Participation] = field(default_factory=list)


def result_of(block: Block) -> list[Line]:
    """The cards with their dots, most first; a fixed number of queries. Several can be first."""
    detached = is_detached(block)
    counts: dict[int, int] = (
        dict(Tally.objects.filter(block=block).values_list("card", "dots"))
        if detached
        else dict(Dot.objects.filter(block=block).values_list("card").annotate(n=Count("pk")))
    )
    names: dict[int, list[Participation]] = {}
    if block.setting("secrecy", "hidden") == "named":
        for dot in Dot.objects.filter(block=block, by__isnull=False, card__isnull=False).select_related("by"):
            if dot.by not in names.setdefault(dot.card_id or 0, []):
                names[dot.card_id or 0].append(dot.by)  # type: ignore[arg-type]
    cards = list(cards_of(block).select_related("by", "placement__room"))
    most = max((counts.get(card.pk, 0) for card in cards), default=0)
    lines = [
        Line(
            card,
            counts.get(card.pk, 0),
            counts.get(card.pk, 0) / most if most else 0,
            bool(most) and counts.get(card.pk, 0) == most,
            names.get(card.pk, []),
        )
        for card in cards
    ]
    return sorted(lines, key=lambda line: (-line.dots, line.card.made_at, line.card.pk))


def is_closed(block: Block) -> bool:
    """Whether no more dots are given."""
    return not block.is_open or Closing.objects.filter(block=block).exists()


def shows_numbers(block: Block) -> bool:
    """Whether all see how many dots there are."""
    return block.setting("shown", "after") == "live" or is_closed(block)


def given_by(block: Block, person: Participation) -> list[Dot]:
    """One person's dots that have been given."""
    return list(Dot.objects.filter(block=block, by=person))


def voters(block: Block) -> int:
    """How many have given a dot."""
    return int(Dot.objects.filter(block=block).aggregate(n=Count("by", distinct=True))["n"])
