"""Forms of the door."""

import re
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samskap.gatherings.models import Gathering, Participation
from samskap.people.models import Sector
from samskap.people.tokens import hashed
from samskap.stage.verbs import Said

LINK = re.compile(r"([A-Za-z0-9_-]{20,64})/?(?:[?#].*)?$")


class AtField(forms.IntegerField):
    """When something happened, by the clock of the device (milliseconds); nothing where there is none."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(required=False, min_value=0, max_value=2**43)

    def clean(self, value: Any) -> datetime | None:
        """Make it a time."""
        number = super().clean(value)
        return datetime.fromtimestamp(number / 1000, UTC) if number else None


def find_by_link(gathering: Gathering, text: str) -> Participation | None:
    """Whose own link a QR code holds; nobody of the gathering, if it is some other code."""
    found = LINK.search(text.strip())
    return gathering.people.filter(link_hash=hashed(found[1])).first() if found else None


class PersonForm(forms.Form):
    """Somebody of the gathering, by number or by what their QR code says."""

    person = forms.ModelChoiceField(
        Participation.objects.none(), required=False,
        error_messages={"invalid_choice": _("That person is no longer on the list.")},
    )  # fmt: skip
    code = forms.CharField(max_length=400, required=False)
    at = AtField()

    def __init__(self, *args: Any, gathering: Gathering, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.gathering = gathering
        self.fields["person"].queryset = gathering.people.exclude(first_name="")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        values = super().clean() or {}
        if values.get("person") is None and not self.errors:
            values["person"] = find_by_link(self.gathering, values.get("code", ""))
            if values["person"] is None:
                raise forms.ValidationError(_("This code belongs to nobody in this gathering. Search by name instead."))
        return values


class WalkInForm(forms.Form):
    """Somebody who comes without having signed up."""

    first_name = Said(label=_("First name"), max_length=40, rows=1)
    last_name = Said(label=_("Last name"), max_length=60, rows=1, required=False)
    organisation = Said(label=_("Organisation"), max_length=120, rows=1, required=False)
    sector = forms.ChoiceField(label=_("Sector"), choices=Sector.choices, initial=Sector.OTHER)
    email = forms.EmailField(label=_("E-mail address"), required=False, help_text=_("To get the report. Not needed."))
    wants_report = forms.BooleanField(label=_("Wants the report by e-mail"), required=False)
    at = AtField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("first_name", "last_name", "organisation"):
            self.fields[name].widget.attrs["autocomplete"] = "off"


class WalkInAtDoorForm(WalkInForm):
    """The same, written by a helper, who may have seen that there are two of one name."""

    another = forms.BooleanField(label=_("Somebody else of that name is on the list already"), required=False)
