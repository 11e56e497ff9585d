"""The paper app."""

from django.apps import AppConfig


class PaperConfig(AppConfig):
    """The paper bridge."""

    name = "samskap.paper"
