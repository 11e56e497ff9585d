"""The talk activity."""

from django.apps import AppConfig


class TalkConfig(AppConfig):
    """Somebody speaks to all."""

    name = "samskap.activities.talk"
    label = "talk"
