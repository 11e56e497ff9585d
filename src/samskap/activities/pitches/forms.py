"""What the organiser chooses, and what people send."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samskap.activities.pitches.models import Turn
from samskap.cards.models import TEXT_MAX
from samskap.gatherings.models import Block
from samskap.stage.activity import BlockSettings
from samskap.stage.verbs import CardField, PersonField, Said, SpotField, VerbForm, Within


class PitchesSettings(BlockSettings):
    """How long a pitch is, and what people are asked to do."""

    question = forms.CharField(
        label=_("What do people see?"),
        max_length=200,
        initial=_("Have you got a topic? Join the queue!"),
    )
    seconds = forms.IntegerField(
        label=_("Seconds for each pitch"),
        min_value=15,
        max_value=600,
        initial=60,
        help_text=_("Half a minute to a minute is enough to say what it is about and why it matters."),
    )
    order = forms.ChoiceField(
        label=_("Who presents?"),
        choices=[
            ("queue", _("Whoever joins the queue")),
            ("priorities", _("The groups: what they put first, one after another, then what they put second")),
        ],
        initial="queue",
        help_text=_("Groups need a ladder before this, where they agree on a list."),
    )
    depth = forms.IntegerField(label=_("How many from each group's list"), min_value=1, max_value=10, initial=2)
    rest = forms.ChoiceField(
        label=_("What the groups chose besides"),
        choices=[("below", _("Hangs below the wall, for the dots")), ("leave", _("Stays in the report only"))],
        initial="below",
    )
    new_topics = forms.BooleanField(
        label=_("People can also queue with a topic that is not on a note"), required=False, initial=True
    )


class TurnField(Within):
    """A turn in the queue of this block."""

    path = "block__gathering_id"
    model = Turn

    def look_in(self, block: Block) -> None:
        """Choose among the turns of this block."""
        self.queryset = Turn.objects.filter(block=block).select_related("card", "person")


class JoinForm(VerbForm):
    """A note of one's own, or a new topic."""

    card = CardField(required=False)
    text = Said(label=_("Your topic"), max_length=TEXT_MAX, required=False)

    def for_paper(self) -> None:
        """What stands on the note; those that are typed in already are in the queue's own list."""
        super().for_paper()
        del self.fields["card"]

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        said = super().clean() or {}
        if not self.errors and bool(said.get("card")) == bool(said.get("text")):
            raise forms.ValidationError(_("Choose one of your notes, or write a topic."))
        return said


class EnqueueForm(VerbForm):
    """Somebody without a phone, and their topic."""

    person = PersonField(required=False)
    text = Said(label=_("The topic"), max_length=TEXT_MAX)


class TurnForm(VerbForm):
    """One turn."""

    turn = TurnField()


class ReorderForm(TurnForm):
    """A turn, and how many are to be before it."""

    place = forms.IntegerField(min_value=0, max_value=1000)


class PlaceForm(VerbForm):
    """A topic and where on the wall it goes."""

    card = CardField()
    place = SpotField(label=_("The place"))
