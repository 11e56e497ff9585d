"""Circle, seat, and the sheet a circle fills in."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from samskap.gatherings.models import Block, Participation, Room
from samskap.privacy import personal, plain
from samskap.timing.clock import seconds_left

SHEET_TEXT_MAX = 4000


class Circle(models.Model):
    """Some people who sit together, somewhere, about something (gruppe), with a clock of their own."""

    block = models.ForeignKey(Block, on_delete=models.CASCADE, related_name="circles")
    card = models.ForeignKey("cards.Card", null=True, blank=True, on_delete=models.SET_NULL, related_name="circles")
    room = models.ForeignKey(Room, null=True, blank=True, on_delete=models.SET_NULL, related_name="circles")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=200, blank=True)
    leader = models.ForeignKey(Participation, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    timekeeper = models.ForeignKey(Participation, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    note_taker = models.ForeignKey(Participation, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    speaker = models.ForeignKey(Participation, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    speaks_until = models.DateTimeField(null=True, blank=True)
    went_round_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    paused_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar = {
        "block": plain("which block the group belongs to"),
        "card": plain("what the group is about"),
        "room": plain("where the group is"),
        "number": plain("to call the group by"),
        "name": plain("what the group is called"),
        "leader": personal("who leads the group"),
        "timekeeper": personal("who keeps the group's time"),
        "note_taker": personal("who writes for the group"),
        "speaker": personal("whose turn it is to speak"),
        "speaks_until": plain("when that turn is over"),
        "went_round_at": plain("when all had spoken"),
        "ends_at": plain("when the group's clock runs out"),
        "paused_at": plain("whether the group's clock stands still"),
        "closed_at": plain("when the group was dissolved"),
    }

    class Meta:
        ordering: ClassVar = ["number", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["block", "number"], condition=Q(closed_at=None), name="an_open_circle_has_a_number_of_its_own"
            ),
            models.UniqueConstraint(
                fields=["block", "card"], condition=Q(card__isnull=False), name="a_topic_has_one_circle_in_a_block"
            ),
        ]

    def __str__(self) -> str:
        return self.name or str(self.number)

    @property
    def paused_left(self) -> float | None:
        """Seconds left on a clock that stands still; nothing when it runs."""
        return seconds_left(self.ends_at, self.paused_at)


class SeatQuerySet(models.QuerySet["Seat"]):
    """Seats as they are asked for."""

    def taken(self) -> "SeatQuerySet":
        """Seats people sit in now."""
        return self.filter(left_at=None)


class Seat(models.Model):
    """One person's stay in one circle (plass). Leaving keeps the row: who has been where is part of the story."""

    block = models.ForeignKey(Block, on_delete=models.CASCADE, related_name="seats")
    circle = models.ForeignKey(Circle, on_delete=models.CASCADE, related_name="seats")
    person = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="seats")
    sat_at = models.DateTimeField(default=timezone.now)
    left_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager["Seat"]] = SeatQuerySet.as_manager()

    stays_for_the_counts: ClassVar = True
    privacy: ClassVar = {
        "block": plain("in which block"),
        "circle": personal("which group the person was in"),
        "person": personal("who sat there"),
        "sat_at": personal("from when"),
        "left_at": personal("until when"),
    }

    class Meta:
        ordering: ClassVar = ["sat_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["block", "person"], condition=Q(left_at=None), name="a_person_sits_in_one_circle_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} – {self.circle}"

    def leave(self, now: datetime) -> None:
        """Get up from the seat at ``now``."""
        Seat.objects.filter(pk=self.pk, left_at=None).update(left_at=now)


class Choice(models.Model):
    """A card that a circle has put on its ranked list (prioritering); place 1 is what it would rather."""

    circle = models.ForeignKey(Circle, on_delete=models.CASCADE, related_name="choices")
    card = models.ForeignKey("cards.Card", on_delete=models.CASCADE, related_name="choices")
    place = models.PositiveSmallIntegerField()

    privacy: ClassVar = {
        "circle": plain("which group's list it is"),
        "card": plain("what the group has chosen"),
        "place": plain("how high the group puts it"),
    }

    class Meta:
        ordering: ClassVar = ["place"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["circle", "card"], name="a_card_stands_once_on_a_list"),
            models.UniqueConstraint(fields=["circle", "place"], name="a_place_on_a_list_holds_one_card"),
            models.CheckConstraint(condition=Q(place__gte=1), name="a_list_begins_with_its_first_place"),
        ]

    def __str__(self) -> str:
        return f"{self.place}. {self.card}"


class Answer(models.Model):
    """What a circle answers to one question of its summary sheet (svar på oppsummeringsarket)."""

    circle = models.ForeignKey(Circle, on_delete=models.CASCADE, related_name="answers")
    number = models.PositiveSmallIntegerField()
    text = models.TextField(blank=True, max_length=SHEET_TEXT_MAX)
    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(Participation, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)

    privacy: ClassVar = {
        "circle": plain("which group it is from"),
        "number": plain("which question it answers"),
        "text": personal("what the group found out, in its own words"),
        "version": plain("so that two who write at once don't lose each other's text"),
        "by": personal("who wrote it last"),
        "changed_at": plain("when it was last written"),
    }

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["circle", "number"], name="a_question_has_one_answer_in_a_circle"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.text[:40]}"


class Variant(models.Model):
    """A text that met another in its place, kept beside it until somebody has looked (annen tekst)."""

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="variants")
    text = models.TextField(max_length=SHEET_TEXT_MAX)
    by = models.ForeignKey(Participation, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar = {
        "answer": plain("beside which answer it is kept"),
        "text": personal("what was written"),
        "by": personal("who wrote it"),
        "made_at": plain("when it came in"),
        "settled_at": plain("when somebody had looked at it"),
    }

    class Meta:
        ordering: ClassVar = ["made_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["answer", "by"],
                condition=Q(settled_at=None, by__isnull=False),
                name="one_person_has_one_text_beside_an_answer",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:40]
