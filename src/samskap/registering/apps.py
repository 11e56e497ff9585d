"""The registering app."""

from django.apps import AppConfig


class RegisteringConfig(AppConfig):
    """Signing up."""

    name = "samskap.registering"
