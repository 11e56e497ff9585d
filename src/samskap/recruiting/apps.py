"""The recruiting app."""

from django.apps import AppConfig


class RecruitingConfig(AppConfig):
    """Getting people to come."""

    name = "samskap.recruiting"
