"""The letters app."""

from django.apps import AppConfig


class LettersConfig(AppConfig):
    """Mail."""

    name = "samskap.letters"
