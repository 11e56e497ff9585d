"""What can be done in a harvest."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samskap.activities.harvest.models import Kind, Turn, Word
from samskap.activities.harvest.queries import groups_of, later_topics, round_of
from samskap.cards import actions as cards
from samskap.cards import placing
from samskap.cards.models import Card, Finding, Placement
from samskap.circles.models import Circle
from samskap.gatherings.access import Actor
from samskap.gatherings.models import Block, Participation, Room
from samskap.journal.telling import tell
from samskap.refusals import Refused, StaleStep

# ---- whose turn it is ---------------------------------------------------------------------------------------------


def next_group(block: Block, *, after: int) -> Circle | None:
    """Let the next group present (neste gruppe). Returns it; nothing when all have."""
    had = set(Turn.objects.filter(block=block).values_list("circle_id", flat=True))
    waiting = Circle.objects.filter(block=block.source, closed_at=None).exclude(pk__in=had)
    return _give_turn(block, waiting.order_by("number").first(), after=after)


def present_group(block: Block, *, circle: Circle, after: int) -> Circle | None:
    """Let a chosen group present, for the first time or once more."""
    return _give_turn(block, circle, after=after)


def _give_turn(block: Block, circle: Circle | None, *, after: int) -> Circle | None:
    """Move on from the group that whoever pressed saw; of two who press at once one moves, the other is told."""
    now = timezone.now()
    here = Turn.objects.filter(block=block, ended_at=None)
    if here.filter(circle_id=after).update(ended_at=now) != (1 if after else 0):
        raise StaleStep
    if circle is not None:
        clock = {"began_at": now, "ends_at": now + timedelta(minutes=int(block.setting("minutes_each", 3)))}
        try:
            with transaction.atomic():
                Turn.objects.update_or_create(block=block, circle=circle, defaults=clock | {"ended_at": None})
        except IntegrityError:
            raise StaleStep from None
    tell(block, "group.presents" if circle else "groups.presented", circle=circle)
    return circle


def give_time(block: Block, *, minutes: int) -> None:
    """Give the group that presents more time, or less."""
    more = F("ends_at") + timedelta(minutes=minutes)
    if Turn.objects.filter(block=block, ended_at=None).update(ends_at=more):
        tell(block, "turn.lengthened", minutes=minutes)


def end_turn(block: Block) -> None:
    """End the turn that is going on, when the block closes."""
    Turn.objects.filter(block=block, ended_at=None).update(ended_at=timezone.now())


# ---- what is said -------------------------------------------------------------------------------------------------


def write_result(block: Block, *, actor: Actor, circle: Circle, text: str) -> Card:
    """Say in a sentence what came out of a group (hva kom ut av det). Writing again changes it."""
    person = actor.person
    if not actor.leads and (person is None or circle not in groups_of(block, person)):
        raise Refused(_("The group's note-taker writes what came out."), status=403)
    word = Word.objects.filter(block=block, circle=circle, kind=Kind.RESULT).select_related("card").first()
    if word is not None:
        cards.change_card(word.card, text=text)
        card = word.card
    else:
        card = _say(block, circle, Kind.RESULT, text=text, by=person)
    if actor.leads:
        cards.approve_card(card)
    tell(block, "result.written", by=person, card=card, circle=circle, to=[person] if person else ())
    return card


def hang_finding(block: Block, *, card: Card, topic: Card | None = None) -> None:
    """Hang what came out of a group under a topic of a later round, or take it down (heng under, U7)."""
    if not Word.objects.filter(block=block, card=card, kind=Kind.RESULT).exists():
        raise Refused(_("Only what came out of a group can hang under a topic."))
    if topic is None:
        if not Finding.objects.filter(card=card).delete()[0]:
            return
    else:
        if topic.pk not in {one.card_id for one in later_topics(block)}:
            raise Refused(_("That topic does not hang in a later round. Look at the wall and choose again."))
        Finding.objects.update_or_create(card=card, defaults={"topic": topic, "hung_at": timezone.now()})
    tell(block, "finding.hung" if topic else "finding.taken_down", card=card)


def comment(block: Block, *, by: Participation, circle: Circle, text: str) -> Card:
    """Say something about what a group found out: I want to join, I know somebody (si noe)."""
    card = _say(block, circle, Kind.COMMENT, text=text, by=by)
    tell(block, "result.commented", by=by, card=card, circle=circle, to=[by])
    return card


def propose_breakout(block: Block, *, by: Participation, circle: Circle, text: str) -> Card:
    """Propose a new topic, born from what a group found out (nytt tema)."""
    card = _say(block, circle, Kind.BREAKOUT, text=text, by=by)
    tell(block, "breakout.proposed", by=by, card=card, circle=circle, to=[by])
    return card


def _say(block: Block, circle: Circle, kind: Kind, *, text: str, by: Participation | None) -> Card:
    try:
        with transaction.atomic():
            card = cards.write_card(block, text=text, by=by)
            Word.objects.create(block=block, circle=circle, card=card, kind=kind)
            return card
    except IntegrityError:
        raise Refused(_("Somebody wrote at the same moment. Have a look, and try again.")) from None


def withdraw(block: Block, *, by: Participation, card: Card) -> None:
    """Take back what one has said. A topic that already hangs on the wall stays there."""
    if card.by_id != by.pk or card.block_id != block.pk:
        raise Refused(_("Only the one who wrote this can take it back."), status=403)
    if Placement.objects.filter(card=card).exists():
        raise Refused(_("Your topic already hangs on the wall. Speak to the facilitator."))
    if cards.withdraw_card(card):
        tell(block, "word.withdrawn", by=by, card=card, to=[by])


def place_breakout(block: Block, *, card: Card, place: tuple[int, Room]) -> None:
    """Hang a topic that was born here on a free place in a later round. Whoever proposed it stays its author."""
    number, room = place
    if not Word.objects.filter(block=block, card=card, kind=Kind.BREAKOUT).exists():
        raise Refused(_("That is not a new topic."), status=422)
    if number <= round_of(block):
        raise Refused(_("That round is over. Choose a later one."), status=422)
    there = placing.at(block.gathering, room=room, round=number)
    if there is not None and there != card:
        raise Refused(_("Something has just been hung there. Choose another place."))
    placing.hang(card, room=room, round=number)
    tell(block, "breakout.placed", card=card, to=[card.by_id] if card.by_id else (), round=number)
