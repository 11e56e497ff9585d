"""The ladder activity."""

from django.apps import AppConfig


class LadderConfig(AppConfig):
    """First alone, then in larger and larger groups."""

    name = "samskap.activities.ladder"
    label = "ladder"
    default_auto_field = "django.db.models.BigAutoField"
