"""The overview app."""

from django.apps import AppConfig


class OverviewConfig(AppConfig):
    """Numbers across gatherings."""

    name = "samskap.overview"
