"""The lessons app."""

from django.apps import AppConfig


class LessonsConfig(AppConfig):
    """The organisers' lessons learned."""

    name = "samskap.lessons"
