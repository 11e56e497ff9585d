"""The planning app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from samskap.gatherings.menu import Item


class PlanningConfig(AppConfig):
    """The organiser's pages."""

    name = "samskap.planning"
    own_menu = (Item("gatherings", _("My gatherings"), icon="home", phase="own", position=10),)
    menu = (
        Item("plan", _("Plan"), icon="flag", phase="before", position=10),
        Item("plan-tasks", _("To do"), icon="check", phase="before", position=15),
        Item("run-sheet", _("Run sheet"), icon="clock", phase="before", position=20),
    )
