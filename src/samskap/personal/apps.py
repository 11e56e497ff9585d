"""The personal app."""

from django.apps import AppConfig


class PersonalConfig(AppConfig):
    """Personal data."""

    name = "samskap.personal"
