"""The work sessions activity."""

from django.apps import AppConfig


class SessionsConfig(AppConfig):
    """Groups at work, each in its place."""

    name = "samskap.activities.sessions"
    label = "work_sessions"
    default_auto_field = "django.db.models.BigAutoField"
