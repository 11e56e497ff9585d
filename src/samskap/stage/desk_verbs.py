"""What the desk can do with the gathering as a whole: the remote control and moderation, as verbs."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms

from samskap.cards import actions as cards
from samskap.cards.models import Card
from samskap.gatherings.models import Block, Gathering
from samskap.journal.telling import tell
from samskap.stage import remote
from samskap.stage.verbs import keep_numbers_storable


class GatheringForm(forms.Form):
    """The form of something done with the whole gathering; its choices stay within it."""

    def __init__(self, *args: Any, gathering: Gathering, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keep_numbers_storable(self)
        for name, objects in (("block", gathering.blocks), ("card", gathering.cards)):
            field = self.fields.get(name)
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = objects.all()


class StepForm(GatheringForm):
    """Carries the step that was seen."""

    step = forms.IntegerField(min_value=0)


class GoForm(StepForm):
    """Where to go."""

    block = forms.ModelChoiceField(queryset=Block.objects.none())


class BlockForm(GatheringForm):
    """Which block."""

    block = forms.ModelChoiceField(queryset=Block.objects.none())


class RetimeForm(BlockForm):
    """How long a block is to last."""

    minutes = forms.IntegerField(min_value=1, max_value=600)


class LengthenForm(GatheringForm):
    """How many minutes more, or less."""

    minutes = forms.IntegerField(min_value=-60, max_value=60)


class CardForm(GatheringForm):
    """Which card."""

    card = forms.ModelChoiceField(queryset=Card.objects.none())


def _moderate(verb: str, act: Callable[[Card], bool]) -> Callable[..., None]:
    def moderate(gathering: Gathering, *, card: Card) -> None:
        if act(card):
            tell(card.block, verb, card=card, to=[card.by] if card.by else ())

    return moderate


@dataclass(frozen=True)
class DeskVerb:
    """One thing the desk can do."""

    form: type[GatheringForm]
    action: Callable[..., object]


DESK_VERBS: dict[str, DeskVerb] = {
    "next": DeskVerb(StepForm, remote.go_next),
    "back": DeskVerb(StepForm, remote.go_back),
    "go": DeskVerb(GoForm, remote.go_to),
    "lengthen": DeskVerb(LengthenForm, remote.lengthen),
    "pause": DeskVerb(GatheringForm, remote.pause),
    "resume": DeskVerb(GatheringForm, remote.resume),
    "skip": DeskVerb(BlockForm, remote.skip),
    "unskip": DeskVerb(BlockForm, remote.unskip),
    "retime": DeskVerb(RetimeForm, remote.retime),
    "blank": DeskVerb(GatheringForm, remote.blank),
    "unblank": DeskVerb(GatheringForm, remote.unblank),
    "end": DeskVerb(StepForm, remote.end),
    "reopen": DeskVerb(GatheringForm, remote.reopen),
    "approve-card": DeskVerb(CardForm, _moderate("card.approved", cards.approve_card)),
    "hide-card": DeskVerb(CardForm, _moderate("card.hidden", cards.hide_card)),
    "show-card": DeskVerb(CardForm, _moderate("card.shown", cards.show_card)),
}
