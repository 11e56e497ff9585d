"""The paper of the activities themselves: note sheets, summary sheets, lists (ark). No activity is known by name here.

Each activity draws its own sheets (its face ``paper``). A sheet that somebody writes on gets a QR code that leads a
helper's phone to the same block, or to the group that the sheet says it is for with ``data-circle``.
"""

import re

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from samskap.design.templatetags.design import qr
from samskap.gatherings.models import Block, Gathering
from samskap.gatherings.sheets import sheet_path
from samskap.stage.activity import activity_of

SHEET = re.compile(r'(<section class="sheet(?P<more>[^"]*)"(?P<rest>[^>]*)>)(?P<body>.*?)(</section>)', re.DOTALL)
CIRCLE = re.compile(r'data-circle="(\d+)"')
SIGNS = {"poster", "heading-sheet"}  # what hangs on a wall, and is not written on


def paper_of(gathering: Gathering, block: Block) -> str:
    """The sheets of a block, as the activity draws them."""
    activity = activity_of(block)
    context = {"gathering": gathering, "block": block, "activity": activity, "chosen": activity.chosen(block)}
    return render_to_string(activity.template("paper"), context | activity.paper(block))


def is_written_on(sheet: "re.Match[str]") -> bool:
    """Whether people write on a sheet."""
    return SIGNS.isdisjoint(sheet["more"].split())


def stamped(gathering: Gathering, block: Block) -> SafeString:
    """The sheets of a block, each with the code that brings it back to the right place.

    Nothing, when no sheet is to be written on: signs for the wall are printed by themselves.
    """

    def stamp(sheet: "re.Match[str]") -> str:
        if not is_written_on(sheet):
            return sheet[0]
        found = CIRCLE.search(sheet["rest"])
        circle = int(found[1]) if found else 0
        path = sheet_path(gathering, "circle" if circle else "block", block=block, circle=circle)
        return sheet[0].removesuffix("</section>") + _code(path) + "</section>"

    paper = paper_of(gathering, block)
    if not any(is_written_on(sheet) for sheet in SHEET.finditer(paper)):
        return SafeString("")
    return mark_safe(SHEET.sub(stamp, paper))  # noqa: S308 - drawn by templates


def _code(path: str) -> str:
    said = _("For helpers: scan to type in what stands here, or to take a picture of it.")
    return format_html(
        '<footer class="sheet-code"><p>{}</p>{}</footer>', said, qr(settings.PUBLIC_URL + path, label=_("For helpers"))
    )
