"""Moment."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from samskap.gatherings.models import Block, Gathering, Participation
from samskap.privacy import personal, plain


class Moment(models.Model):
    """Something that happened (øyeblikk). Moments are only added; no rule reads them, people and reports do."""

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="moments")
    block = models.ForeignKey(Block, null=True, blank=True, on_delete=models.SET_NULL, related_name="moments")
    verb = models.CharField(max_length=40)
    by = models.ForeignKey(Participation, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    card = models.ForeignKey("cards.Card", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    circle = models.ForeignKey("circles.Circle", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    details = models.JSONField(default=dict, blank=True)
    at = models.DateTimeField(default=timezone.now)

    privacy: ClassVar = {
        "gathering": plain("where it happened"),
        "block": plain("in which block it happened"),
        "verb": plain("what happened"),
        "by": personal("who did it"),
        "card": plain("which card it was about"),
        "circle": plain("which group it was about"),
        "details": plain("numbers and choices; never words of a person"),
        "at": plain("when it happened"),
    }

    class Meta:
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [models.Index(fields=["gathering", "at"])]

    def __str__(self) -> str:
        return f"{self.at:%H:%M} {self.verb}"
