"""Dot, Tally and Closing."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from samskap.cards.models import Card
from samskap.gatherings.models import Block, Participation
from samskap.privacy import personal, plain


class Dot(models.Model):
    """One of a person's dots, given (prikk). Where votes are detached it knows no card: only that it has been given."""

    block = models.ForeignKey(Block, on_delete=models.CASCADE, related_name="dots")
    by = models.ForeignKey(Participation, null=True, on_delete=models.SET_NULL, related_name="dots")
    number = models.PositiveSmallIntegerField()
    card = models.ForeignKey(Card, null=True, blank=True, on_delete=models.CASCADE, related_name="dots")

    privacy: ClassVar = {
        "block": plain("in which vote"),
        "by": personal("so that nobody gives more dots than they have"),
        "number": plain("which of the person's dots it is"),
        "card": personal("what it was given to, unless votes are detached"),
    }

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["block", "by", "number"], name="a_dot_is_given_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="dots_are_numbered_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.card or '–'}"


class Tally(models.Model):
    """How many detached dots a card has (opptelling). It knows neither whose they are nor when they came."""

    block = models.ForeignKey(Block, on_delete=models.CASCADE, related_name="tallies")
    card = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="tallies")
    dots = models.PositiveIntegerField(default=0)

    privacy: ClassVar = {
        "block": plain("in which vote"),
        "card": plain("what the dots were given to"),
        "dots": plain("how many there are"),
    }

    class Meta:
        ordering: ClassVar = ["-dots", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["block", "card"], name="a_card_is_counted_once")]

    def __str__(self) -> str:
        return f"{self.card}: {self.dots}"


class Closing(models.Model):
    """That the facilitator has closed the vote, so that all see the result (avslutning)."""

    block = models.OneToOneField(Block, on_delete=models.CASCADE, related_name="dots_closing")
    closed_at = models.DateTimeField(default=timezone.now)

    privacy: ClassVar = {"block": plain("which vote"), "closed_at": plain("when it was closed")}

    def __str__(self) -> str:
        return f"{self.block} {self.closed_at:%H:%M}"
