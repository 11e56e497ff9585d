"""The dots activity."""

from django.apps import AppConfig


class DotsConfig(AppConfig):
    """Everybody has dots to give."""

    name = "samskap.activities.dots"
    label = "dots"
    default_auto_field = "django.db.models.BigAutoField"
