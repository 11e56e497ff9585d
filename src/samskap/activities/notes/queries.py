"""What can be asked about notes."""

from collections.abc import Iterator

from django.db.models import Prefetch
from django.utils import timezone

from samskap.cards.models import Card, CardQuerySet
from samskap.gatherings.models import Block, Participation
from samskap.stage.promising import Promise, date_in


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


def promised(block: Block) -> Iterator[Promise]:
    """Each note as something its author will do. Hidden notes are not followed up."""
    day = timezone.localtime(block.opened_at or block.gathering.starts_at).date()
    standing = Card.objects.filter(block=block, withdrawn_at=None, hidden_at=None)
    for card in standing.select_related("by__organisation"):
        yield Promise(
            key=f"card-{card.pk}",
            text=card.text,
            kind="micro-action",
            keepers=[card.by] if card.by else [],
            due=date_in(card.text, after=day),
            card=card,
            seen_by="parties",
        )
