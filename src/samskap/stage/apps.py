"""The stage app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from samskap.gatherings.menu import Item


class StageConfig(AppConfig):
    """Running a gathering live."""

    name = "samskap.stage"
    menu = (
        Item("desk", _("Desk"), icon="play", phase="during", position=10),
        Item("screen", _("Big screen"), icon="screen", phase="during", position=20),
    )
    default_auto_field = "django.db.models.BigAutoField"
