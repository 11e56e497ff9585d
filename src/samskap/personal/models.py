"""How the personal data of a gathering is cared for."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from samskap.gatherings.models import Gathering
from samskap.privacy import plain


class Care(models.Model):
    """What the organisers have chosen for a gathering's personal data, and that it is gone (varetakelse)."""

    gathering = models.OneToOneField(Gathering, on_delete=models.CASCADE, related_name="care")
    contact = models.CharField(max_length=200, blank=True)
    photos_too = models.BooleanField(default=False)
    forgotten_at = models.DateTimeField(null=True, blank=True)
    forgotten_people = models.PositiveIntegerField(default=0)

    privacy: ClassVar = {
        "gathering": plain("whose personal data it is about"),
        "contact": plain("whom to write to about personal data, shown to everybody"),
        "photos_too": plain("whether pictures go when the people are forgotten"),
        "forgotten_at": plain("when the people of the gathering were forgotten"),
        "forgotten_people": plain("how many they were"),
    }

    def __str__(self) -> str:
        return f"{self.gathering}"


class Warned(models.Model):
    """That the organisers have been told that the people of a gathering will soon be forgotten (varsel)."""

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="+")
    forget_on = models.DateField()
    days = models.PositiveIntegerField()
    at = models.DateTimeField(default=timezone.now)

    privacy: ClassVar = {
        "gathering": plain("which gathering it is about"),
        "forget_on": plain("the date that was told of"),
        "days": plain("how many days before it they were told"),
        "at": plain("when they were told"),
    }

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["gathering", "forget_on", "days"], name="organisers_are_warned_once_of_each_date"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gathering}: {self.days}"
