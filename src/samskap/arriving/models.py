"""Check-in: who was let in, and what to go back to if it was a slip of the finger."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samskap.gatherings.models import Participation
from samskap.privacy import personal, plain


class Was(models.TextChoices):
    """What somebody was until they came through the door."""

    EXPECTED = "expected", _("Expected")
    WAITING = "waiting", _("On the waiting list")
    CANCELLED = "cancelled", _("Had cancelled")
    WALK_IN = "walk-in", _("Walk-in")


class CheckIn(models.Model):
    """Somebody let in at the door (innsjekking). Two doors that let the same person in make one of these."""

    person = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="check_ins")
    was = models.CharField(max_length=12, choices=Was.choices)
    waiting_since = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    at = models.DateTimeField(default=timezone.now)
    by = models.CharField(max_length=40, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar = {
        "person": personal("who came"),
        "was": personal("to see how many came without a place"),
        "waiting_since": personal("to put the person back on the waiting list after a slip of the finger"),
        "cancelled_at": personal("to put the person back among those who cancelled after a slip of the finger"),
        "at": personal("when the person came"),
        "by": plain("which door let the person in"),
        "undone_at": plain("when the slip of the finger was put right"),
    }

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person"], condition=Q(undone_at=None), name="a_person_is_checked_in_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.at:%H:%M}"
