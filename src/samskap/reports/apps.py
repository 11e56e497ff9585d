"""The reports app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from samskap.gatherings.menu import Item


class ReportsConfig(AppConfig):
    """The day assembled by itself."""

    name = "samskap.reports"
    menu = (Item("report", _("Report"), icon="report", phase="after", position=10),)
    default_auto_field = "django.db.models.BigAutoField"
