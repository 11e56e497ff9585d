"""What can be done with dots."""

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from samskap.activities.dots.models import Closing, Dot, Tally
from samskap.activities.dots.queries import cards_of, is_closed, is_detached
from samskap.cards import placing
from samskap.cards.models import Card
from samskap.gatherings.models import Block, Participation
from samskap.journal.telling import tell
from samskap.refusals import Refused
from samskap.stage.verbs import Done


def give_dot(block: Block, *, by: Participation, card: Card) -> Dot:
    """Give the first of a person's remaining dots to a card (sett prikk)."""
    if is_closed(block):
        raise Refused(_("The vote is closed."))
    if not cards_of(block).filter(pk=card.pk).exists():
        raise Refused(_("That is no longer here. Choose again from what you see now."))
    detached = is_detached(block)
    _check_limit(block, by, card)
    for number in range(1, int(block.setting("each", 1)) + 1):
        try:
            with transaction.atomic():
                dot = Dot.objects.create(block=block, by=by, number=number, card=None if detached else card)
        except IntegrityError:
            continue
        if detached:
            Tally.objects.get_or_create(block=block, card=card)
            Tally.objects.filter(block=block, card=card).update(dots=F("dots") + 1)
        _tell(block, "dot.given", by, card)
        return dot
    raise Refused(_("You have given all your dots. Take one back if this one matters more."))


def _check_limit(block: Block, by: Participation, card: Card) -> None:
    """Nobody gives one card more than the limit. Whoever gives from two devices at once waits for the first."""
    if is_detached(block):
        return
    Participation.objects.select_for_update(no_key=True).values_list("pk").get(pk=by.pk)
    if Dot.objects.filter(block=block, by=by, card=card).count() >= int(block.setting("per_card", 1)):
        raise Refused(_("You can't give this card more dots."))


def take_back(block: Block, *, by: Participation, card: Card) -> None:
    """Take one dot back from a card (ta tilbake)."""
    if is_detached(block):
        raise Refused(_("A dot that is given can't be taken back here: nobody knows which one is yours."))
    if is_closed(block):
        raise Refused(_("The vote is closed."))
    dot = Dot.objects.filter(block=block, by=by, card=card).order_by("-number").first()
    if dot is not None:
        dot.delete()
        _tell(block, "dot.taken_back", by, card)


def _tell(block: Block, verb: str, by: Participation, card: Card) -> None:
    """The journal says who gave what only where everybody may know it."""
    named = block.setting("secrecy", "hidden") == "named"
    tell(block, verb, by=by if named else None, card=card if named else None, to=[by])


def close_vote(block: Block) -> None:
    """Close the vote, and show the result (avslutt)."""
    if Closing.objects.get_or_create(block=block)[1]:
        tell(block, "vote.closed", to=_everybody(block))


def open_vote(block: Block) -> None:
    """Let people give dots again."""
    if Closing.objects.filter(block=block).delete()[0]:
        tell(block, "vote.opened", to=_everybody(block))


def _everybody(block: Block) -> list[int]:
    return list(Participation.objects.here().filter(gathering=block.gathering_id).values_list("pk", flat=True))


def make_topic(block: Block, *, card: Card) -> Done:
    """Hang a card in the first free place on the wall (gjør til tema); below it if there is none."""
    if not cards_of(block).filter(pk=card.pk).exists():
        raise Refused(_("That is no longer here. Choose again from what you see now."))
    free = placing.free_places(block.gathering)
    if not free:
        placing.park(card)
        tell(block, "topic.parked", card=card)
        return Done(_("The wall is full. It hangs below until there is room."))
    number, room = free[0]
    heading = placing.hang_as_seen(card, room=room, round=number, seen=0)
    tell(block, "topic.placed", card=heading)
    return Done(format_lazy(_("It hangs in {room}, round {round}."), room=room.name, round=number))
