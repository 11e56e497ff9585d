"""The round activity."""

from django.apps import AppConfig


class RoundConfig(AppConfig):
    """One question, everybody's answer."""

    name = "samskap.activities.round"
    label = "round"
