"""What the organiser has chosen for the report."""

from typing import ClassVar

from django.db import models

from samskap.gatherings.models import Gathering
from samskap.privacy import plain


class ReportChoice(models.Model):
    """How one gathering's report is to be. Without a row, first names are shown to those who took part."""

    gathering = models.OneToOneField(Gathering, on_delete=models.CASCADE, related_name="report_choice")
    names = models.BooleanField(default=True)

    privacy: ClassVar = {
        "gathering": plain("whose report it is"),
        "names": plain("whether first names stand in it"),
    }

    def __str__(self) -> str:
        return f"{self.gathering}: {'with' if self.names else 'without'} names"
