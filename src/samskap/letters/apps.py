"""The letters app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from samskap.gatherings.menu import Item


class LettersConfig(AppConfig):
    """Mail."""

    name = "samskap.letters"
    menu = (Item("mail", _("Mail"), icon="send", phase="care", position=20),)
