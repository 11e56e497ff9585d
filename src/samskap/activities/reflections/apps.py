"""The reflections activity."""

from django.apps import AppConfig


class ReflectionsConfig(AppConfig):
    """A quiet quarter of an hour."""

    name = "samskap.activities.reflections"
    label = "reflections"
    default_auto_field = "django.db.models.BigAutoField"
