"""The door app."""

from django.apps import AppConfig


class DoorConfig(AppConfig):
    """Getting in and out."""

    name = "samskap.door"
