"""The arriving app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from samskap.gatherings.menu import Item


class ArrivingConfig(AppConfig):
    """Checking in at the door."""

    name = "samskap.arriving"
    menu = (Item("door", _("Check-in"), icon="check", phase="during", position=30),)
