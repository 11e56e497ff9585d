"""The reports app."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """The day assembled by itself."""

    name = "samskap.reports"
    default_auto_field = "django.db.models.BigAutoField"
