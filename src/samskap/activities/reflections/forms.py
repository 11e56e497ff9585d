"""What the organiser chooses, and what people send."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samskap.cards.models import TEXT_MAX
from samskap.stage.activity import BlockSettings
from samskap.stage.verbs import Said, VerbForm

QUESTIONS = _("What surprised you today?\nWhat do you take with you?")
MOST = 3


class ReflectionsSettings(BlockSettings):
    """What people think about."""

    questions = forms.CharField(
        label=_("What do people think about?"),
        max_length=600,
        initial=QUESTIONS,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One question on each line, three at most. Open questions work best."),
    )

    def clean_questions(self) -> str:
        """Three at most."""
        lines = [line.strip() for line in self.cleaned_data["questions"].splitlines() if line.strip()]
        if len(lines) > MOST:
            raise forms.ValidationError(_("Three questions at most: there is a quarter of an hour."))
        return "\n".join(lines)


class WriteForm(VerbForm):
    """What somebody thinks of one question."""

    number = forms.IntegerField(label=_("Question number"), min_value=1, max_value=MOST)
    text = Said(label=_("Your thoughts"), max_length=TEXT_MAX, rows=4, required=False)


class ShareForm(VerbForm):
    """Which answer to share, and whether with a name."""

    number = forms.IntegerField(min_value=1, max_value=MOST)
    name = forms.ChoiceField(choices=[("", ""), ("yes", "yes")], required=False)

    def clean_name(self) -> bool:
        """Whether the name goes along."""
        value: Any = self.cleaned_data["name"]
        return bool(value == "yes")


class NumberForm(VerbForm):
    """One answer."""

    number = forms.IntegerField(min_value=1, max_value=MOST)
