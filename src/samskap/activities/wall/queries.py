"""What can be asked about the wall."""

from django.db.models import Count, Prefetch, Q
from django.db.models.functions import Coalesce

from samskap.activities.wall.models import Asking, Hands, Support
from samskap.cards.models import Card, CardQuerySet, Placement
from samskap.cards.placing import Wall, wall_of
from samskap.gatherings.models import Block, Participation
from samskap.stage.activity import harvest_of


def counted_wall(block: Block, *, shown: bool = False) -> Wall:
    """Look at the wall with each topic's supporters counted: as many queries for 3 topics as for 300."""
    wall = wall_of(block.gathering, shown=shown)
    support = support_of(block)
    hands = dict(Hands.objects.filter(block=block).values_list("card", "count"))
    asked = bool(support) or is_asking(block)
    enough = int(block.setting("enough", 6))
    hung = {place.placement.card_id for place in wall.taken if place.placement}
    for card in [*(place.heading for place in wall.taken), *(one.card for one in wall.parked)]:
        if card is not None:
            card.supporters = support.get(card.pk, 0)  # type: ignore[attr-defined]
            card.hands_up = hands.get(card.pk, 0)  # type: ignore[attr-defined]
            card.enough = enough  # type: ignore[attr-defined]
            card.is_weak = asked and card.pk in hung and support.get(card.pk, 0) < enough  # type: ignore[attr-defined]
    return wall


def support_of(block: Block) -> dict[int, int]:
    """How many support each heading: everybody who supports it or something gathered under it, once, and the hands."""
    under = Coalesce("card__merged_into", "card")
    rows = Support.objects.filter(block=block).annotate(under=under).values("under")
    found = dict(rows.annotate(people=Count("person", distinct=True)).values_list("under", "people"))
    hands = Hands.objects.filter(block=block).annotate(under=under).values_list("under", "count")
    for card, count in hands:
        found[card] = found.get(card, 0) + count
    return found


def is_asking(block: Block) -> bool:
    """Whether people are asked for support now."""
    asking = Asking.objects.filter(block=block).first()
    return asking.is_on if asking else bool(block.setting("asks", False))


def loose_topics(block: Block) -> CardQuerySet:
    """The topics that are not on the wall: from the source, and those written here."""
    here = Q(pk__in=harvest_of(block).order_by().values("pk")) | Q(block=block)
    standing: CardQuerySet = Card.objects.filter(here, gathering=block.gathering_id).standing()
    gathered = Card.objects.filter(withdrawn_at=None, hidden_at=None).select_related("by")
    loose = standing.filter(placement=None).select_related("by").prefetch_related(Prefetch("gathered", gathered))
    return loose.order_by("made_at", "pk")


def own_loose(block: Block, person: Participation) -> CardQuerySet:
    """The topics of a person that are not on the wall."""
    return loose_topics(block).filter(by=person)


def own_placed(block: Block, person: Participation) -> list[Placement]:
    """The places on the wall where a person's topics hang, as a heading or under one."""
    mine = Q(card__by=person) | Q(card__gathered__by=person, card__gathered__withdrawn_at=None)
    here = Placement.objects.filter(mine, gathering=block.gathering_id, card__withdrawn_at=None)
    gathered = Card.objects.filter(withdrawn_at=None).select_related("by")
    places = here.select_related("card__by", "room").prefetch_related(Prefetch("card__gathered", gathered))
    return list(places.distinct())


def supported_by(block: Block, person: Participation) -> list[Card]:
    """The headings a person supports."""
    given = Support.objects.filter(block=block, person=person, card__withdrawn_at=None)
    cards = [one.card.merged_into or one.card for one in given.select_related("card__merged_into").order_by("pk")]
    return list({card.pk: card for card in cards}.values())


def hanging(block: Block) -> CardQuerySet:
    """The topics that hang on the wall, round by round, room by room."""
    shown: CardQuerySet = Card.objects.filter(gathering=block.gathering_id, placement__room__isnull=False).shown()
    return shown.order_by("placement__round", "placement__room__position", "placement__room_id")
