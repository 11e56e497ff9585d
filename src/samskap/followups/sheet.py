"""The follow-up sheet as an Excel file (F6)."""

from django.utils import timezone
from django.utils.translation import gettext as _

from samskap.followups.queries import Row, rows
from samskap.gatherings.models import Gathering
from samskap.spreadsheets import Sheet, make_workbook


def follow_up_sheet(gathering: Gathering) -> bytes:
    """Each promise on a line: who, what, when, last contact, next time, how it goes."""
    headings = [
        _("What was promised"), _("Who"), _("Gives"), _("Gets"), _("By when"), _("How it goes"), _("Why not"),
        _("What it would take"), _("Last contact"), _("What happened then"), _("Next time we ask"), _("From"),
    ]  # fmt: skip
    lines = [_line(row) for row in rows(gathering)]
    widths = (60, 28, 24, 24, 12, 16, 30, 30, 14, 24, 14, 24)
    return make_workbook([Sheet(_("Follow-up"), headings, lines, widths)])


def _line(row: Row) -> list[object]:
    one, last = row.commitment, row.last
    return [
        one.text,
        row.who,
        one.giving.name if one.giving else "",
        one.receiving.name if one.receiving else "",
        one.due,
        one.get_status_display(),
        one.why,
        one.needs,
        timezone.localtime(last.at).date() if last else None,
        last.get_what_display() if last else "",
        row.next_ask,
        one.block.title if one.block else "",
    ]
