"""What can be done with notes."""

from django.utils.translation import gettext_lazy as _

from samskap.activities.notes.queries import notes_left
from samskap.cards import actions as cards
from samskap.cards.models import Card
from samskap.gatherings.actions import on_paper
from samskap.gatherings.models import Block, Participation
from samskap.journal.telling import tell
from samskap.refusals import Refused


def write_note(block: Block, *, by: Participation, text: str) -> Card:
    """Write one thing on a note (skriv lapp)."""
    if notes_left(block, by) == 0:
        raise Refused(_("You have used all your notes. Take one back if this one matters more."))
    card = cards.write_card(block, text=text, by=by)
    tell(block, "note.written", by=by, card=card)
    return card


def write_note_for(block: Block, *, text: str, first_name: str = "") -> Card:
    """Type in a note from paper (skriv for); whoever wrote it counts as one of those who are here (G10)."""
    by = on_paper(block.gathering, first_name=first_name) if first_name else None
    card = cards.write_card(block, text=text, by=by)
    cards.approve_card(card)
    tell(block, "note.typed_in", by=by, card=card)
    return card


def change_note(block: Block, *, by: Participation, card: Card, text: str) -> None:
    """Change one's own note."""
    _check_own(block, by, card)
    cards.change_card(card, text=text)
    tell(block, "note.changed", by=by, card=card)


def withdraw_note(block: Block, *, by: Participation, card: Card) -> None:
    """Take one's own note back."""
    _check_own(block, by, card)
    if cards.withdraw_card(card):
        tell(block, "note.withdrawn", by=by, card=card)


def gather_notes(block: Block, *, card: Card, heading: Card) -> None:
    """Gather a note under another (slå sammen); both authors keep their names on it."""
    if card == heading or heading.merged_into_id:
        raise Refused(_("Choose two different notes."))
    cards.gather_under(heading, card=card)
    tell(block, "note.gathered", card=card, to=[one.by_id for one in (card, heading) if one.by_id])


def part_note(block: Block, *, card: Card) -> None:
    """Let a gathered note stand by itself again."""
    cards.take_out(card)
    tell(block, "note.parted", card=card, to=[card.by_id] if card.by_id else ())


def _check_own(block: Block, by: Participation, card: Card) -> None:
    if card.by_id != by.pk or card.block_id != block.pk:
        raise Refused(_("Only the one who wrote a note can change it."), status=403)
