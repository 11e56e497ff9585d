"""The cards app."""

from django.apps import AppConfig


class CardsConfig(AppConfig):
    """What people have said, shared by all activities."""

    name = "samskap.cards"
    default_auto_field = "django.db.models.BigAutoField"
