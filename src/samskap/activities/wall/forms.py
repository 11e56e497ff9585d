"""What the organiser chooses, and what people send."""

from django import forms
from django.utils.translation import gettext_lazy as _

from samskap.cards.models import TEXT_MAX
from samskap.stage.activity import BlockSettings
from samskap.stage.verbs import CardField, PersonField, Said, SpotField, VerbForm

DESK_HANDS = "desk"
ALL_HANDS = "everybody"


class WallSettings(BlockSettings):
    """Who moves topics, and how much support a topic needs."""

    question = forms.CharField(label=_("What do people see?"), max_length=200, initial=_("What do you want to join?"))
    hands = forms.ChoiceField(
        label=_("Who can move topics?"),
        choices=[(DESK_HANDS, _("The facilitator moves all, participants their own")), (ALL_HANDS, _("Everybody"))],
        initial=DESK_HANDS,
    )
    writes = forms.BooleanField(label=_("People can write new topics on the phone"), required=False, initial=True)
    asks = forms.BooleanField(
        label=_("Ask for support from the start"),
        required=False,
        initial=False,
        help_text=_("You can also begin and stop asking from the desk."),
    )
    enough = forms.IntegerField(
        label=_("How many make a topic strong enough?"),
        min_value=1,
        max_value=200,
        initial=6,
        help_text=_("A topic with fewer is marked, so that you can gather it with another, or let it go."),
    )


class MoveForm(VerbForm):
    """A topic and its new place."""

    card = CardField()
    place = SpotField(label=_("The place"))


class CardForm(VerbForm):
    """One topic."""

    card = CardField()


class WriteForm(VerbForm):
    """A new topic."""

    text = Said(label=_("Your topic"), max_length=TEXT_MAX)


class AddForm(VerbForm):
    """A topic from a paper note, and whose it is."""

    person = PersonField(required=False)
    text = Said(label=_("The topic"), max_length=TEXT_MAX)


class NameForm(VerbForm):
    """A topic and the name for what is gathered under it."""

    card = CardField()
    text = Said(label=_("The heading"), max_length=TEXT_MAX)


class HandsForm(VerbForm):
    """A topic and how many hands are up."""

    card = CardField()
    count = forms.IntegerField(label=_("Hands"), min_value=0, max_value=10000)
