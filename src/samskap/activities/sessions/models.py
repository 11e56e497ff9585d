"""Help that a group has called for."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from samskap.circles.models import Circle
from samskap.gatherings.models import Participation
from samskap.privacy import personal, plain


class Help(models.Model):
    """A group's call for the facilitator (be om hjelp): called, answered with "on my way", and over."""

    circle = models.ForeignKey(Circle, on_delete=models.CASCADE, related_name="helps")
    by = models.ForeignKey(Participation, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    called_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True)
    over_at = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar = {
        "circle": plain("which group called"),
        "by": personal("who called, so that the facilitator knows whom to ask"),
        "called_at": plain("when they called"),
        "answered_at": plain("when the facilitator said they were coming"),
        "over_at": plain("when the group had been helped"),
    }

    class Meta:
        ordering: ClassVar = ["called_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["circle"], condition=Q(over_at=None), name="a_circle_calls_for_help_once_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.circle} {self.called_at:%H:%M}"
