"""Forms at the door."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samskap.people.models import Sector


class CodeForm(forms.Form):
    """The code that is on the screen."""

    code = forms.CharField(
        label=_("Code"), max_length=40, help_text=_("Six letters and digits. They are on the big screen.")
    )

    def clean_code(self) -> str:
        """Read a code as people type it: small letters, spaces, hyphens."""
        return str(self.cleaned_data["code"]).replace(" ", "").replace("-", "").upper()


class JoinForm(forms.Form):
    """Who somebody is; only the first name is needed."""

    first_name = forms.CharField(
        label=_("First name"),
        max_length=40,
        error_messages={"required": _("Write your first name, so that the others can call you by it.")},
    )
    last_name = forms.CharField(label=_("Last name"), max_length=60, required=False)
    organisation = forms.CharField(
        label=_("Where do you come from?"),
        max_length=120,
        required=False,
        help_text=_("An organisation, a business, a neighbourhood."),
    )
    sector = forms.ChoiceField(
        label=_("Sector"), choices=[("", _("Choose if you like")), *Sector.choices], required=False
    )
    drive = forms.CharField(
        label=_("What drives you?"), max_length=80, required=False, help_text=_("A few words that the others will see.")
    )

    def clean(self) -> dict[str, Any]:
        """No sector chosen counts as other."""
        values = super().clean() or {}
        values["sector"] = values.get("sector") or Sector.OTHER
        for name in ("first_name", "last_name", "organisation", "drive"):
            values[name] = " ".join("".join(sign for sign in values.get(name, "") if sign.isprintable()).split())
        return values
