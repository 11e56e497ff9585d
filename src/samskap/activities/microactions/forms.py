"""What the organiser chooses, and what people send."""

from django import forms
from django.utils.translation import gettext_lazy as _

from samskap.activities.microactions.models import MicroAction, SeenBy
from samskap.cards.models import TEXT_MAX
from samskap.gatherings.models import Block
from samskap.stage.activity import BlockSettings
from samskap.stage.verbs import Said, VerbForm, Within


class MicroActionsSettings(BlockSettings):
    """What is asked, and who sees it unless somebody chooses otherwise."""

    question = forms.CharField(
        label=_("What do people write about?"),
        max_length=200,
        initial=_("What will you yourself do tomorrow?"),
    )
    seen_by = forms.ChoiceField(
        label=_("Who sees it, unless somebody chooses otherwise?"), choices=SeenBy.choices, initial=SeenBy.ME
    )
    letter = forms.BooleanField(
        label=_("Send everybody their own the next morning"),
        required=False,
        initial=True,
        help_text=_("By e-mail, to those who have said that they may be asked how it goes."),
    )


class ActionField(Within):
    """A micro-action of the block."""

    path = "block__gathering_id"
    model = MicroAction

    def look_in(self, block: Block) -> None:
        """Choose among those of this block."""
        self.queryset = MicroAction.objects.filter(block=block, withdrawn_at=None)


class WriteForm(VerbForm):
    """A new micro-action, and who may see it."""

    text = Said(label=_("What you will do"), max_length=TEXT_MAX)
    seen_by = forms.ChoiceField(label=_("Who may see it?"), choices=SeenBy.choices, required=False)


class ActionForm(VerbForm):
    """One micro-action."""

    action = ActionField()


class ChangeForm(ActionForm):
    """A micro-action with other words, or for others to see."""

    text = Said(label=_("What you will do"), max_length=TEXT_MAX)
    seen_by = forms.ChoiceField(label=_("Who may see it?"), choices=SeenBy.choices)
