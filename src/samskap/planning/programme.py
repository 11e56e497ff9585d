"""The run sheet for those who need it: on paper for each role, in the calendar, and by a link (G2, G10)."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from samskap.calendars import Event, make_calendar
from samskap.gatherings.models import Gathering
from samskap.pdf import make_pdf
from samskap.planning.models import ProgrammeLink, View
from samskap.planning.run_sheet import slots
from samskap.planning.tasks import in_phases, tasks_of, to_bring
from samskap.stage.activity import activity_of

CSS = Path(__file__).parent / "programme.css"
# What each role sees of a line, besides its hour and its title.
COLUMNS: Mapping[View, frozenset[str]] = {
    View.ORGANISER: frozenset({"minutes", "kind", "who", "materials", "remarks"}),
    View.FACILITATOR: frozenset({"minutes", "kind", "who", "materials", "remarks"}),
    View.HOST: frozenset({"minutes", "who", "cue"}),
    View.HELPER: frozenset({"minutes", "who", "materials"}),
    View.OPEN: frozenset(),
}
WITH_ROOMS = frozenset({View.ORGANISER, View.FACILITATOR, View.HELPER})


def programme(gathering: Gathering, view: View) -> dict[str, Any]:
    """What a role's programme holds. What is internal is left out here, not hidden on the page."""
    blocks = list(gathering.blocks.select_related("source", "gathering"))
    lines = slots(gathering, blocks)
    columns = COLUMNS[view]
    tasks = tasks_of(gathering) if view == View.ORGANISER else []
    return {
        "gathering": gathering,
        "view": view,
        "columns": columns,
        "lines": [
            {
                "slot": slot,
                "title": slot.block.title,
                "task": activity_of(slot.block).task(slot.block) if "cue" in columns else "",
                "kind": activity_of(slot.block).name if "kind" in columns else "",
                "minutes": slot.block.minutes if "minutes" in columns else "",
                "who": slot.block.responsible if "who" in columns else "",
                "materials": slot.block.materials if "materials" in columns else "",
                "remarks": slot.block.remarks if "remarks" in columns else "",
                "cue": _first_line(slot.block.remarks) if "cue" in columns else "",
            }
            for slot in lines
        ],
        "ends_at": lines[-1].ends_at if lines else gathering.starts_at,
        "rooms": list(gathering.rooms.all()) if view in WITH_ROOMS else [],
        "bring": to_bring(blocks, [one.task for one in tasks]) if view in {View.ORGANISER, View.HELPER} else [],
        "phases": in_phases(tasks) if tasks else [],
    }


def _first_line(text: str) -> str:
    """The first sentence: what somebody glances at."""
    line = text.strip().split("\n")[0]
    end = line.find(". ")
    return line[: end + 1] if end > 0 else line


def programme_pdf(gathering: Gathering, view: View) -> bytes:
    """A role's programme as a PDF."""
    html = render_to_string(
        "planning/paper/programme.html", programme(gathering, view) | {"language": get_language() or "nb"}
    )
    return make_pdf(html, css=[CSS.read_text(encoding="utf-8")])


def gathering_calendar(gathering: Gathering) -> bytes:
    """The gathering as a calendar file. Each version has a higher number than the one before."""
    blocks = list(gathering.blocks.all())
    lines = slots(gathering, blocks)
    host = settings.PUBLIC_URL.split("://")[-1].split("/")[0] or "samskap"
    event = Event(
        uid=f"gathering-{gathering.pk}@{host}",
        title=gathering.title,
        starts=gathering.starts_at,
        ends=max(lines[-1].ends_at if lines else gathering.starts_at, gathering.starts_at + timedelta(hours=1)),
        place=gathering.place,
        text=gathering.burning_question,
        sequence=int((timezone.now() - gathering.made_at).total_seconds() // 60),
    )
    return make_calendar([event], name=gathering.title)


def share(gathering: Gathering, *, view: str = View.OPEN, label: str = "") -> ProgrammeLink:
    """Make a link to the programme that needs no account (del)."""
    return ProgrammeLink.objects.create(gathering=gathering, view=view, label=label)


def take_back_link(link: ProgrammeLink) -> None:
    """Take a link back: it shows nothing any more (ta tilbake)."""
    ProgrammeLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=timezone.now())


def link_to(link: ProgrammeLink) -> str:
    """The whole address of a link."""
    return settings.PUBLIC_URL + reverse("programme", args=[link.token])
