"""The stage app."""

from django.apps import AppConfig


class StageConfig(AppConfig):
    """Running a gathering live."""

    name = "samskap.stage"
    default_auto_field = "django.db.models.BigAutoField"
