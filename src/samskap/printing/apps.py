"""The printing app."""

from django.apps import AppConfig


class PrintingConfig(AppConfig):
    """What is printed."""

    name = "samskap.printing"
