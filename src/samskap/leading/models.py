"""What the organisers want to say to those who lead a group."""

from typing import ClassVar

from django.db import models

from samskap.gatherings.models import Gathering
from samskap.privacy import plain

WORDS_MOST = 4000


class Briefing(models.Model):
    """The organisers' own words on the page and the sheet for those who lead a group (for dem som leder)."""

    gathering = models.OneToOneField(Gathering, on_delete=models.CASCADE, related_name="briefing")
    words = models.TextField(max_length=WORDS_MOST, blank=True)

    privacy: ClassVar = {
        "gathering": plain("which gathering it is about"),
        "words": plain("what those who lead a group are told"),
    }

    def __str__(self) -> str:
        return f"{self.gathering}"
