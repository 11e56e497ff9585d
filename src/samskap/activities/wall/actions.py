"""What can be done at the wall."""

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from samskap.activities.wall.forms import ALL_HANDS
from samskap.activities.wall.models import Asking, Hands, Heading, Support
from samskap.activities.wall.queries import is_asking, loose_topics
from samskap.cards import actions as cards
from samskap.cards import alike, placing
from samskap.cards.models import Card, Placement
from samskap.gatherings.access import Actor
from samskap.gatherings.models import Block, Participation
from samskap.journal.telling import tell
from samskap.refusals import Refused
from samskap.stage.verbs import Done, Spot


def write_topic(block: Block, *, by: Participation, text: str) -> Card:
    """Write a new topic (nytt tema); it is hung up afterwards."""
    if not block.setting("writes", True):
        raise Refused(_("Topics are not written on the phone here. Tell the facilitator about yours."))
    return _new_topic(block, text=text, by=by)


def add_topic(block: Block, *, text: str, person: Participation | None = None) -> Card:
    """Type in a topic from a paper note."""
    return _new_topic(block, text=text, by=person)


def _new_topic(block: Block, *, text: str, by: Participation | None) -> Card:
    card = cards.write_card(block, text=text, by=by)
    tell(block, "topic.written", by=by, card=card, to=[by] if by else ())
    return card


def move_topic(block: Block, *, actor: Actor, card: Card, place: Spot) -> Done:
    """Hang a topic in a place, from wherever it is, or park it. On a taken place it is gathered with what is there."""
    _check_standing(card)
    _check_hand(block, actor, card)
    left = card.merged_into
    if place.room is None:
        placing.park(card)
        done = Done(_("Parked. You can bring it back at any time."))
    else:
        heading = placing.hang_as_seen(card, room=place.room, round=place.round, seen=place.seen)
        done = _where(card, heading, place)
        if heading.pk != card.pk:
            _drop_name(card)
    _tidy(left)
    tell(block, "topic.moved", by=actor.person, card=card, to=_those_who_choose(block, card))
    return done


def _where(card: Card, heading: Card, place: Spot) -> Done:
    where = {"room": place.room.name if place.room else "", "round": place.round}
    if heading.pk == card.pk:
        return Done(format_lazy(_("“{topic}” hangs in {room}, round {round}."), topic=card.text, **where))
    text = _("“{topic}” is gathered with “{heading}” in {room}, round {round}. All names are kept; you can part them.")
    return Done(format_lazy(text, topic=card.text, heading=heading.text, **where))


def part_topic(block: Block, *, card: Card) -> Done:
    """Take a topic out of those it is gathered with (skill). It hangs beside them, or is parked if there is no room."""
    _check_standing(card)
    with transaction.atomic():
        heading = card.merged_into
        near = Placement.objects.filter(card=heading or card).first()
        if heading is None:
            if _hand_over(card) is None:
                raise Refused(_("Nothing is gathered under this topic."))
            placing.take_down(card)
        done = _hang_beside(card, near)
        _tidy(heading)
    tell(block, "topic.parted", card=card, to=_those_who_choose(block, card))
    return done


def _hang_beside(card: Card, near: Placement | None) -> Done:
    number = near.round if near else None
    free = sorted(placing.wall_of(card.gathering).free, key=lambda place: place.round != number)
    if not free:
        placing.park(card)
        text: Promise | str = format_lazy(
            _("“{topic}” is parked: there is no free place on the wall."), topic=card.text
        )
        return Done(text)
    place = free[0]
    placing.hang(card, room=place.room, round=place.round)
    return _where(card, card, Spot(place.room, place.round))


def _hand_over(heading: Card) -> Card | None:
    """Let the first of those gathered take over a heading's place, and the others with it. Returns who took over."""
    standing = Card.objects.filter(merged_into=heading, withdrawn_at=None, hidden_at=None)
    first = standing.order_by("made_at", "pk").first()
    if first is None:
        return None
    cards.take_out(first)
    Card.objects.filter(merged_into=heading).update(merged_into=first)
    Placement.objects.filter(card=heading).update(card=first)
    return first


def name_heading(block: Block, *, card: Card, text: str) -> None:
    """Give what hangs in one place a name of its own (overskrift). Everybody's own words are kept under it."""
    heading = _heading_of(card)
    _check_standing(heading)
    if Heading.objects.filter(card=heading).exists():
        cards.change_card(heading, text=text)
        cards.approve_card(heading)
    else:
        if not Placement.objects.filter(card=heading).exists():
            raise Refused(_("Hang the topic on the wall first."))
        name = Card.objects.create(gathering=block.gathering, block=block, text=text, approved_at=timezone.now())
        Heading.objects.create(card=name)
        Placement.objects.filter(card=heading).update(card=name)
        cards.gather_under(name, card=heading)
    tell(block, "topic.named", card=heading)


