"""The personal app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from samskap.gatherings.menu import Item


class PersonalConfig(AppConfig):
    """Personal data."""

    name = "samskap.personal"
    menu = (Item("personal-data", _("Personal data"), icon="lock", phase="care", position=10),)
