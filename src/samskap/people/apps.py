"""The people app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Accounts, organisations and sign-in."""

    name = "samskap.people"
    default_auto_field = "django.db.models.BigAutoField"
