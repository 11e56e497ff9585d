"""Who has answered, and whether the answers are open."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from samskap.cards.models import Card
from samskap.gatherings.models import Block, Participation
from samskap.privacy import personal, plain


class Answer(models.Model):
    """One person's answer in a round (svar): words on a card, a step on a scale, or a pass."""

    block = models.ForeignKey(Block, on_delete=models.CASCADE, related_name="round_answers")
    by = models.ForeignKey(Participation, null=True, on_delete=models.SET_NULL, related_name="round_answers")
    card = models.OneToOneField(Card, null=True, on_delete=models.CASCADE, related_name="round_answer")
    value = models.PositiveSmallIntegerField(null=True)
    passed_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField(default=timezone.now)

    privacy: ClassVar = {
        "block": plain("in which round"),
        "by": personal("so that an answer is given once and can be changed"),
        "card": personal("what was answered, in words"),
        "value": personal("what was answered, on the scale"),
        "passed_at": personal("that the person chose to pass"),
        "made_at": plain("when it was first answered"),
    }

    class Meta:
        ordering: ClassVar = ["made_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["block", "by"], name="an_answer_is_given_once"),
            models.CheckConstraint(
                condition=Q(card__isnull=False) | Q(value__isnull=False) | Q(passed_at__isnull=False),
                name="an_answer_says_something_or_passes",
            ),
            models.CheckConstraint(
                condition=Q(value=None) | Q(value__gte=1, value__lte=5), name="a_scale_goes_from_1_to_5"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.value or ''} {self.card or ''}".strip() or "–"


class Opening(models.Model):
    """That the facilitator has opened the answers of a round for all (åpning)."""

    block = models.OneToOneField(Block, on_delete=models.CASCADE, related_name="round_opening")
    opened_at = models.DateTimeField(default=timezone.now)

    privacy: ClassVar = {
        "block": plain("in which round"),
        "opened_at": plain("when the answers were opened"),
    }

    def __str__(self) -> str:
        return f"{self.block} {self.opened_at:%H:%M}"
