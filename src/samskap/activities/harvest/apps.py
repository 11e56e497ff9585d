"""The plenary harvest activity."""

from django.apps import AppConfig


class HarvestConfig(AppConfig):
    """Groups present what came out."""

    name = "samskap.activities.harvest"
    label = "harvest"
    default_auto_field = "django.db.models.BigAutoField"
