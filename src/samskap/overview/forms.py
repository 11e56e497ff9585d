"""Which gatherings to count."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from samskap.gatherings.models import Gathering
from samskap.gatherings.recipes import in_language, recipes
from samskap.overview.queries import Chosen
from samskap.people.models import Organisation, Sector


class ChooseForm(forms.Form):
    """The filters above the pictures; all may be empty."""

    since = forms.DateField(label=_("From"), required=False, widget=forms.DateInput({"type": "date"}))
    until = forms.DateField(label=_("To"), required=False, widget=forms.DateInput({"type": "date"}))
    recipe = forms.ChoiceField(label=_("Method"), required=False)
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Organisation that invites"), required=False, empty_label=_("All")
    )
    sector = forms.ChoiceField(label=_("Sector"), required=False, choices=[("", _("All")), *Sector.choices])

    def __init__(self, *args: Any, gatherings: QuerySet[Gathering], language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = recipes()
        used = sorted(set(gatherings.exclude(recipe="").values_list("recipe", flat=True)))
        names = [(key, str(in_language(known[key].name, language)) if key in known else key) for key in used]
        self.fields["recipe"].choices = [("", _("All")), *names]  # type: ignore[attr-defined]
        inviting: Any = self.fields["organisation"]
        inviting.queryset = Organisation.objects.filter(owned__gathering__in=gatherings).distinct()

    def clean(self) -> dict[str, Any]:
        """A stretch of time ends after it begins."""
        values = super().clean() or {}
        if values.get("since") and values.get("until") and values["until"] < values["since"]:
            self.add_error("until", _("Choose a day after the first."))
        return values

    def chosen(self) -> Chosen:
        """Return the filters; those that make no sense count as empty."""
        values = self.cleaned_data if self.is_valid() else {}
        organisation = values.get("organisation")
        return Chosen(
            since=values.get("since"),
            until=values.get("until"),
            recipe=values.get("recipe") or "",
            organisation=organisation.pk if organisation else None,
            sector=values.get("sector") or "",
        )
