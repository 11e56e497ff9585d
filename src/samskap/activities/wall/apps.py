"""The agenda wall activity."""

from django.apps import AppConfig


class WallConfig(AppConfig):
    """Topics in rooms and rounds."""

    name = "samskap.activities.wall"
    label = "wall"
    default_auto_field = "django.db.models.BigAutoField"