def withdraw_topic(block: Block, *, by: Participation, card: Card) -> None:
    """Take one's own topic back (ta tilbake). What others have gathered with it stays where it hangs."""
    if card.by_id != by.pk:
        raise Refused(_("Only the one who wrote a topic can take it back."), status=403)
    card.refresh_from_db()
    left = card.merged_into
    if cards.withdraw_card(card):
        _hand_over(card)
        placing.take_down(card)
        cards.take_out(card)
        _tidy(left)
        tell(block, "topic.withdrawn", by=by, card=card, to=[by, *_those_who_choose(block, card)])


def give_support(block: Block, *, by: Participation, card: Card) -> Done:
    """Say that one would work on a topic (støtt). Saying it again changes nothing."""
    if not is_asking(block):
        raise Refused(_("Nobody is asked for support just now."), status=410)
    heading = _heading_of(card)
    _check_standing(heading)
    if not Placement.objects.filter(card=heading).exists():
        raise Refused(_("That topic is not on the wall. Choose another."))
    if Support.objects.filter(card__in=_group(heading), person=by).exists():
        return Done(format_lazy(_("You support “{topic}” already."), topic=heading.text))
    Support.objects.get_or_create(card=heading, person=by, defaults={"block": block})
    tell(block, "topic.supported", by=by, card=heading, to=[by])
    return Done(format_lazy(_("You support “{topic}”."), topic=heading.text))


def take_support_back(block: Block, *, by: Participation, card: Card) -> None:
    """Take one's support back."""
    if not is_asking(block):
        raise Refused(_("Nobody is asked for support just now."), status=410)
    heading = _heading_of(card)
    if Support.objects.filter(card__in=_group(heading), person=by).delete()[0]:
        tell(block, "topic.unsupported", by=by, card=heading, to=[by])


def count_hands(block: Block, *, card: Card, count: int) -> None:
    """Write down how many hands are up for a topic, beside those who answer on the phone."""
    heading = _heading_of(card)
    _check_standing(heading)
    Hands.objects.update_or_create(block=block, card=heading, defaults={"count": count})
    tell(block, "topic.hands_counted", card=heading, count=count)


def ask_for_support(block: Block) -> None:
    """Begin to ask what people would work on (spør)."""
    Asking.objects.update_or_create(block=block, defaults={"is_on": True})
    tell(block, "support.asked", to=_everybody(block))


def stop_asking(block: Block) -> None:
    """Stop asking. What was given counts."""
    Asking.objects.update_or_create(block=block, defaults={"is_on": False})
    tell(block, "support.stopped", to=_everybody(block))


def _everybody(block: Block) -> list[int]:
    return list(Participation.objects.here().filter(gathering=block.gathering_id).values_list("pk", flat=True))


def _group(heading: Card) -> list[int]:
    return [heading.pk, *Card.objects.filter(merged_into=heading).values_list("pk", flat=True)]


def _heading_of(card: Card) -> Card:
    """The topic under which a card is gathered now, whatever it was when the form was read; else the card itself."""
    card.refresh_from_db()
    return card.merged_into or card


def _check_standing(card: Card) -> None:
    card.refresh_from_db()
    if card.withdrawn_at or card.hidden_at:
        raise Refused(_("That topic has been taken back or hidden. Choose another."))


def _check_hand(block: Block, actor: Actor, card: Card) -> None:
    """The desk moves all; people move what is only theirs, and everything where the organiser lets everybody."""
    if actor.leads or block.setting("hands") == ALL_HANDS:
        return
    if actor.person is None or card.by_id != actor.person.pk:
        raise Refused(_("You can move your own topics. Ask the facilitator to move others."), status=403)
    if Card.objects.filter(merged_into=card, withdrawn_at=None).exclude(by=actor.person).exists():
        raise Refused(_("Others have gathered their topics with yours. Ask the facilitator to move them."), status=403)


def _drop_name(card: Card) -> None:
    """A name whose topics have gone under another heading has nothing left to name."""
    if Heading.objects.filter(card=card).exists():
        cards.withdraw_card(card)
        cards.take_out(card)


def _tidy(heading: Card | None) -> None:
    """Take down a name when the last topic under it has gone."""
    if heading is None or not Heading.objects.filter(card=heading).exists():
        return
    if not Card.objects.filter(merged_into=heading, withdrawn_at=None).exists():
        placing.take_down(heading)
        cards.withdraw_card(heading)


def _those_who_choose(block: Block, card: Card) -> list[int]:
    """Those whose phones show where a topic is, or which places are free."""
    waiting = loose_topics(block).filter(by__isnull=False).values_list("by", flat=True)
    heading = card.merged_into_id or card.pk
    near = Card.objects.filter(pk__in=_group_of(heading), by__isnull=False).values_list("by", flat=True)
    return sorted({*waiting, *near, *([card.by_id] if card.by_id else [])})


def _group_of(heading: int) -> list[int]:
    return [heading, *Card.objects.filter(merged_into=heading).values_list("pk", flat=True)]


def tell_apart(block: Block, *, card: Card, other: Card) -> None:
    """Say that two topics that look alike are not about the same (ikke det samme)."""
    if alike.tell_apart(card, other):
        tell(block, "cards.told_apart", card=card)
