"""What the organiser chooses, and what people send."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samskap.activities.dots.queries import cards_of
from samskap.stage.activity import BlockSettings
from samskap.stage.verbs import CardField, VerbForm


class DotsSettings(BlockSettings):
    """How many dots, on what, and who sees what when."""

    question = forms.CharField(
        label=_("What do people see?"), max_length=200, initial=_("What do you most want to work on?")
    )
    about = forms.ChoiceField(
        label=_("Dots are given to"),
        choices=[
            ("below", _("What hangs below the wall, without a place")),
            ("all", _("Everything from the block before")),
        ],
        initial="below",
    )
    each = forms.IntegerField(label=_("Dots for each person"), min_value=1, max_value=20, initial=1)
    per_card = forms.IntegerField(
        label=_("Most dots from one person on the same card"), min_value=1, max_value=20, initial=1
    )
    secrecy = forms.ChoiceField(
        label=_("Who sees what somebody chose?"),
        choices=[
            ("named", _("Everybody, afterwards: names stand beside the cards")),
            ("hidden", _("Nobody: the dots are tied to the phones, so they can be taken back")),
            ("detached", _("Nobody, and we don't keep it either: a dot that is given can't be taken back")),
        ],
        initial="hidden",
    )
    shown = forms.ChoiceField(
        label=_("When do all see the numbers?"),
        choices=[("after", _("When the vote is closed")), ("live", _("As the dots are given"))],
        initial="after",
    )

    def clean(self) -> dict[str, Any]:
        """Where nobody knows who gave what, nothing can limit how many one person gives to the same card."""
        said = super().clean() or {}
        if said.get("secrecy") == "detached" and said.get("per_card", 1) < said.get("each", 1):
            self.add_error(
                "per_card",
                _("We don't keep what somebody chose, so we can't count this. Let it be as many as the dots."),
            )
        return said


class GiveForm(VerbForm):
    """The card that gets a dot."""

    card = CardField(label=_("The card"))

    def for_paper(self) -> None:
        """Only what dots can be given to."""
        super().for_paper()
        self.fields["card"].queryset = cards_of(self.block)  # type: ignore[attr-defined]


class CardForm(VerbForm):
    """One card."""

    card = CardField()
