"""A list of people from Excel, looked at before it is imported."""

from __future__ import annotations

from bench.figures import Figure, compared
from bench.product import told_by

NOTE = """## Importing a list

An Excel file with so many people, one in twenty with something to mend, sent to a gathering where as many have signed
up already: read in a process of its own with limits, each row checked, and the page drawn. Then all on the list."""

SCRIPT = """
import json, time
from datetime import timedelta
from django.test import RequestFactory
from django.utils import timezone
from samskap.gatherings.access import Actor
from samskap.gatherings.models import Gathering
from samskap.invented.guests import people
from samskap.people.models import Sector
from samskap.registering import importing_views, putting
from samskap.registering.importing import guess
from samskap.registering.models import SignUp
from samskap.spreadsheets import Sheet, make_workbook, read_table
from samskap.writing.queue import write
many = {many}
gathering = Gathering.objects.create(slug="import", title="Import", starts_at=timezone.now() + timedelta(days=9))
SignUp.objects.create(gathering=gathering, opens_at=timezone.now(), capacity=many)
guests = list(people(2 * many))
def cells(number, guest):
    name = "" if number % 20 == 0 else f"{{guest.first_name}} {{guest.last_name}}"
    return [name, f"gjest{{number}}@example.org", guest.organisation, str(Sector(guest.sector)), guest.drive]
headings = ["Navn", "E-post", "Organisasjon", "Sektor", "Hva driver deg?"]
def file(some, first):
    rows = [cells(number, guest) for number, guest in enumerate(some, start=first)]
    return make_workbook([Sheet("Ark", headings, rows)])
def put(table, rows):
    upload = write(lambda: putting.keep_upload(gathering, name="liste.xlsx", table=table))
    began = time.monotonic()
    write(lambda: putting.import_people(upload, [row for row in rows if not row.problems], send=False, by=None))
    return time.monotonic() - began
columns = guess(headings, {{}})
before = read_table(file(guests[:many], 1), "before.xlsx")
def look(table):
    upload = write(lambda: putting.keep_upload(gathering, name="liste.xlsx", table=table))
    request = RequestFactory().get("/")
    request.gathering, request.actor = gathering, Actor(frozenset())
    request.user = type("Nobody", (), {{"is_authenticated": False}})()
    request.resolver_match = None
    return importing_views.check(request, upload.pk)
look(before)  # a server that runs has its templates in memory
put(before, importing_views.looked_at(gathering, before, columns))
data = file(guests[many:], many + 1)
t0 = time.monotonic()
table = read_table(data, "liste.xlsx")
t1 = time.monotonic()
page = look(table)
t2 = time.monotonic()
rows = importing_views.looked_at(gathering, table, columns)
t3 = time.monotonic()
took = put(table, rows)
print(json.dumps([t1 - t0, t2 - t1, t3 - t2, took, len(rows), len(data), page.status_code]))
"""


def measure(*, quick: bool = False) -> list[Figure]:
    """Read, check, draw, import."""
    many = 200 if quick else 1000
    read, seen, checked, put, rows, size, status = told_by(SCRIPT.format(many=many))
    if (rows, status) != (many, 200):
        raise RuntimeError(f"{rows} rows, answer {status}")
    return [
        compared(f"{many} rows ({size // 1000} kB): from sent to seen", read + seen, "s", "wanted", 3),
        compared("of that: read in a process of its own", read * 1000, "ms", "", None),
        compared("of that: kept, checked and drawn", seen * 1000, "ms", "", None),
        compared("of that: checked", checked * 1000, "ms", "", None),
        compared(f"all on the list, beside as many ({many})", put * 1000, "ms", "", None),
    ]
