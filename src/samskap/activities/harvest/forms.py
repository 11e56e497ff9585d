"""What the organiser chooses, and what people and the desk send."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samskap.cards.models import TEXT_MAX
from samskap.circles.models import Circle
from samskap.gatherings.models import Block, Room
from samskap.stage.activity import BlockSettings
from samskap.stage.verbs import CardField, Said, VerbForm, Within


class HarvestSettings(BlockSettings):
    """How long each group has."""

    minutes_each = forms.IntegerField(
        label=_("Minutes for each group"),
        min_value=1,
        max_value=30,
        initial=3,
        help_text=_("Short is good: what came out, and what happens next."),
    )


class SourceCircleField(Within):
    """A group of the block that the harvest takes its material from."""

    path = "block__gathering_id"
    model = Circle

    def look_in(self, block: Block) -> None:
        """Choose among the groups of the source."""
        self.queryset = Circle.objects.filter(block_id=block.source_id) if block.source_id else Circle.objects.none()


class AfterForm(VerbForm):
    """Which group is seen to present now; 0 for none."""

    after = forms.IntegerField(min_value=0)


class PresentForm(AfterForm):
    """Which group is to present."""

    circle = SourceCircleField()


class MinutesForm(VerbForm):
    """How many minutes more, or less."""

    minutes = forms.IntegerField(min_value=-30, max_value=30)


class SayForm(VerbForm):
    """Something said about a group's work."""

    circle = SourceCircleField()
    text = Said(label=_("Text"), max_length=TEXT_MAX)


class CardForm(VerbForm):
    """One card."""

    card = CardField()


class HangForm(CardForm):
    """What came out of a group, and the later topic it is to hang under; none to take it down."""

    topic = CardField(required=False)


class PlaceForm(CardForm):
    """A new topic, and a place on the wall as "round:room"."""

    place = forms.CharField(max_length=20, error_messages={"required": _("Choose a free place.")})

    def clean_place(self) -> tuple[int, Room]:
        """Read the place; the room must be one of the gathering's."""
        number, _colon, room = str(self.cleaned_data["place"]).partition(":")
        found: Any = self.block.gathering.rooms.filter(pk=int(room)).first() if room.isdecimal() else None
        if found is None or not number.isdecimal():
            raise forms.ValidationError(_("Choose a free place."))
        return int(number), found
