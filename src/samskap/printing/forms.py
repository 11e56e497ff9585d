"""What the organiser chooses for the print."""

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from samskap.design.icons import SHAPES
from samskap.design.templatetags.design import shape
from samskap.gatherings.models import Gathering, Participation
from samskap.printing.choices import BadgeChoices
from samskap.printing.models import PrintChoices
from samskap.printing.papers import OWN, PAPERS
from samskap.printing.posters import NAMES, READY

OWN_MEASURES = ("width", "height", "columns", "rows", "left", "top", "gap_x", "gap_y")
WHO = [
    ("all", _("Everybody who is coming")),
    ("new", _("Only new and changed since the last print")),
    ("some", _("Those I choose below")),
    ("none", _("Nobody, only blank ones")),
]


def _mm(label: Any, least: float, most: float, **more: Any) -> forms.FloatField:
    widget = forms.NumberInput(attrs={"step": "0.1", "inputmode": "decimal"})
    return forms.FloatField(label=label, min_value=least, max_value=most, required=False, widget=widget, **more)


class BadgesForm(forms.Form):
    """How the badges are printed, and for whom (G6)."""

    who = forms.ChoiceField(label=_("For whom"), choices=WHO, widget=forms.RadioSelect, initial="all")
    people = forms.ModelMultipleChoiceField(
        label=_("Choose"),
        queryset=Participation.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    crew = forms.BooleanField(label=_("Those who only help, too"), required=False)
    blanks = forms.IntegerField(
        label=_("Blank badges, for those who turn up"), min_value=0, max_value=200, initial=0, required=False
    )
    paper = forms.ChoiceField(
        label=_("Paper"), choices=[*((key, paper.name) for key, paper in PAPERS.items()), (OWN, _("Another sheet …"))]
    )
    start = forms.IntegerField(
        label=_("Begin at place number"),
        min_value=1,
        max_value=60,
        initial=1,
        required=False,
        help_text=_("For a sheet that is partly used. Count along the rows."),
    )
    nudge_x = _mm(_("Move right, mm"), -15, 15, help_text=_("Less than 0 moves left."))
    nudge_y = _mm(_("Move down, mm"), -15, 15, help_text=_("Less than 0 moves up."))
    qr = forms.BooleanField(
        label=_("QR code with the person's own link, as a ticket at the door"),
        required=False,
        help_text=_("Only on badges of at least 80 × 48 mm."),
    )
    shapes = forms.MultipleChoiceField(
        label=_("Shapes"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("One for each mixed group to begin with. Choose none to leave shapes out."),
    )
    width = _mm(_("Width, mm"), 40, 210)
    height = _mm(_("Height, mm"), 30, 150)
    columns = forms.IntegerField(label=_("Beside each other"), min_value=1, max_value=4, required=False)
    rows = forms.IntegerField(label=_("Below each other"), min_value=1, max_value=9, required=False)
    left = _mm(_("From the left edge, mm"), 0, 100)
    top = _mm(_("From the top edge, mm"), 0, 150)
    gap_x = _mm(_("Between columns, mm"), 0, 50)
    gap_y = _mm(_("Between rows, mm"), 0, 50)

    def __init__(self, *args: Any, gathering: Gathering, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = self.fields["people"]
        assert isinstance(people, forms.ModelMultipleChoiceField)
        people.queryset = gathering.people.coming().exclude(first_name="").filter(left_at=None)
        shapes = self.fields["shapes"]
        assert isinstance(shapes, forms.MultipleChoiceField)
        shapes.choices = [(name, format_html("{}", shape(name, words=True))) for name in SHAPES]

    def clean(self) -> dict[str, Any]:
        """See that the badges are on the sheet, and that somebody is to get one."""
        values = super().clean() or {}
        if values.get("who") == "some" and not values.get("people") and "people" not in self.errors:
            self.add_error("people", _("Choose at least one."))
        if values.get("who") == "none" and not values.get("blanks"):
            self.add_error("blanks", _("How many blank ones?"))
        if not self.errors:
            sheet = self.choices().sheet
            if not sheet.fits_a4:
                self.add_error("width", _("So many badges of this size do not fit on A4."))
            elif (values.get("start") or 1) > sheet.on_a_sheet:
                self.add_error("start", _("There are %(count)s on a sheet.") % {"count": sheet.on_a_sheet})
        return values

    def choices(self) -> BadgeChoices:
        """What was chosen, to keep. Measures of one's own that are left out stay as usual."""
        values = self.cleaned_data
        usual = BadgeChoices()
        names = ("nudge_x", "nudge_y", *OWN_MEASURES)
        kept = {name: getattr(usual, name) if values.get(name) is None else values[name] for name in names}
        return BadgeChoices(
            paper=values["paper"], qr=values["qr"], crew=values["crew"], shapes=tuple(values["shapes"]), **kept
        )


class PostersForm(forms.Form):
    """What stands on the posters, and the net (G9)."""

    wifi_name = forms.CharField(
        label=_("Name of the Wi-Fi network"),
        max_length=32,
        required=False,
        help_text=_("Leave it empty if there is to be no such poster."),
    )
    wifi_password = forms.CharField(label=_("Password"), max_length=63, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key in READY:
            self.fields[f"{key}_heading"] = forms.CharField(label=_("Heading"), max_length=80, required=False)
            self.fields[f"{key}_lead"] = forms.CharField(
                label=_("One sentence below it"), max_length=200, required=False
            )
            self.fields[f"{key}_points"] = forms.CharField(
                label=_("Points, one on each line"),
                max_length=900,
                required=False,
                widget=forms.Textarea(attrs={"rows": 7}),
            )

    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The fields of each poster, under its name."""
        return [(NAMES[key], [self[f"{key}_{part}"] for part in ("heading", "lead", "points")]) for key in READY]

    def texts(self) -> dict[str, dict[str, str]]:
        """What was written, by poster. A poster that says what the ready-made one says is not kept as one's own."""
        found = {
            key: {part: self.cleaned_data[f"{key}_{part}"].replace("\r", "") for part in ("heading", "lead", "points")}
            for key in READY
        }
        return {key: texts for key, texts in found.items() if texts != ready_texts(key)}

    @staticmethod
    def initial_of(choices: PrintChoices) -> dict[str, str]:
        """What the form is filled with: one's own texts, or the ready-made ones to change."""
        initial = {"wifi_name": choices.wifi_name, "wifi_password": choices.wifi_password}
        for key in READY:
            texts = choices.texts.get(key) or ready_texts(key)
            initial |= {f"{key}_{part}": text for part, text in texts.items()}
        return initial


def ready_texts(key: str) -> dict[str, str]:
    """A ready-made poster as it stands in the form."""
    ready = READY[key]
    return {
        "heading": str(ready.heading),
        "lead": str(ready.lead),
        "points": "\n".join(str(point) for point in ready.points),
    }
