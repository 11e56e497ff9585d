"""What the organiser chooses, and what people send."""

from itertools import pairwise
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samskap.cards.models import TEXT_MAX
from samskap.stage.activity import BlockSettings
from samskap.stage.verbs import CardField, CircleField, PersonField, Said, VerbForm

STEPS = range(1, 5)


def _size(initial: int | None) -> forms.IntegerField:
    return forms.IntegerField(
        label=_("People in each group"), min_value=0, max_value=50, required=False, initial=initial
    )


def _minutes(initial: int) -> forms.IntegerField:
    return forms.IntegerField(label=_("Minutes"), min_value=1, max_value=240, initial=initial)


def _top(initial: int) -> forms.IntegerField:
    return forms.IntegerField(label=_("How many they agree on"), min_value=0, max_value=10, initial=initial)


class LadderSettings(BlockSettings):
    """What is asked, and the steps: 1, 3, 6 at first."""

    question = forms.CharField(
        label=_("What do people think about?"),
        max_length=200,
        initial=_("What should we work on together? One thing on each note."),
    )
    groups_from = forms.ChoiceField(
        label=_("The first groups"),
        choices=[
            ("badges", _("One of each shape on the badges")),
            ("mixed", _("Mixed, whatever the badges")),
        ],
        initial="badges",
        help_text=_("Either way, people from the same organisation are kept apart."),
    )
    size_1, minutes_1, top_1 = _size(1), _minutes(8), _top(0)
    size_2, minutes_2, top_2 = _size(3), _minutes(15), _top(3)
    size_3, minutes_3, top_3 = _size(6), _minutes(20), _top(4)
    size_4, minutes_4, top_4 = _size(None), _minutes(15), _top(4)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in STEPS:
            size, minutes, top = (self.fields[f"{name}_{number}"] for name in ("size", "minutes", "top"))
            size.label = _("Step %(number)d: people in each group") % {"number": number}
            minutes.label = _("Step %(number)d: minutes") % {"number": number}
            top.label = _("Step %(number)d: how many they agree on") % {"number": number}
        self.fields["size_1"].help_text = _(
            "1 is alone, 0 is everybody together. 1-3-6 has the steps 1, 3 and 6; 1-2-4-all has 1, 2, 4 and 0."
        )
        self.fields["size_4"].help_text = _("Leave it empty if there are no more steps.")
        self.fields["top_1"].help_text = _("0 if nothing is chosen on this step.")

    def clean(self) -> dict[str, Any]:
        """Steps grow: alone first, everybody last."""
        said = super().clean() or {}
        sizes = [said.get(f"size_{number}") for number in STEPS]
        given = [size for size in sizes if size is not None]
        if not given or sizes[: len(given)] != given:
            raise forms.ValidationError(_("Fill in the steps from the first, without gaps."))
        grown = [size or 10_000 for size in given]
        if any(after <= before for before, after in pairwise(grown)):
            raise forms.ValidationError(_("Each step must have larger groups than the one before; 0 is everybody."))
        return said


class WriteForm(VerbForm):
    """A new idea."""

    text = Said(label=_("Your idea"), max_length=TEXT_MAX)


class CardForm(VerbForm):
    """One idea."""

    card = CardField()


class ChangeForm(CardForm):
    """An idea with other words."""

    text = Said(label=_("Your idea"), max_length=TEXT_MAX)


class RankForm(VerbForm):
    """An idea, and how many are to be above it on the group's list; last if nothing is said."""

    card = CardField()
    place = forms.IntegerField(label=_("How many are above it"), min_value=0, max_value=20, required=False)


class ListForm(VerbForm):
    """A group's list as it stands on paper: one line for each, the first on top."""

    circle = CircleField()
    text = Said(label=_("The list, one on each line, the first on top"), max_length=2000, rows=4)


class TurnForm(VerbForm):
    """Whose turn it was when somebody pressed: 0 for nobody's."""

    after = forms.IntegerField(min_value=0)


class SeenForm(VerbForm):
    """The step that was seen when somebody pressed."""

    step = forms.IntegerField(min_value=0, max_value=9)


class MinutesForm(VerbForm):
    """More time."""

    minutes = forms.IntegerField(min_value=1, max_value=60)


class MoveForm(VerbForm):
    """Somebody, and the group to go to."""

    person = PersonField(label=_("Who"))
    circle = CircleField(label=_("Group"))
