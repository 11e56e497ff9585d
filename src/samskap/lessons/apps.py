"""The lessons app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from samskap.gatherings.menu import Item


class LessonsConfig(AppConfig):
    """The organisers' lessons learned."""

    name = "samskap.lessons"
    menu = (Item("lessons", _("Lessons"), icon="star", phase="after", position=30),)
