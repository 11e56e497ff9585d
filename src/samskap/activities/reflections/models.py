"""Reflection."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from samskap.cards.models import TEXT_MAX, Card
from samskap.gatherings.models import Block, Participation
from samskap.privacy import personal, plain


class Reflection(models.Model):
    """What somebody thinks of one question (refleksjon), theirs alone. Only what they share is a card for others."""

    block = models.ForeignKey(Block, on_delete=models.CASCADE, related_name="reflections")
    by = models.ForeignKey(Participation, null=True, on_delete=models.CASCADE, related_name="reflections")
    number = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=TEXT_MAX)
    card = models.OneToOneField(Card, null=True, blank=True, on_delete=models.SET_NULL, related_name="reflection")
    made_at = models.DateTimeField(default=timezone.now)

    privacy: ClassVar = {
        "block": plain("in which block"),
        "by": personal("whose it is"),
        "number": plain("which question it answers"),
        "text": personal("what the person thinks, in their own words, for nobody else"),
        "card": plain("the card that others see, if it has been shared"),
        "made_at": plain("when it was written"),
    }

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["block", "by", "number"], name="a_person_reflects_once_on_a_question"),
            models.CheckConstraint(condition=~Q(text=""), name="a_reflection_says_something"),
        ]

    def __str__(self) -> str:
        return str(self.number)
