"""The paper app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from samskap.gatherings.menu import Item


class PaperConfig(AppConfig):
    """The paper bridge."""

    name = "samskap.paper"
    menu = (Item("typing", _("Paper"), icon="edit", phase="during", position=40),)
