"""What organisers fill in about what they learnt."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samskap.gatherings.models import Block, Gathering
from samskap.lessons.models import Kind, Next


class LessonForm(forms.Form):
    """One lesson."""

    kind = forms.ChoiceField(label=_("What kind of lesson is it?"), choices=Kind.choices, widget=forms.RadioSelect())
    text = forms.CharField(label=_("What did you learn?"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    block = forms.ModelChoiceField(
        label=_("About which block?"),
        queryset=Block.objects.none(),
        required=False,
        empty_label=_("The whole gathering"),
    )
    next_time = forms.ChoiceField(label=_("What does it mean for the next time?"), choices=Next.choices, required=False)
    minutes = forms.IntegerField(
        label=_("Minutes next time"), required=False, min_value=1, max_value=600,
        help_text=_("For a block with another length, or a new one."),
    )  # fmt: skip
    title = forms.CharField(label=_("What is the new block called?"), max_length=120, required=False)

    def __init__(self, *args: Any, gathering: Gathering, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        block = self.fields["block"]
        assert isinstance(block, forms.ModelChoiceField)
        block.queryset = gathering.blocks.all()

    def clean(self) -> dict[str, Any]:
        """A change of the run sheet needs to say what it changes."""
        values = super().clean() or {}
        next_time = values.get("next_time", "")
        if next_time in {Next.MINUTES, Next.ADD} and not values.get("minutes") and "minutes" not in self.errors:
            self.add_error("minutes", _("Say how many minutes."))
        if next_time in {Next.MINUTES, Next.DROP, Next.NOTE} and not values.get("block") and "block" not in self.errors:
            self.add_error("block", _("Say which block."))
        if next_time == Next.ADD and not values.get("title"):
            self.add_error("title", _("Say what the new block is called."))
        return values
