"""The leading app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from samskap.gatherings.menu import Item


class LeadingConfig(AppConfig):
    """Leaders of groups, before the day."""

    name = "samskap.leading"
    menu = (Item("leaders", _("Group leaders"), icon="flag", phase="before", position=35),)
