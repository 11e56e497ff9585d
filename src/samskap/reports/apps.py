"""The reports app."""

from django.apps import AppConfig
from django.db.models.signals import post_delete
from django.utils.translation import gettext_lazy as _

from samskap.gatherings.menu import Item


class ReportsConfig(AppConfig):
    """The day assembled by itself, and then discussed."""

    name = "samskap.reports"
    menu = (Item("report", _("Report"), icon="report", phase="after", position=10),)
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let a file go with its row, whatever deletes the row."""
        from samskap.reports.models import let_file_go

        post_delete.connect(let_file_go, sender="reports.EditionFile", dispatch_uid="a report's file goes with the row")
