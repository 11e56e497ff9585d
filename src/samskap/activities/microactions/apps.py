"""The micro-actions activity."""

from django.apps import AppConfig


class MicroActionsConfig(AppConfig):
    """What each will do themselves, tomorrow."""

    name = "samskap.activities.microactions"
    label = "microactions"
    default_auto_field = "django.db.models.BigAutoField"
