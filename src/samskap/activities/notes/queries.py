"""What can be asked about notes."""

from django.db.models import Prefetch

from samskap.cards.models import Card, CardQuerySet
from samskap.gatherings.models import Block, Participation


def notes(block: Block) -> CardQuerySet:
    """The notes everybody sees, newest first, with their authors and what is gathered under them."""
    gathered = Card.objects.filter(withdrawn_at=None, hidden_at=None).select_related("by")
    shown = Card.objects.filter(block=block).shown()
    return shown.select_related("by").prefetch_related(Prefetch("gathered", gathered)).order_by("-made_at", "-pk")


def hidden_notes(block: Block) -> CardQuerySet:
    """The notes the desk has hidden."""
    return Card.objects.filter(block=block, hidden_at__isnull=False, withdrawn_at=None).select_related("by")


def own_notes(block: Block, person: Participation) -> CardQuerySet:
    """One person's notes, newest first, with what has become of them."""
    mine = Card.objects.filter(block=block, by=person, withdrawn_at=None)
    return mine.select_related("merged_into").order_by("-made_at", "-pk")


def notes_left(block: Block, person: Participation) -> int:
    """How many more notes a person may write."""
    return max(0, int(block.setting("each", 10)) - own_notes(block, person).count())
