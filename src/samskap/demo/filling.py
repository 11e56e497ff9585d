"""Fills what comes before and after the day. Each app says in its ``demo.py`` what it would hold.

``before(gathering, organiser=…, tale=…, people=…)`` is asked for the gathering that is to be played, with those who
have signed up so far (the app with the sign-ups comes first, and takes them from the guests of the tale), and
``after(gathering, organiser=…, tale=…)`` for one that has been held.
"""

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps

from samskap.gatherings.models import Gathering
from samskap.invented.tale import Tale
from samskap.people.models import User


def _what_apps_hold(when: str) -> Iterator[Any]:
    for app in apps.get_app_configs():
        if app.name.startswith("samskap.") and find_spec(f"{app.name}.demo"):
            fill = getattr(import_module(f"{app.name}.demo"), when, None)
            if fill is not None:
                yield fill


def fill_before(gathering: Gathering, *, organiser: User, tale: Tale) -> None:
    """Let every app fill what there is before the day: invitations, sign-ups, what is printed."""
    for fill in _what_apps_hold("before"):
        fill(gathering, organiser=organiser, tale=tale, people=list(gathering.people.coming()))


def fill_after(gathering: Gathering, *, organiser: User, tale: Tale) -> None:
    """Let every app fill what there is after the day: the report, what was promised, what was learnt."""
    for fill in _what_apps_hold("after"):
        fill(gathering, organiser=organiser, tale=tale)
