"""What the organiser chooses, and what the desk sends."""

from django import forms
from django.utils.translation import gettext_lazy as _

from samskap.activities.talk.ready import ENERGISERS, TONES
from samskap.stage.activity import BlockSettings
from samskap.stage.verbs import PhotoField, Said, VerbForm


class TalkSettings(BlockSettings):
    """What is said, and how it looks."""

    tone = forms.ChoiceField(
        label=_("What is this?"),
        choices=[(key, ready.name) for key, ready in TONES.items()],
        initial="other",
        help_text=_("Gives the screen its look, and a ready-made text for what you leave empty below."),
    )
    headline = forms.CharField(
        label=_("In large letters"),
        max_length=200,
        required=False,
        initial="",
        help_text=_("A headline, or a question to think about."),
    )
    text = forms.CharField(
        label=_("Text"),
        max_length=2000,
        required=False,
        initial="",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Two stars around words make them **bold**. An empty line begins a new paragraph."),
    )
    points = forms.CharField(
        label=_("Points"),
        max_length=2000,
        required=False,
        initial="",
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("One on each line. House rules, the order of the day …"),
    )
    energiser = forms.ChoiceField(
        label=_("Energiser from the bank"),
        choices=[("", _("My own, as written above")), *((key, one.name) for key, one in ENERGISERS.items())],
        required=False,
        initial="count",
        help_text=_("Used when this is an energiser. How to do it stands on the desk, on the screen and on paper."),
    )


class PictureForm(VerbForm):
    """A picture to show, and what it shows in words."""

    picture = PhotoField(label=_("Picture"))
    caption = Said(label=_("What does the picture show?"), max_length=200, rows=1)
