"""The notes activity."""

from django.apps import AppConfig


class NotesConfig(AppConfig):
    """One thing on each note."""

    name = "samskap.activities.notes"
    label = "notes"
