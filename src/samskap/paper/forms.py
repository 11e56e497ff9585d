"""Forms of the paper bridge."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samskap.circles.models import Circle
from samskap.gatherings.models import Gathering
from samskap.paper.actions import Spot
from samskap.stage.verbs import Said, name_of_group

PICTURES = "image/jpeg,image/png,image/webp"
AT_ONCE = 20


class CaptionForm(forms.Form):
    """What a photo shows."""

    caption = Said(
        label=_("What does it show?"), max_length=200, rows=1, required=False,
        help_text=_("Read aloud to those who can't see the picture, and shown below it in the report."),
    )  # fmt: skip


class PlaceForm(forms.Form):
    """Where a photo belongs: a group, a block, or only the gathering."""

    place = forms.ChoiceField(label=_("Where does it belong?"))

    def __init__(self, *args: Any, gathering: Gathering, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.blocks = {block.pk: block for block in gathering.blocks.exclude(opened_at=None)}
        circles = Circle.objects.filter(block__in=self.blocks.values(), closed_at=None).select_related("card")
        self.circles = {circle.pk: circle for circle in circles}
        self.fields["place"].choices = list(self._choices())  # type: ignore[attr-defined]

    def _choices(self) -> Any:
        yield ("none", _("The whole gathering"))
        for block in self.blocks.values():
            groups = [
                (f"group-{circle.pk}", name_of_group(circle))
                for circle in self.circles.values()
                if circle.block_id == block.pk
            ]
            yield (block.title, [(f"block-{block.pk}", block.title), *groups])

    @property
    def spot(self) -> Spot:
        """The place that was chosen."""
        kind, _dash, number = self.cleaned_data["place"].partition("-")
        if kind == "group":
            circle = self.circles[int(number)]
            return Spot(self.blocks[circle.block_id], circle, circle.card)
        return Spot(self.blocks[int(number)]) if kind == "block" else Spot()


def place_of(spot: Spot) -> str:
    """The choice that stands for a place."""
    if spot.circle is not None:
        return f"group-{spot.circle.pk}"
    return f"block-{spot.block.pk}" if spot.block is not None else "none"
