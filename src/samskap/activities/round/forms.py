"""What the organiser chooses, and what people send."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samskap.activities.round.questions import CHECK_IN, CHECK_OUT, ICE_BREAKER
from samskap.cards.models import TEXT_MAX
from samskap.stage.activity import BlockSettings, activity_of
from samskap.stage.verbs import PersonField, Said, VerbForm


class RoundSettings(BlockSettings):
    """What is asked, how it is answered, and who sees what when."""

    question = forms.CharField(
        label=_("Your question"),
        max_length=200,
        required=False,
        initial="",
        help_text=_("Open questions work best: how …, what would it take … Leave it empty to use one from the bank."),
    )
    suggestion = forms.ChoiceField(
        label=_("Question from the bank"),
        choices=[
            (_("Check-in"), list(CHECK_IN.items())),
            (_("Check-out"), list(CHECK_OUT.items())),
            (_("Ice-breaker"), list(ICE_BREAKER.items())),
        ],
        required=False,
        initial="came",
    )
    form = forms.ChoiceField(
        label=_("How do people answer?"),
        choices=[("words", _("In words")), ("scale", _("On a scale from 1 to 5"))],
        initial="words",
    )
    low = forms.CharField(label=_("1 means"), max_length=60, required=False, initial=_("not at all"))
    high = forms.CharField(label=_("5 means"), max_length=60, required=False, initial=_("very much"))
    names = forms.ChoiceField(
        label=_("Names"),
        choices=[("shown", _("With first names")), ("hidden", _("Without names"))],
        initial="shown",
        help_text=_(
            "Without names, nobody sees who wrote what, not at the desk either. "
            "The answer is still tied to the phone, so that it can be changed."
        ),
    )
    shown = forms.ChoiceField(
        label=_("When do all see the answers?"),
        choices=[
            ("at_once", _("At once, as they come")),
            ("reveal", _("When the facilitator opens them")),
            ("after", _("Afterwards, in the report")),
        ],
        initial="at_once",
    )


class AnswerForm(VerbForm):
    """An answer: words, or a step on the scale and perhaps some words."""

    text = Said(label=_("Your answer"), max_length=TEXT_MAX, required=False)
    value = forms.IntegerField(label=_("Your answer"), min_value=1, max_value=5, required=False)

    def for_paper(self) -> None:
        """Ask for what the round asks for."""
        super().for_paper()
        if activity_of(self.block).chosen(self.block)["form"] == "scale":
            self.fields["value"].label = _("From 1 to 5")
            self.fields["text"].label = _("In words")
            self.order_fields(["value", "text"])
        else:
            del self.fields["value"]

    def clean(self) -> dict[str, Any]:
        """A scale wants a step on it, words want words."""
        values = super().clean() or self.cleaned_data
        scale = activity_of(self.block).chosen(self.block)["form"] == "scale"
        if scale and values.get("value") is None and "value" not in self.errors:
            self.add_error("value", _("Choose a number from 1 to 5."))
        if not scale:
            values["value"] = None
            if not values.get("text") and "text" not in self.errors:
                self.add_error("text", _("Write something first."))
        return values


class AnswerForForm(AnswerForm):
    """An answer that somebody gave aloud or on paper."""

    person = PersonField(label=_("Who?"))
