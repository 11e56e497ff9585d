"""Sign-up, question, answer and entry."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samskap.gatherings.asking import Kind, kinds
from samskap.gatherings.models import Gathering, Participation
from samskap.privacy import Until, personal, plain, secret

ASKED = ("last_name", "organisation", "sector", "drive", "language", "consents")


def ask_all() -> list[str]:
    """The standard form asks for all of it; only the first name must be given."""
    return list(ASKED)


class SignUp(models.Model):
    """How people sign up for a gathering: when, how many, and what they are told (påmelding)."""

    gathering = models.OneToOneField(Gathering, on_delete=models.CASCADE, related_name="sign_up")
    opens_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    capacity = models.PositiveIntegerField(null=True, blank=True)
    message = models.TextField(blank=True, max_length=2000)
    asks = models.JSONField(default=ask_all, blank=True)
    needs_email = models.BooleanField(default=True)
    reminder_days = models.PositiveSmallIntegerField(null=True, blank=True, default=3)
    reminder_text = models.TextField(blank=True, max_length=2000)
    reminded_at = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar = {
        "gathering": plain("what people sign up for"),
        "opens_at": plain("from when people can sign up"),
        "closes_at": plain("until when people can sign up"),
        "capacity": plain("how many there is room for"),
        "message": plain("what those who sign up should know"),
        "asks": plain("what the organiser wants to know of everybody"),
        "needs_email": plain("whether an e-mail address must be given"),
        "reminder_days": plain("how many days before people are reminded"),
        "reminder_text": plain("the organiser's own words in the reminder"),
        "reminded_at": plain("so that people are reminded once"),
    }

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(opens_at=None) | Q(closes_at=None) | Q(opens_at__lt=F("closes_at")),
                name="sign_up_opens_before_it_closes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gathering}: {self.capacity or '∞'}"

    def is_open(self, now: datetime) -> bool:
        """Whether anybody can sign up at ``now``; if it is full, for the waiting list."""
        begun = self.opens_at is not None and self.opens_at <= now
        over = (self.closes_at is not None and self.closes_at <= now) or self.is_over(now)
        return begun and not over

    def is_over(self, now: datetime) -> bool:
        """Whether the gathering itself has begun or ended; then people come in at the door."""
        return self.gathering.closed_at is not None or self.gathering.starts_at <= now


class Question(models.Model):
    """Something the organiser asks those who sign up (spørsmål)."""

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveIntegerField(default=0)
    kind = models.CharField(max_length=30)
    label = models.CharField(max_length=200)
    help_text = models.CharField(max_length=300, blank=True)
    options = models.JSONField(default=list, blank=True)
    is_required = models.BooleanField(default=False)
    for_the_day = models.BooleanField(default=False)

    privacy: ClassVar = {
        "gathering": plain("for which gathering it is asked"),
        "position": plain("its place in the form"),
        "kind": plain("how it is answered"),
        "label": plain("what is asked"),
        "help_text": plain("what is meant"),
        "options": plain("what there is to choose from"),
        "is_required": plain("whether it must be answered"),
        "for_the_day": plain("whether the answers may be shown on the day, without names"),
    }

    class Meta:
        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(label=""), name="a_question_asks_something")]

    def __str__(self) -> str:
        return self.label

    @property
    def how(self) -> Kind | None:
        """Its kind; none if the app that had it is gone."""
        return kinds().get(self.kind)


class Answer(models.Model):
    """What one person answered (svar); one line for each part of the answer."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="answers")
    person = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="answers")
    text = models.TextField(max_length=2000)
    given_at = models.DateTimeField(default=timezone.now)
    shared_at = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar = {
        "question": personal("what was asked"),
        "person": personal("who answered"),
        "text": personal("what the person answered"),
        "given_at": personal("when it was answered"),
        "shared_at": plain("when it was put on the wall of the day"),
    }

    class Meta:
        ordering: ClassVar = ["given_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["question", "person"], name="a_question_is_answered_once"),
            models.CheckConstraint(condition=~Q(text=""), name="an_answer_says_something"),
        ]

    def __str__(self) -> str:
        return self.text


class How(models.TextChoices):
    """How somebody came on the list."""

    THEMSELVES = "themselves", _("signed up")
    BY_HAND = "by hand", _("added by hand")
    IMPORTED = "imported", _("from a file")


class Entry(models.Model):
    """That somebody is on the list, and how they came there (oppføring)."""

    person = models.OneToOneField(Participation, on_delete=models.CASCADE, related_name="entry")
    how = models.CharField(max_length=12, choices=How.choices, default=How.THEMSELVES)
    key = models.CharField(max_length=64, unique=True, null=True, blank=True)

    privacy: ClassVar = {
        "person": personal("who is on the list"),
        "how": personal("how the person came on the list"),
        "key": secret("to know a sign-up that is sent twice"),
    }

    def __str__(self) -> str:
        return f"{self.person}: {self.get_how_display()}"


class Upload(models.Model):
    """A file of people that waits to be looked at and imported (opplasting). It goes the next day, imported or not."""

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="uploads")
    name = models.CharField(max_length=120)
    table = models.JSONField()
    made_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True, blank=True)
    count = models.PositiveIntegerField(default=0)

    privacy: ClassVar = {
        "gathering": plain("whose list it is for"),
        "name": plain("what the file was called"),
        "table": personal("who is to be put on the list", until=Until.USED),
        "made_at": plain("so that it goes the next day"),
        "done_at": plain("so that it is imported once"),
        "count": plain("how many were put on the list"),
    }

    def __str__(self) -> str:
        return self.name
