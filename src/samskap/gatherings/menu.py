"""The menu of a gathering: each app says in its ``apps.py`` what it has to show (meny).

::

    class PrintingConfig(AppConfig):
        name = "samskap.printing"
        menu = (Item("print", _("Print"), icon="print", phase="before", position=60),)

Only what the actor may open is shown; who may is said in `samskap.gatherings.access`. Pages of no gathering, for
whoever is signed in, go into ``own_menu``.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from django.apps import apps
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:  # apps say their lines before there are models
    from samskap.gatherings.access import Actor

Phase = Literal["before", "during", "after", "care", "own"]
PHASES: dict[Phase, str | Promise] = {
    "before": _("Before"),
    "during": _("On the day"),
    "after": _("Afterwards"),
    "care": _("Looking after"),
}


@dataclass(frozen=True)
class Item:
    """One line of the menu. ``address`` is a name in `TABLE`, whose page takes no argument but the gathering."""

    address: str
    label: str | Promise
    icon: str
    phase: Phase
    position: int


@cache
def items() -> tuple[Item, ...]:
    """Every app's lines, in order."""
    found: Iterator[Item] = (item for app in apps.get_app_configs() for item in getattr(app, "menu", ()))
    return tuple(sorted(found, key=lambda item: (list(PHASES).index(item.phase), item.position)))


@cache
def own_items() -> tuple[Item, ...]:
    """The lines of the menu that belongs to whoever is signed in, in order."""
    found: Iterator[Item] = (item for app in apps.get_app_configs() for item in getattr(app, "own_menu", ()))
    return tuple(sorted(found, key=lambda item: item.position))


def menu_of(actor: "Actor") -> dict[Phase, list[Item]]:
    """Return what ``actor`` may open, by phase; phases with nothing in them are left out."""
    from samskap.gatherings.access import TABLE

    seen = [item for item in items() if actor.may(TABLE[item.address].read)]
    return {
        phase: [item for item in seen if item.phase == phase]
        for phase in PHASES
        if any(item.phase == phase for item in seen)
    }


def line_above(path: str, slug: str, actor: "Actor") -> Item | None:
    """Return the nearest line of the actor's menu whose page ``path`` lies below (not the page itself)."""
    seen = [(reverse(line.address, args=[slug]), line) for lines in menu_of(actor).values() for line in lines]
    above = [(len(address), line) for address, line in seen if path.startswith(address) and path != address]
    here = any(path == address for address, _line in seen)
    return None if here or not above else max(above, key=lambda one: one[0])[1]
