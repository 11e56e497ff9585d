"""The accounts app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from samskap.gatherings.menu import Item


class AccountsConfig(AppConfig):
    """Organisers' accounts."""

    name = "samskap.accounts"
    menu = (Item("plan-people", _("Helpers"), icon="people", phase="before", position=30),)
    own_menu = (
        Item("organisations", _("My organisations"), icon="people", phase="own", position=80),
        Item("account", _("My account"), icon="person", phase="own", position=90),
    )
