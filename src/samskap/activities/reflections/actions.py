"""What can be done with reflections."""

from django.utils.translation import gettext_lazy as _

from samskap.activities.reflections.models import Reflection
from samskap.cards import actions as cards
from samskap.cards.models import Card
from samskap.gatherings.models import Block, Participation
from samskap.journal.telling import tell
from samskap.refusals import Refused


def write_reflection(block: Block, *, by: Participation, number: int, text: str) -> None:
    """Write, for oneself (skriv). What has been shared already is changed for those who see it too."""
    mine = Reflection.objects.filter(block=block, by=by, number=number).select_related("card").first()
    if not text:
        if mine is not None:
            unshare(block, by=by, number=number)
            mine.delete()
    elif mine is None:
        Reflection.objects.update_or_create(block=block, by=by, number=number, defaults={"text": text})
    elif mine.text != text:
        Reflection.objects.filter(pk=mine.pk).update(text=text)
        if mine.card is not None:
            cards.change_card(mine.card, text=text)
    tell(block, "reflection.written", to=[by])


def share(block: Block, *, by: Participation, number: int, name: bool = False) -> Card:
    """Share one answer with all (dele), with or without one's name."""
    mine = Reflection.objects.filter(block=block, by=by, number=number).select_related("card").first()
    if mine is None:
        raise Refused(_("Write something first."))
    if mine.card is not None:
        return mine.card
    card = cards.write_card(block, text=mine.text, by=by if name else None)
    Reflection.objects.filter(pk=mine.pk).update(card=card)
    tell(block, "reflection.shared", by=by if name else None, card=card, to=[by])
    return card


def unshare(block: Block, *, by: Participation, number: int) -> None:
    """Keep an answer to oneself after all."""
    mine = Reflection.objects.filter(block=block, by=by, number=number).select_related("card").first()
    if mine is not None and mine.card is not None:
        Card.objects.filter(pk=mine.card.pk).delete()
        tell(block, "reflection.kept", to=[by])
