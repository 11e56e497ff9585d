"""All that can be printed (trykkpakke), each thing with what it is called, and how it is drawn."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import segno.helpers
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from samskap.gatherings.models import Gathering, Participation
from samskap.pdf.fitting import Fitted, fit
from samskap.printing import faces
from samskap.printing.alphabet import in_the_list
from samskap.printing.badges import Sheets, Who, draw, size_class
from samskap.printing.choices import BadgeChoices, badge_choices, choices_of
from samskap.printing.posters import posters
from samskap.printing.queries import as_on_the_badge, crew_badge, roles_of, those_to_get_one, without_a_place

HERE = Path(__file__).parent
LINES_ON_A_PAGE = 27
SPARE_LINES = 8


@dataclass(frozen=True)
class Thing:
    """One kind of thing to print. ``page`` names the page where it is chosen how; ``empty`` says why there is none."""

    key: str
    name: str | Promise
    text: str | Promise
    draw: Callable[[Gathering], Sheets]
    empty: str | Promise = ""
    page: str = ""


# Badges.


def badge_people(gathering: Gathering, people: Sequence[Participation], *, links: bool) -> list[Who]:
    """What stands on the badges of some people, and of those who only help when that is chosen."""
    roles = roles_of(gathering)
    return [as_on_the_badge(one, roles, link=links) for one in people]


def crew_badges(gathering: Gathering) -> list[Who]:
    """The badges of those who only help."""
    return [crew_badge(one) for one in without_a_place(gathering)]


def draw_badges(gathering: Gathering, people: Sequence[Who], choices: BadgeChoices, *, start: int = 1) -> Sheets:
    """Badges on the paper that is chosen."""
    return draw(people, paper=choices.sheet, title=gathering.title, start=start, nudge=choices.nudge)


def _all_badges(gathering: Gathering) -> Sheets:
    """Everybody's badge, as they would be printed now; without codes, which are made when they are printed."""
    choices = badge_choices(gathering)
    people = badge_people(gathering, those_to_get_one(gathering), links=False)
    return draw_badges(gathering, [*people, *(crew_badges(gathering) if choices.crew else [])], choices)


# Headings and signs.


NOTHING = Fitted(10, ())


@dataclass(frozen=True)
class Sign:
    """A large sign: a name, or an arrow."""

    above: str
    name: Fitted = NOTHING
    below: str = ""
    arrow: str = ""

    @property
    def size_class(self) -> str:
        """The class of its size."""
        return size_class(self.name.points)


def _large(text: str) -> Fitted:
    """A name as large as a page lying down allows."""
    return fit(text, "head", width=262, height=98, largest=170, smallest=30, lines=3, leading=1.02)


def _signs(signs: Sequence[Sign]) -> Sheets:
    sizes = {sign.name.points for sign in signs}
    css = "\n".join(f".print-{size_class(size)} {{ font-size: {size}pt; }}" for size in sorted(sizes))
    return Sheets(SafeString(render_to_string("printing/signs.html", {"signs": signs})), css, len(signs))


def _wall(gathering: Gathering) -> Sheets:
    """What hangs along the agenda wall: a heading for each room and for each round."""
    rooms = [
        Sign(gathering.title, _large(room.name), _("%(count)s seats") % {"count": room.seats})
        for room in gathering.rooms.all()
    ]
    rounds = [
        Sign(gathering.title, _large(_("Round %(number)s") % {"number": number}))
        for number in range(1, gathering.rounds + 1)
    ]
    return _signs([*rooms, *rounds] if rooms else [])


def _doors(gathering: Gathering) -> Sheets:
    """A sign for each door, and arrows that show the way."""
    rooms = [Sign(gathering.title, _large(room.name)) for room in gathering.rooms.all()]
    ways = [Sign(gathering.title, below=gathering.place, arrow=way) for way in ("left", "up", "right")]
    return _signs([*rooms, *ways])


# Posters.


