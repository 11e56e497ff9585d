"""The followups app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from samskap.gatherings.menu import Item


class FollowupsConfig(AppConfig):
    """What was promised."""

    name = "samskap.followups"
    menu = (Item("follow-up", _("Follow-up"), icon="bell", phase="after", position=20),)
