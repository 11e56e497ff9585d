"""Support, hands, asking and heading."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from samskap.cards.models import Card
from samskap.gatherings.models import Block, Participation
from samskap.privacy import personal, plain


class Support(models.Model):
    """Somebody's word that they would work on a topic (støtte)."""

    block = models.ForeignKey(Block, on_delete=models.CASCADE, related_name="supports")
    card = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="supports")
    person = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="supports")
    given_at = models.DateTimeField(default=timezone.now)

    stays_for_the_counts: ClassVar = True
    privacy: ClassVar = {
        "block": plain("on which wall"),
        "card": personal("which topic the person supports"),
        "person": personal("who supports it"),
        "given_at": plain("when it was given"),
    }

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["card", "person"], name="a_person_supports_a_topic_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person} + {self.card}"


class Hands(models.Model):
    """Hands counted in the room for a topic, of those without a phone (håndsopprekning)."""

    block = models.ForeignKey(Block, on_delete=models.CASCADE, related_name="hands")
    card = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="hands")
    count = models.PositiveIntegerField(default=0)

    privacy: ClassVar = {
        "block": plain("on which wall"),
        "card": plain("for which topic"),
        "count": plain("how many hands were up"),
    }

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["block", "card"], name="hands_are_counted_once_for_a_topic"),
        ]

    def __str__(self) -> str:
        return f"{self.count} + {self.card}"


class Asking(models.Model):
    """Whether people are asked for support now (spørring). Without a row, the organiser's setting counts."""

    block = models.OneToOneField(Block, on_delete=models.CASCADE, related_name="asking")
    is_on = models.BooleanField()

    privacy: ClassVar = {
        "block": plain("on which wall"),
        "is_on": plain("whether people can give their support"),
    }

    def __str__(self) -> str:
        return f"{self.block}: {self.is_on}"


class Heading(models.Model):
    """A name the facilitator has given to gathered topics (overskrift): a card by nobody, with theirs under it."""

    card = models.OneToOneField(Card, on_delete=models.CASCADE, related_name="is_heading")

    privacy: ClassVar = {"card": plain("the card with the name")}

    def __str__(self) -> str:
        return str(self.card)
