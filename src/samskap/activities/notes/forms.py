"""What the organiser chooses, and what people send."""

from django import forms
from django.utils.translation import gettext_lazy as _

from samskap.cards.models import TEXT_MAX
from samskap.stage.activity import BlockSettings
from samskap.stage.verbs import CardField, Said, VerbForm


class NotesSettings(BlockSettings):
    """What is asked, and how many notes one person may write."""

    question = forms.CharField(
        label=_("What do people write about?"),
        max_length=200,
        initial=_("What should we work on today? One thing on each note."),
    )
    each = forms.IntegerField(
        label=_("Notes for each person"),
        min_value=1,
        max_value=50,
        initial=10,
        help_text=_("Few notes make people choose; many let everything out."),
    )
    promises = forms.BooleanField(
        label=_("What people write, they will do"),
        required=False,
        initial=False,
        help_text=_("Each note is a micro-action: afterwards the one who wrote it is asked, gently, how it went."),
    )


class WriteForm(VerbForm):
    """A new note."""

    text = Said(label=_("Your note"), max_length=TEXT_MAX)


class WriteForForm(VerbForm):
    """A note from paper, and whose it is if that is known."""

    first_name = Said(label=_("First name"), max_length=40, rows=1, required=False)
    text = Said(label=_("The note"), max_length=TEXT_MAX)


class ChangeForm(VerbForm):
    """A note with other words."""

    card = CardField()
    text = Said(label=_("Your note"), max_length=TEXT_MAX)


class CardForm(VerbForm):
    """One note."""

    card = CardField()


class GatherForm(VerbForm):
    """A note and the one it belongs under."""

    card = CardField()
    heading = CardField()
