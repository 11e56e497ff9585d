"""Step and Rung."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from samskap.circles.models import Circle
from samskap.gatherings.models import Block
from samskap.privacy import plain


class Step(models.Model):
    """A step of the ladder that has been opened (trinn). The highest is the one everybody is on."""

    block = models.ForeignKey(Block, on_delete=models.CASCADE, related_name="steps")
    number = models.PositiveSmallIntegerField()
    opened_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar = {
        "block": plain("of which ladder"),
        "number": plain("which step it is"),
        "opened_at": plain("when it was opened"),
        "ends_at": plain("when its clock runs out"),
    }

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["block", "number"], name="a_step_is_opened_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="a_ladder_begins_with_its_first_step"),
        ]

    def __str__(self) -> str:
        return f"{self.block} · {self.number}"


class Rung(models.Model):
    """What a group on the ladder has besides people: its step, the larger group it goes into, whether it is ready."""

    circle = models.OneToOneField(Circle, on_delete=models.CASCADE, related_name="rung")
    step = models.PositiveSmallIntegerField()
    into = models.ForeignKey(Circle, null=True, blank=True, on_delete=models.SET_NULL, related_name="rungs_below")
    ready_at = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar = {
        "circle": plain("which group it is about"),
        "step": plain("on which step the group is"),
        "into": plain("which larger group it becomes part of"),
        "ready_at": plain("when the group said it was ready"),
    }

    def __str__(self) -> str:
        return f"{self.circle} @ {self.step}"
