"""The gatherings app."""

from django.apps import AppConfig


class GatheringsConfig(AppConfig):
    """Gatherings, run sheets, people and access."""

    name = "samskap.gatherings"
    default_auto_field = "django.db.models.BigAutoField"
