"""The writing app."""

from django.apps import AppConfig


class WritingConfig(AppConfig):
    """Safe writing: one effect, one transaction, once."""

    name = "samskap.writing"
    default_auto_field = "django.db.models.BigAutoField"
