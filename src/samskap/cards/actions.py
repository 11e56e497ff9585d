"""What can be done with cards, whichever activity they were made in."""

from django.utils import timezone

from samskap.cards.models import Card
from samskap.gatherings.models import Block, Participation


def write_card(block: Block, *, text: str, by: Participation | None) -> Card:
    """Write something on a card (skriv)."""
    return Card.objects.create(gathering_id=block.gathering_id, block=block, by=by, text=text)


def change_card(card: Card, *, text: str) -> None:
    """Change what stands on a card. A card that had been let through waits again where notes are approved first."""
    card.text = text
    card.changed_at = timezone.now()
    card.approved_at = None
    card.save(update_fields=["text", "changed_at", "approved_at"])


def withdraw_card(card: Card) -> bool:
    """Take a card back (trekk tilbake); whether it was standing."""
    return bool(Card.objects.filter(pk=card.pk, withdrawn_at=None).update(withdrawn_at=timezone.now()))


def approve_card(card: Card) -> bool:
    """Let a card through to the others (slipp fram); whether it waited."""
    return bool(Card.objects.filter(pk=card.pk, approved_at=None).update(approved_at=timezone.now()))


def hide_card(card: Card) -> bool:
    """Hide a card from all but its author and the desk (skjul); whether it was seen."""
    return bool(Card.objects.filter(pk=card.pk, hidden_at=None).update(hidden_at=timezone.now()))


def show_card(card: Card) -> bool:
    """Show a hidden card again."""
    return bool(Card.objects.filter(pk=card.pk, hidden_at__isnull=False).update(hidden_at=None))


def gather_under(heading: Card, *, card: Card) -> None:
    """Gather a card, and all already gathered under it, under another as its heading (slå sammen). Names are kept."""
    Card.objects.filter(merged_into=card).update(merged_into=heading)
    Card.objects.filter(pk=card.pk).update(merged_into=heading)


def take_out(card: Card) -> None:
    """Let a gathered card stand by itself again."""
    Card.objects.filter(pk=card.pk).update(merged_into=None)
