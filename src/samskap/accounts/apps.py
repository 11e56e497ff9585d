"""The accounts app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from samskap.gatherings.menu import Item


class AccountsConfig(AppConfig):
    """Organisers' accounts."""

    name = "samskap.accounts"
    menu = (Item("plan-people", _("Helpers"), icon="people", phase="before", position=30),)
