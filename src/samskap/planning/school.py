"""The table of school holidays: kept by organisers, checked against each county's own page (skoleferier)."""

from collections.abc import Sequence
from datetime import date

from django.utils import timezone

from samskap.people.models import User
from samskap.planning.models import SchoolHoliday

YEAR_BEGINS = 7  # July: the summer holiday is the end of a school year


def write_holiday(one: SchoolHoliday, *, by: User | None) -> SchoolHoliday:
    """Keep dates that somebody has compared with the county's own page."""
    one.checked_at, one.checked_by = timezone.now(), by
    one.save()
    return one


def school_year(day: date) -> int:
    """The year in which the school year of a day began."""
    return day.year if day.month > YEAR_BEGINS else day.year - 1


def by_school_year(county: str) -> list[tuple[str, Sequence[SchoolHoliday]]]:
    """The holidays of a county, one school year after another: "2026–2027"."""
    years: dict[int, list[SchoolHoliday]] = {}
    for one in SchoolHoliday.objects.filter(county=county).order_by("first"):
        years.setdefault(school_year(one.first), []).append(one)
    return [(f"{year}–{year + 1}", rows) for year, rows in sorted(years.items())]
