"""The pitches activity."""

from django.apps import AppConfig


class PitchesConfig(AppConfig):
    """The queue of those who want to present a topic."""

    name = "samskap.activities.pitches"
    label = "pitches"
    default_auto_field = "django.db.models.BigAutoField"
