"""Turn."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext

from samskap.cards.models import Card
from samskap.circles.models import Circle
from samskap.gatherings.models import Block, Participation
from samskap.privacy import personal, plain


class TurnQuerySet(models.QuerySet["Turn"]):
    """Turns as they are asked for."""

    def waiting(self) -> "TurnQuerySet":
        """Turns in the queue, first in line first."""
        return self.filter(started_at=None).order_by("position", "pk")

    def on(self) -> "TurnQuerySet":
        """The turn that is on now, if any."""
        return self.filter(started_at__isnull=False, done_at=None)

    def done(self) -> "TurnQuerySet":
        """Turns that have been, in the order they were."""
        return self.filter(done_at__isnull=False).order_by("started_at", "pk")


class Turn(models.Model):
    """Somebody's place in the queue, and then their minute on the floor, with one topic (tur)."""

    block = models.ForeignKey(Block, on_delete=models.CASCADE, related_name="turns")
    card = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="turns")
    person = models.ForeignKey(Participation, null=True, blank=True, on_delete=models.SET_NULL, related_name="turns")
    circle = models.ForeignKey(Circle, null=True, blank=True, on_delete=models.SET_NULL, related_name="turns")
    priority = models.PositiveSmallIntegerField(null=True, blank=True)
    position = models.PositiveIntegerField(default=0)
    queued_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    skips = models.PositiveIntegerField(default=0)

    objects: ClassVar[models.Manager["Turn"]] = TurnQuerySet.as_manager()

    privacy: ClassVar = {
        "block": plain("in which queue"),
        "card": plain("what is presented"),
        "person": personal("who presents it"),
        "circle": plain("the group it is presented for"),
        "priority": plain("how high the group put it"),
        "position": plain("the order of the queue"),
        "queued_at": plain("when the turn was asked for"),
        "started_at": plain("when the turn began"),
        "ends_at": plain("when the clock of the turn runs out"),
        "done_at": plain("when the turn was over"),
        "skips": plain("how often nobody came forward"),
    }

    class Meta:
        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["block", "person"], condition=Q(started_at=None), name="a_person_waits_once_in_the_queue"
            ),
            models.UniqueConstraint(
                fields=["block"],
                condition=Q(started_at__isnull=False, done_at=None),
                name="one_person_pitches_at_a_time",
            ),
            models.UniqueConstraint(fields=["block", "card"], name="a_topic_is_pitched_once"),
            models.UniqueConstraint(fields=["block", "circle", "priority"], name="a_group_pitches_each_priority_once"),
            models.CheckConstraint(
                condition=Q(done_at=None) | Q(started_at__lte=F("done_at")), name="a_pitch_begins_before_it_ends"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.card}"

    @property
    def who(self) -> str:
        """Who presents, by their whole name; else the group it is for."""
        return self.person.name if self.person and self.person.name else self._group()

    @property
    def called(self) -> str:
        """Who presents, by their first name; else the group it is for."""
        return self.person.first_name if self.person and self.person.first_name else self._group()

    def _group(self) -> str:
        return gettext("Group %(number)d") % {"number": self.circle.number} if self.circle else gettext("Somebody")

    @property
    def state(self) -> str:
        """Where the turn is, in one word: waiting, on or done."""
        if self.started_at is None:
            return "waiting"
        return "on" if self.done_at is None else "done"
