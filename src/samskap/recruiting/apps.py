"""The recruiting app."""

from django.apps import AppConfig
from django.db.models.signals import post_delete
from django.utils.translation import gettext_lazy as _

from samskap.gatherings.menu import Item


class RecruitingConfig(AppConfig):
    """Getting people to come."""

    name = "samskap.recruiting"
    menu = (Item("invite", _("Invite"), icon="talk", phase="before", position=40),)

    def ready(self) -> None:
        """Let the file of a picture go with its row, whatever deletes the row."""
        from samskap.recruiting.pictures import let_file_go

        post_delete.connect(let_file_go, sender="recruiting.InvitePage", dispatch_uid="the picture goes with the page")
