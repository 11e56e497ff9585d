"""The overview app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from samskap.gatherings.menu import Item


class OverviewConfig(AppConfig):
    """Numbers across gatherings."""

    name = "samskap.overview"
    own_menu = (Item("overview", _("Overview"), icon="report", phase="own", position=20),)
