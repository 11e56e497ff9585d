"""The circles app."""

from django.apps import AppConfig


class CirclesConfig(AppConfig):
    """Who sits together, shared by all activities."""

    name = "samskap.circles"
    default_auto_field = "django.db.models.BigAutoField"
