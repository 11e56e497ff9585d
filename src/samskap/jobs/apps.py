"""The jobs app."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Work beside the requests."""

    name = "samskap.jobs"
