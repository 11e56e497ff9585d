"""What the organiser chooses, and what people and the desk send."""

from django import forms
from django.utils.translation import gettext_lazy as _

from samskap.circles.models import SHEET_TEXT_MAX, Circle, Variant
from samskap.gatherings.models import Block
from samskap.stage.activity import BlockSettings
from samskap.stage.verbs import CircleField, PersonField, PhotoField, RoomField, Said, VerbForm, Within

QUESTIONS = _(
    "What important things did we find out?\n"
    "How do we work across boundaries for it?\n"
    "What is the next step, and who takes it?\n"
    "What do we take home?"
)
QUESTIONS_MOST = 12
OPENER_SECONDS = 45
ROLES = {"leader": _("Leader"), "timekeeper": _("Timekeeper"), "note_taker": _("Note-taker")}


class SessionsSettings(BlockSettings):
    """Which round of the wall, what the sheet asks, and whether people move freely."""

    round = forms.IntegerField(
        label=_("Round on the agenda wall"),
        min_value=1,
        max_value=20,
        initial=1,
        help_text=_("Each topic that hangs in this round gets a group, in its room."),
    )
    questions = forms.CharField(
        label=_("Questions on the summary sheet"),
        max_length=1500,
        initial=QUESTIONS,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("One on each line, twelve at most. Each group writes its answers."),
    )
    promises = forms.IntegerField(
        label=_("The question about who does what"),
        min_value=0,
        max_value=QUESTIONS_MOST,
        initial=3,
        required=False,
        help_text=_("The answers to this question are followed up afterwards: each line is a promise. 0 for none."),
    )
    opener = forms.BooleanField(
        label=_("Each group begins with a round: What drives you?"),
        required=False,
        initial=False,
        help_text=_("One speaks at a time, with a clock. The phones show whose turn it is."),
    )
    opener_seconds = forms.IntegerField(
        label=_("Seconds for each"),
        min_value=15,
        max_value=300,
        initial=OPENER_SECONDS,
        required=False,
    )
    move = forms.BooleanField(
        label=_("People move freely between the groups"),
        required=False,
        initial=True,
        help_text=_("The law of two feet: whoever neither gives nor gets anything goes on to another group."),
    )


class VariantField(Within):
    """A text kept beside an answer of this block."""

    path = "answer__circle__block__gathering_id"
    model = Variant

    def look_in(self, block: Block) -> None:
        """Choose among what is kept in this block."""
        self.queryset = Variant.objects.select_related("answer__circle").filter(answer__circle__block=block)


class CircleForm(VerbForm):
    """One group."""

    circle = CircleField()


class RoleForm(CircleForm):
    """A role, and who is seen to have it: 0 for nobody."""

    role = forms.ChoiceField(choices=list(ROLES.items()))
    over = forms.IntegerField(min_value=0, required=False)


class TurnForm(CircleForm):
    """Whose turn it was when somebody pressed: 0 for nobody's."""

    after = forms.IntegerField(min_value=0)


class MinutesForm(VerbForm):
    """How many minutes more, or less."""

    circle = CircleField(required=False)
    minutes = forms.IntegerField(min_value=-30, max_value=60)


class AnswerForm(CircleForm):
    """The answer to one question, and the version it was written upon."""

    number = forms.IntegerField(min_value=1, max_value=QUESTIONS_MOST)
    version = forms.IntegerField(min_value=0, required=False)
    text = Said(label=_("Answer"), max_length=SHEET_TEXT_MAX, required=False, rows=4)

    def for_paper(self) -> None:
        """Which question? On paper it stands in words."""
        super().for_paper()
        asked = str(self.block.setting("questions", QUESTIONS)).splitlines()
        lines = [line.strip() for line in asked if line.strip()][:QUESTIONS_MOST]
        choices = [(number, f"{number}. {line}") for number, line in enumerate(lines, start=1)]
        self.fields["number"].label = _("Question")
        self.fields["number"].widget = forms.Select(choices=choices)
        self.fields["version"].widget = forms.HiddenInput()


class VariantForm(VerbForm):
    """A text kept beside an answer."""

    variant = VariantField()


class PhotoForm(CircleForm):
    """A picture of the group's notes."""

    photo = PhotoField(label=_("Picture"))
    caption = forms.CharField(label=_("What does it show?"), max_length=200, required=False)


class HidePhotoForm(VerbForm):
    """A picture, by its number."""

    photo = forms.IntegerField(min_value=1)


class MoveForm(CircleForm):
    """Whom to move, and where, and whether they lead the group there."""

    person = PersonField(label=_("Who"))
    leads = forms.BooleanField(required=False)


class AddForm(VerbForm):
    """A new group."""

    name = Said(label=_("What the group is about"), max_length=200, rows=1)
    room = RoomField(label=_("Room"), required=False)


def label_of(circle: Circle) -> str:
    """What a group is called: its topic, or the name it was given."""
    return circle.card.text if circle.card else circle.name
