"""The followups app."""

from django.apps import AppConfig


class FollowupsConfig(AppConfig):
    """What was promised."""

    name = "samskap.followups"
