"""What people correct and choose about their own data, and what organisers choose for all of it."""

from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samskap.gatherings.models import Participation, Purpose

YEARS_MOST = 5


class CorrectForm(forms.Form):
    """What somebody has said about themselves."""

    first_name = forms.CharField(label=_("First name"), max_length=40)
    last_name = forms.CharField(label=_("Last name"), max_length=60, required=False)
    organisation = forms.CharField(label=_("Organisation"), max_length=120, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    drive = forms.CharField(label=_("What drives you?"), max_length=80, required=False)
    language = forms.ChoiceField(label=_("Language of letters"), choices=settings.LANGUAGES)

    @staticmethod
    def of(person: Participation) -> dict[str, Any]:
        """What is known now."""
        names = ("first_name", "last_name", "email", "drive", "language")
        return {name: getattr(person, name) for name in names} | {"organisation": str(person.organisation or "")}


class ConsentForm(forms.Form):
    """What somebody says yes to."""

    purposes = forms.MultipleChoiceField(
        label=_("I say yes to:"),
        choices=Purpose.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class CareForm(forms.Form):
    """When the people of a gathering are forgotten."""

    forget_on = forms.DateField(
        label=_("Forget everybody on"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    photos_too = forms.BooleanField(
        label=_("Remove the pictures too"),
        required=False,
        help_text=_("Choose this if people can be recognised in them. It can't be undone."),
    )
    contact = forms.CharField(
        label=_("Whom can people write to about their data?"),
        max_length=200,
        required=False,
        help_text=_("A name with e-mail or telephone. It stands in the privacy notice, which everybody can read."),
    )

    def clean_forget_on(self) -> Any:
        """A day to come, and not for ever."""
        day = self.cleaned_data["forget_on"]
        today = timezone.localdate()
        if day <= today:
            raise forms.ValidationError(_("Choose a day to come."))
        if day > today + timedelta(days=365 * YEARS_MOST):
            raise forms.ValidationError(_("Personal data should not be kept longer than five years."))
        return day
