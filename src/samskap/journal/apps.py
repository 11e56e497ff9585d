"""The journal app."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """What happened, in order: the story of the gathering."""

    name = "samskap.journal"
    default_auto_field = "django.db.models.BigAutoField"
