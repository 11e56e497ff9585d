"""The overview as an Excel file."""

from django.utils import timezone
from django.utils.translation import gettext as _

from samskap.overview.queries import Figures, named_ties
from samskap.people.models import Sector
from samskap.spreadsheets import Sheet, make_workbook


def workbook(found: Figures) -> bytes:
    """Write five sheets: gatherings, promises, sectors, organisations and ties."""
    sectors = dict(Sector.choices)
    gatherings = [
        (
            one.gathering.title,
            timezone.localtime(one.gathering.starts_at).date(),
            one.gathering.place,
            one.people,
            one.organisations,
            one.new_ties,
        )
        for one in found.held
    ]
    organisations = [
        (one.name, str(sectors.get(one.sector, "")), times, people) for one, times, people in found.organisations
    ]
    ties = [
        (tie.one, tie.other, tie.times, tie.first.title, timezone.localtime(tie.first.starts_at).date())
        for tie in named_ties(found)
    ]
    return make_workbook(
        [
            Sheet(
                _("Gatherings"),
                [_("Gathering"), _("Date"), _("Place"), _("People"), _("Organisations"), _("New ties")],
                gatherings,
            ),
            Sheet(_("What was promised"), [_("Status"), _("Promises")], found.promises),
            Sheet(_("People by sector"), [_("Sector"), _("People")], found.sectors),
            Sheet(_("Organisations"), [_("Organisation"), _("Sector"), _("Gatherings"), _("People")], organisations),
            Sheet(
                _("Ties"),
                [_("Organisation"), _("Organisation"), _("Gatherings"), _("First time at"), _("Date")],
                ties,
            ),
        ]
    )
