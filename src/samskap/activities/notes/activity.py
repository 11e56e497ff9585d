"""The card of the notes activity."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from samskap.activities.notes.actions import (
    change_note,
    gather_notes,
    part_note,
    withdraw_note,
    write_note,
    write_note_for,
)
from samskap.activities.notes.forms import CardForm, ChangeForm, GatherForm, NotesSettings, WriteForForm, WriteForm
from samskap.activities.notes.queries import hidden_notes, notes, notes_left, own_notes, promised
from samskap.cards.models import Card
from samskap.gatherings.access import DESK, PEOPLE
from samskap.gatherings.models import Block, Participation
from samskap.stage.activity import Activity, Audience
from samskap.stage.promising import Promise
from samskap.stage.verbs import Verb


class Notes(Activity):
    """Everybody writes, one thing on each note (lapper)."""

    kind = "notes"
    name = _("Notes")
    summary = _("Everybody writes, one thing on each note.")
    icon = "note"
    minutes = 5
    Settings = NotesSettings
    has_mine = True
    verbs: ClassVar = [
        Verb(
            "write",
            WriteForm,
            write_note,
            who=PEOPLE,
            done=_("Your note is up."),
            on_paper=_("A note"),
            nameless="write-for",
        ),
        Verb("change", ChangeForm, change_note, who=PEOPLE, done=_("Changed.")),
        Verb("withdraw", CardForm, withdraw_note, who=PEOPLE, done=_("Taken back.")),
        Verb("write-for", WriteForForm, write_note_for, who=DESK, done=_("Typed in.")),
        Verb("gather", GatherForm, gather_notes, who=DESK, needs_open=False, done=_("Gathered.")),
        Verb("part", CardForm, part_note, who=DESK, needs_open=False, done=_("Parted.")),
    ]

    def task(self, block: Block) -> str:
        """The question."""
        return str(self.chosen(block)["question"])

    def shared(self, block: Block, audience: Audience) -> dict[str, Any]:
        """All notes; how many have written."""
        shown = list(notes(block))
        standing = Card.objects.filter(block=block, withdrawn_at=None)
        return {
            "notes": shown,
            "writers": standing.aggregate(people=Count("by", distinct=True))["people"],
            "hidden": list(hidden_notes(block)) if audience == "desk" else [],
        }

    def mine(self, block: Block, person: Participation) -> dict[str, Any]:
        """My notes, and whether I can write more."""
        return {"own": list(own_notes(block, person)), "left": notes_left(block, person)}

    def promises(self, block: Block) -> Iterable[Promise]:
        """What each will do, where the organiser has asked for micro-actions (U9)."""
        return promised(block) if self.chosen(block)["promises"] else ()


ACTIVITY = Notes()
