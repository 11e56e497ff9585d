"""The printing app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from samskap.gatherings.menu import Item


class PrintingConfig(AppConfig):
    """What is printed."""

    name = "samskap.printing"
    menu = (Item("print", _("Print"), icon="print", phase="before", position=60),)
