"""The planning app."""

from django.apps import AppConfig


class PlanningConfig(AppConfig):
    """The organiser's pages."""

    name = "samskap.planning"
