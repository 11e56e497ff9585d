"""What organisers choose and write, and what those who are asked answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samskap.followups.actions import next_gatherings
from samskap.followups.models import ANSWERS, TEXT_MAX, WHY_MAX, Commitment, Happened, SeenBy, Sort, Status
from samskap.followups.queries import organisations_with_promises, people_with_promises
from samskap.gatherings.models import Gathering, Participation

MONTHS = [(1, _("After 1 month")), (3, _("After 3 months")), (6, _("After 6 months")), (12, _("After 12 months"))]


class AnswerForm(forms.Form):
    """How it went."""

    status = forms.ChoiceField(
        label=_("How did it go?"),
        choices=[(one, one.label) for one in ANSWERS],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how it went.")},
    )
    why = forms.CharField(
        label=_("Anything you want to say?"),
        help_text=_("For instance why it was not done, or what came of it. The organisers read it."),
        required=False,
        max_length=WHY_MAX,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    needs = forms.CharField(
        label=_("What would it take?"),
        help_text=_("If it is not done yet: time, money, people, a yes from somebody?"),
        required=False,
        max_length=WHY_MAX,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class FilterForm(forms.Form):
    """Which promises to look at."""

    status = forms.ChoiceField(label=_("How it goes"), required=False)
    person: Any = forms.ModelChoiceField(label=_("Who"), queryset=None, required=False, empty_label=_("All"))
    organisation: Any = forms.ModelChoiceField(
        label=_("Organisation"), queryset=None, required=False, empty_label=_("All")
    )
    block: Any = forms.ModelChoiceField(label=_("From"), queryset=None, required=False, empty_label=_("All"))
    overdue = forms.BooleanField(label=_("Only those whose date has passed"), required=False)

    def __init__(self, *args: Any, gathering: Gathering, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["status"].choices = [("", _("All")), *Status.choices]
        fields["person"].queryset = people_with_promises(gathering)
        fields["organisation"].queryset = organisations_with_promises(gathering)
        here = Commitment.objects.filter(gathering=gathering).standing()
        fields["block"].queryset = gathering.blocks.filter(pk__in=here.values("block"))


class PromiseForm(forms.Form):
    """A promise, as an organiser writes it."""

    text = forms.CharField(
        label=_("What was promised?"),
        max_length=TEXT_MAX,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Write what was promised.")},
    )
    keepers: Any = forms.ModelMultipleChoiceField(label=_("Who will do it?"), queryset=None, required=False)
    name = forms.CharField(
        label=_("Somebody else who will do it"),
        max_length=120,
        required=False,
        help_text=_("A name, for somebody who was not there. Only those who took part are asked by e-mail."),
    )
    receivers: Any = forms.ModelMultipleChoiceField(
        label=_("Who gets something from it?"), queryset=None, required=False
    )
    due = forms.DateField(
        label=_("By when?"), required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    sort = forms.ChoiceField(label=_("What sort of promise is it?"), choices=Sort.choices, initial=Sort.ACTION)
    seen_by = forms.ChoiceField(label=_("Who may see it?"), choices=SeenBy.choices, initial=SeenBy.EVERYBODY)

    def __init__(self, *args: Any, gathering: Gathering, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        people = Participation.objects.filter(gathering=gathering, cancelled_at=None).exclude(first_name="")
        fields["keepers"].queryset = fields["receivers"].queryset = people
        for name in ("keepers", "receivers"):
            fields[name].widget.attrs["size"] = 6


class ContactForm(forms.Form):
    """A note about contact with somebody."""

    what = forms.ChoiceField(
        label=_("What happened?"),
        choices=[(Happened.CALLED, _("We called")), (Happened.NOTED, _("Something else"))],
        initial=Happened.CALLED,
    )
    text = forms.CharField(
        label=_("What was said?"),
        max_length=WHY_MAX,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Write a few words.")},
    )


class WordForm(forms.Form):
    """A letter to those a promise concerns."""

    text = forms.CharField(
        label=_("What do you want to say?"),
        max_length=WHY_MAX,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write a few words.")},
    )


class ScheduleForm(forms.Form):
    """When people are asked."""

    months = forms.TypedMultipleChoiceField(
        label=_("Ask everybody with something unfinished"),
        choices=MONTHS,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    at_due = forms.BooleanField(
        label=_("Ask when the date of a promise has passed"),
        required=False,
        help_text=_("Those it concerns are asked on the first working day after it."),
    )
    paused = forms.BooleanField(
        label=_("Ask nobody for the time being"),
        required=False,
        help_text=_("No letters are sent until you take this away."),
    )


class CarryForm(forms.Form):
    """What to take along, and where."""

    to: Any = forms.ModelChoiceField(
        label=_("To which gathering?"),
        queryset=None,
        empty_label=None,
        error_messages={"required": _("Choose a gathering.")},
    )
    promises: Any = forms.ModelMultipleChoiceField(
        label=_("What do you take along?"),
        queryset=None,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose something to take along.")},
    )

    def __init__(self, *args: Any, gathering: Gathering, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["to"].queryset = next_gatherings(gathering)
        fields["promises"].queryset = Commitment.objects.filter(gathering=gathering).unsettled().filter(carried=None)
