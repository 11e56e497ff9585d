"""The ordinary kinds of questions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samskap.gatherings.asking import Asked, Kind

TEXT_MAX = 200
LONG_MAX = 2000


def _about(asked: Asked) -> dict[str, Any]:
    return {"label": asked.label, "help_text": asked.help_text, "required": asked.is_required}


class Text(Kind):
    """A line of text."""

    name = "text"
    label = _("A short text")
    icon = "edit"

    def field(self, asked: Asked) -> forms.Field:
        """One line."""
        return forms.CharField(**_about(asked), max_length=TEXT_MAX)


class Long(Kind):
    """Several lines."""

    name = "long"
    label = _("A longer text")
    icon = "note"

    def field(self, asked: Asked) -> forms.Field:
        """A box."""
        return forms.CharField(**_about(asked), max_length=LONG_MAX, widget=forms.Textarea(attrs={"rows": 4}))


class Choice(Kind):
    """One of several."""

    name = "choice"
    label = _("One of several")
    icon = "check"
    has_options = True
    is_counted = True

    def field(self, asked: Asked) -> forms.Field:
        """Radio buttons; one can be left without an answer where none is required."""
        none = [] if asked.is_required else [("", _("No answer"))]
        choices = [*none, *((one, one) for one in asked.options)]
        return forms.ChoiceField(**_about(asked), choices=choices, widget=forms.RadioSelect(), initial="")


class Choices(Kind):
    """Any number of several."""

    name = "choices"
    label = _("As many as you like of several")
    icon = "menu"
    has_options = True
    is_counted = True

    def field(self, asked: Asked) -> forms.Field:
        """Boxes to tick."""
        choices = [(one, one) for one in asked.options]
        return forms.MultipleChoiceField(**_about(asked), choices=choices, widget=forms.CheckboxSelectMultiple())

    def to_text(self, value: Any) -> str:
        """One line for each."""
        return "\n".join(value or [])

    def from_text(self, text: str) -> Any:
        """The ticked ones."""
        return text.split("\n") if text else []

    def parts(self, text: str) -> list[str]:
        """Each ticked one."""
        return text.split("\n") if text else []


class Yes(Kind):
    """A yes, or nothing: a box to tick, for consent to something of the organiser's own."""

    name = "yes"
    label = _("A box to tick (yes)")
    icon = "support"
    is_counted = True

    def field(self, asked: Asked) -> forms.Field:
        """One box."""
        return forms.BooleanField(**_about(asked))

    def to_text(self, value: Any) -> str:
        """Kept as one word, whatever the language."""
        return "yes" if value else ""

    def from_text(self, text: str) -> Any:
        """Ticked or not."""
        return bool(text)

    def parts(self, text: str) -> list[str]:
        """Yes, in the reader's language."""
        return [str(_("Yes"))] if text else []


KINDS = (Text(), Long(), Choice(), Choices(), Yes())