def _posters(gathering: Gathering) -> Sheets:
    """How to join, the house rules and the rest, and the net."""
    choices = choices_of(gathering)
    shown = posters(choices)
    html = render_to_string("printing/join.html", {"gathering": gathering})
    html += render_to_string("printing/posters.html", {"gathering": gathering, "posters": shown})
    if choices.wifi_name:
        context = {
            "gathering": gathering,
            "choices": choices,
            "code": _wifi_code(choices.wifi_name, choices.wifi_password),
        }
        html += render_to_string("printing/wifi.html", context)
    sizes = {one.points_size for one in shown}
    css = "\n".join(f".print-{size_class(size)} {{ font-size: {size}pt; }}" for size in sorted(sizes))
    css += "\n".join(f".badge-{size_class(one.large.points)} {{ font-size: {one.large.points}pt; }}" for one in shown)
    return Sheets(SafeString(html), css, 1 + len(shown) + bool(choices.wifi_name))


def _wifi_code(name: str, password: str) -> SafeString:
    """The code that phones read as a network to connect to."""
    code = segno.helpers.make_wifi(ssid=name, password=password or None, security="WPA" if password else None)
    drawing = code.svg_inline(border=3, dark="#000", light="#fff", omitsize=True, svgclass=None, lineclass=None)
    label = _("The network %(name)s") % {"name": name}
    return format_html('<span class="qr" role="img" aria-label="{}">{}</span>', label, SafeString(drawing))


# Lists.


def _sign_in(gathering: Gathering) -> Sheets:
    """Everybody who is coming, from A to Å, with a place to sign; and lines for those who turn up besides."""
    people = sorted(those_to_get_one(gathering), key=lambda one: in_the_list(one.name))
    lines: list[dict[str, Any]] = [
        {"number": number, "name": one.name, "organisation": one.organisation or ""}
        for number, one in enumerate(people, start=1)
    ]
    total = math.ceil((len(lines) + SPARE_LINES) / LINES_ON_A_PAGE) * LINES_ON_A_PAGE
    lines += [{"number": number, "name": "", "organisation": ""} for number in range(len(lines) + 1, total + 1)]
    pages = [{"lines": lines[begin : begin + LINES_ON_A_PAGE]} for begin in range(0, total, LINES_ON_A_PAGE)]
    html = render_to_string("printing/sign_in.html", {"gathering": gathering, "pages": pages})
    return Sheets(SafeString(html), "", len(pages))


# The sheets of the activities.


def _sheets(gathering: Gathering) -> Sheets:
    """Note sheets, summary sheets and lists, each with the code that brings it back to the right place."""
    blocks = gathering.blocks.select_related("source", "gathering").filter(skipped_at=None)
    html = SafeString("".join(faces.stamped(gathering, block) for block in blocks))
    return Sheets(html, "", html.count('<section class="sheet'), (HERE / "faces.css").read_text(encoding="utf-8"))


THINGS: dict[str, Thing] = {
    thing.key: thing
    for thing in (
        Thing(
            "badges",
            gettext_lazy("Name badges"),
            gettext_lazy(
                "First name in large letters, what drives each person, and the shape of the group to begin in."
            ),
            _all_badges,
            empty=gettext_lazy("Nobody has signed up yet. You can print blank ones."),
            page="print-badges",
        ),
        Thing(
            "sign-in",
            gettext_lazy("List to sign"),
            gettext_lazy("Everybody who is coming, from A to Å, with a place to sign, and empty lines."),
            _sign_in,
        ),
        Thing(
            "posters",
            gettext_lazy("Posters"),
            gettext_lazy("How to join, house rules, principles, the law of two feet, meetings on screen, and Wi-Fi."),
            _posters,
            page="print-posters",
        ),
        Thing(
            "wall",
            gettext_lazy("Headings for the agenda wall"),
            gettext_lazy("One for each room and each round, to be read from ten metres."),
            _wall,
            empty=gettext_lazy("There are no rooms yet. Add them in the plan."),
        ),
        Thing(
            "sheets",
            gettext_lazy("Note sheets and summary sheets"),
            gettext_lazy("What people write on without a phone. A helper scans the code and types it in."),
            _sheets,
            empty=gettext_lazy("No block of the run sheet has sheets."),
        ),
        Thing(
            "doors",
            gettext_lazy("Door signs and arrows"),
            gettext_lazy("A sign for each room, and three arrows that show the way."),
            _doors,
        ),
    )
}


def style() -> str:
    """The style sheet that all printed things share."""
    return (HERE / "style.css").read_text(encoding="utf-8")


def as_page(title: str, sheets: Sheets) -> str:
    """A whole page of HTML, to make a PDF from."""
    return render_to_string("printing/pdf.html", {"language": get_language(), "title": title, "body": sheets.html})
