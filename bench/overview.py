"""The overview of an organisation with many gatherings."""

from __future__ import annotations

from bench.figures import Figure, compared
from bench.product import told_by

NOTE = """## The overview

What it costs to count across gatherings: so many gatherings with so many people in all, three rounds of groups in each.
The anchor is the same page over a tenth of them; the number of questions to the database must be the same."""

SCRIPT = """
import json, time
from django.conf import settings
from django.db import connection, reset_queries
from samskap.overview.demo import earlier_gatherings
from samskap.overview.queries import Chosen, chosen_among, figures, counted_for, web
from samskap.people.actions import find_or_make_user
settings.DEBUG = True
user = find_or_make_user("organiser@example.org")
told = []
for more in ({few}, {many} - {few}):
    titles = [f"Samling {{number}}" for number in range(more)]
    earlier_gatherings(user, inviting=None, titles=titles, each=100)
    reset_queries()
    began = time.monotonic()
    found = figures(chosen_among(counted_for(user), Chosen()))
    web(found)
    told.append([len(connection.queries), time.monotonic() - began, found.people])
print(json.dumps(told))
"""


def measure(*, quick: bool = False) -> list[Figure]:
    """Invent the years, and ask for the page's figures."""
    many = 20 if quick else 200
    few, all_of_them = told_by(SCRIPT.format(few=many // 10, many=many))
    return [
        compared(f"questions, {many} gatherings with {all_of_them[2]} people", all_of_them[0], "", "a tenth", few[0]),
        compared("time to count", all_of_them[1] * 1000, "ms", "a tenth", few[1] * 1000),
    ]
