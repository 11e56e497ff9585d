"""What other apps have to show somebody on their own page: their data, the report, what they promised.

An app has ``you(person) -> dict | None`` in its ``you.py``, and a template ``<app>/you.html`` that gets the dictionary,
`person` and `gathering`. Nothing is shown when it returns None.
"""

from collections.abc import Callable
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.http import HttpRequest
from django.template.loader import render_to_string

from samskap.gatherings.models import Participation

You = Callable[[Participation], dict[str, Any] | None]


@cache
def contributors() -> dict[str, You]:
    """Each app's function, by the app's label, in the order of the apps."""
    ours = [app for app in apps.get_app_configs() if app.name.startswith("samskap.")]
    return {app.label: import_module(f"{app.name}.you").you for app in ours if find_spec(f"{app.name}.you")}


def blocks_for(person: Participation, request: HttpRequest) -> list[str]:
    """Draw what each app has for this person."""
    found = {label: you(person) for label, you in contributors().items()}
    return [
        render_to_string(f"{label}/you.html", {"person": person, "gathering": person.gathering, **context}, request)
        for label, context in found.items()
        if context is not None
    ]
