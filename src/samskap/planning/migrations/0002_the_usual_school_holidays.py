"""The school holidays of the two coming school years as they usually are, to be checked by those who know."""

from datetime import date, timedelta

from django.db import migrations

AUTUMN_LATE = {"rogaland", "vestland", "more-og-romsdal", "trondelag", "nordland", "finnmark"}
WINTER = {"innlandet": 9, "rogaland": 9, "vestland": 9, "nordland": 9, "troms": 10, "finnmark": 10}
COUNTIES = [
    "agder", "akershus", "buskerud", "finnmark", "innlandet", "more-og-romsdal", "nordland", "oslo", "rogaland",
    "telemark", "troms", "trondelag", "vestfold", "vestland", "ostfold",
]
EASTER = {2027: date(2027, 3, 28), 2028: date(2028, 4, 16)}


def week(year, number):
    return date.fromisocalendar(year, number, 1), date.fromisocalendar(year, number, 5)


def usual(county, year):
    """The holidays of the school year that begins in ``year``."""
    easter = EASTER[year + 1]
    return {
        "autumn": week(year, 41 if county in AUTUMN_LATE else 40),
        "christmas": (date(year, 12, 22), date(year + 1, 1, 2)),
        "winter": week(year + 1, WINTER.get(county, 8)),
        "easter": (easter - timedelta(days=6), easter + timedelta(days=1)),
        "summer": (date.fromisocalendar(year + 1, 25, 1), date.fromisocalendar(year + 1, 32, 5)),
    }


def put_in(apps, schema_editor):
    SchoolHoliday = apps.get_model("planning", "SchoolHoliday")
    SchoolHoliday.objects.bulk_create(
        SchoolHoliday(county=county, kind=kind, first=first, last=last)
        for county in COUNTIES
        for year in (2026, 2027)
        for kind, (first, last) in usual(county, year).items()
    )


class Migration(migrations.Migration):
    dependencies = [("planning", "0001_plans_have_tasks_and_links")]
    operations = [migrations.RunPython(put_in, migrations.RunPython.noop)]
