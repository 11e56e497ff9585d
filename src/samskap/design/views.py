"""The style guide: every piece of the look with believable content. Nothing here touches the database."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now

from samskap.design.icons import ICONS, SHAPES

PAGES = {"guide", "phone", "desk", "screen"}

NOTES = [
    ("Leksehjelp på biblioteket, drevet av pensjonerte lærere", "Aud"),
    ("Sykkelverksted i det gamle brannstasjonsbygget", "Mohammed"),
    ("Turkamerater: en å gå med for den som ikke vil gå alene", "Ingrid"),
    ("Utlån av festlokaler som står tomme på hverdager", "Lars Petter"),
    ("Språkkafé som også lager mat", "Halyna"),
    ("Digital hjelp hjemme hos dem som ikke kommer seg ut", "Nils"),
    ("Ungdommens eget scenekollektiv", "Amalie"),
    ("Felles frivilligsentral for tre bygder – én inngang, én telefon", "Berit"),
    ("Matredning fra butikkene på Torget, hver torsdag", "Sander"),
    ("Čáppa geaidnu: samiske stedsnavn på turkartet", "Risten"),
    ("Strikk og prat for alle generasjoner", "Gerd"),
    ("Hvordan få næringslivet med uten å be om penger?", "Jonas"),
]

RUN_SHEET = [
    ("09.00", "Velkommen", "15", "done"),
    ("09.15", "Innsjekk: Hva gjorde deg glad i går?", "20", "done"),
    ("09.35", "Én ting på hver lapp", "5", "now"),
    ("09.40", "Køen: vis frem lappen din", "40", "next"),
    ("10.20", "Støtte og plass på veggen", "15", "next"),
    ("10.35", "Pause og kaffe", "15", "next"),
    ("10.50", "Arbeidsøkt 1", "50", "next"),
]


class ExampleForm(forms.Form):
    """One of each kind of field."""

    title = forms.CharField(label="Hva skal samlingen hete?", help_text="Kort nok til å stå på en plakat.")
    purpose = forms.CharField(label="Formål", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    when = forms.DateField(label="Dato", widget=forms.DateInput(attrs={"type": "date"}))
    kind = forms.ChoiceField(label="Metode", choices=[("barcamp", "BarCamp"), ("exchange", "Frivilligbørs")])
    open_to = forms.ChoiceField(
        label="Hvem er den for?", choices=[("all", "Alle"), ("invited", "De inviterte")], widget=forms.RadioSelect
    )
    lunch = forms.BooleanField(label="Vi serverer mat", required=False)


def sample() -> dict[str, Any]:
    """What the guide's pages show."""
    return {
        "stream": "",
        "gathering": SimpleNamespace(title="Sammen om Nordbygda"),
        "me": SimpleNamespace(pk=17),
        "leave_url": "/design/",
        "notes": [{"pk": pk, "text": text, "by": by} for pk, (text, by) in enumerate(NOTES, start=1)],
        "run_sheet": RUN_SHEET,
        "ends_at": now() + timedelta(minutes=4, seconds=12),
        "over_since": now() - timedelta(seconds=72),
        "join_url": "https://samskap.example/j/K7M2",
    }


def style_guide(request: HttpRequest, page: str = "guide") -> HttpResponse:
    """Every piece with its name, and the skeletons of phone, desk and screen in the middle of a block."""
    if not settings.DEBUG or page not in PAGES:
        raise Http404
    form = ExampleForm({"title": "", "open_to": "all"}) if "errors" in request.GET else ExampleForm()
    bars = [("Frivillig", 31), ("Kommune", 22), ("Næringsliv", 12), ("Innbygger", 7)]
    more: dict[str, Any] = {"form": form, "icons": sorted(ICONS), "shapes": list(SHAPES), "bars": bars}
    more["show"] = request.GET.get("show", "notes")
    return render(request, f"design/guide/{page}.html", sample() | more)
