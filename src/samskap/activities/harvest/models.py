"""Whose turn it is, and what is said about what a group found out."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samskap.cards.models import Card
from samskap.circles.models import Circle
from samskap.gatherings.models import Block
from samskap.privacy import plain


class Turn(models.Model):
    """A group's time in front of everybody (tur)."""

    block = models.ForeignKey(Block, on_delete=models.CASCADE, related_name="harvest_turns")
    circle = models.ForeignKey(Circle, on_delete=models.CASCADE, related_name="harvest_turns")
    began_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar = {
        "block": plain("in which block the group presents"),
        "circle": plain("which group presents"),
        "began_at": plain("when it began"),
        "ends_at": plain("when its clock runs out"),
        "ended_at": plain("when the next one took over"),
    }

    class Meta:
        ordering: ClassVar = ["began_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["block", "circle"], name="a_group_has_one_turn_in_a_harvest"),
            models.UniqueConstraint(fields=["block"], condition=Q(ended_at=None), name="one_group_presents_at_a_time"),
        ]

    def __str__(self) -> str:
        return f"{self.circle} {self.began_at:%H:%M}"


class Kind(models.TextChoices):
    """What a card in the harvest is."""

    RESULT = "result", _("What came out")
    COMMENT = "comment", _("Comment")
    BREAKOUT = "breakout", _("New topic")


class Word(models.Model):
    """What a card says about a group's work: what came out of it, a comment, or a topic that was born from it (ord)."""

    card = models.OneToOneField(Card, on_delete=models.CASCADE, related_name="harvest_word")
    circle = models.ForeignKey(Circle, on_delete=models.CASCADE, related_name="harvest_words")
    block = models.ForeignKey(Block, on_delete=models.CASCADE, related_name="harvest_words")
    kind = models.CharField(max_length=10, choices=Kind.choices)

    privacy: ClassVar = {
        "card": plain("what was said"),
        "circle": plain("about which group's work"),
        "block": plain("in which harvest"),
        "kind": plain("whether it is the result, a comment or a new topic"),
    }

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["block", "circle"], condition=Q(kind="result"), name="a_group_has_one_result_in_a_harvest"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.card}"
