"""The arriving app."""

from django.apps import AppConfig


class ArrivingConfig(AppConfig):
    """Checking in at the door."""

    name = "samskap.arriving"
