"""Building blocks of forms: what kinds of questions an organiser can ask those who sign up (byggeklosser i skjema).

An app adds kinds of its own in its ``form_kinds.py``::

    class Offers(Kind):
        name = "offers"
        label = _("What can you offer?")
        icon = "hand"

        def field(self, asked): ...        # the form field
        def to_text(self, value): ...      # what is kept as the answer
        def from_text(self, text): ...     # what the form shows again
        def answered(self, person, asked, value): ...   # rows of the app's own, in the same transaction

    KINDS = (Offers(),)

`samskap.registering.form_kinds` holds the ordinary ones, and is found in the same way.
"""

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any, ClassVar, Protocol

from django import forms
from django.apps import apps
from django.utils.functional import Promise

from samskap.gatherings.models import Participation


class Asked(Protocol):
    """A question as a kind needs to know it."""

    label: str
    help_text: str
    is_required: bool
    options: Any


class Kind:
    """One kind of question (spørsmålstype)."""

    name: ClassVar[str]
    label: ClassVar[str | Promise]
    icon: ClassVar[str] = "note"
    has_options: ClassVar[bool] = False
    is_counted: ClassVar[bool] = False  # answers are counted and drawn as bars, rather than listed

    def field(self, asked: Asked) -> forms.Field:
        """The form field that asks."""
        raise NotImplementedError

    def to_text(self, value: Any) -> str:
        """What is kept; one line for each part of the answer. Nothing when nothing was answered."""
        return str(value or "").strip()

    def from_text(self, text: str) -> Any:
        """The value of the field again."""
        return text

    def parts(self, text: str) -> list[str]:
        """The parts of an answer that are counted each by itself."""
        return [text] if text else []

    def answered(self, person: Participation, asked: Asked, value: Any) -> None:
        """Do more with an answer than keep it, in the same transaction."""


@cache
def kinds() -> dict[str, Kind]:
    """Every app's kinds by name, in the order of the apps."""
    names = (f"{app.name}.form_kinds" for app in apps.get_app_configs() if app.name.startswith("samskap."))
    found = (import_module(name) for name in names if find_spec(name))
    return {kind.name: kind for module in found for kind in module.KINDS}
