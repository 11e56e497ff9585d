"""The registering app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from samskap.gatherings.menu import Item


class RegisteringConfig(AppConfig):
    """Signing up."""

    name = "samskap.registering"
    menu = (Item("sign-ups", _("Sign-ups"), icon="people", phase="before", position=50),)
