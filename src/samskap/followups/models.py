"""What was promised, who keeps it, how it has gone, and when they are asked."""

from datetime import date, datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samskap.cards.models import Card
from samskap.circles.models import Circle
from samskap.gatherings.models import Block, Gathering, Participation
from samskap.people.models import Organisation
from samskap.privacy import Until, personal, plain, secret

TEXT_MAX = 500
WHY_MAX = 1000


class Status(models.TextChoices):
    """How it has gone with a promise (status)."""

    OPEN = "open", pgettext_lazy("of a promise", "Open")
    UNDER_WAY = "under-way", _("Under way")
    DONE = "done", _("Done")
    NOT_FEASIBLE = "not-feasible", _("Could not be done")
    NEVER_STARTED = "never-started", _("Never started")


UNSETTLED = (Status.OPEN, Status.UNDER_WAY, Status.NEVER_STARTED)
ANSWERS = (Status.DONE, Status.UNDER_WAY, Status.NOT_FEASIBLE, Status.NEVER_STARTED)


class Sort(models.TextChoices):
    """What sort of promise it is."""

    ACTION = "action", _("Action")
    AGREEMENT = "agreement", _("Agreement")
    MICRO_ACTION = "micro-action", _("Micro-action")


class SeenBy(models.TextChoices):
    """Who may see a promise."""

    EVERYBODY = "everybody", _("Everybody who took part")
    PARTIES = "parties", _("Those it concerns, and the organisers")
    ORGANISERS = "organisers", _("The organisers only")


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    """Promises as they are asked for."""

    def standing(self) -> "CommitmentQuerySet":
        """Promises that nobody has taken off the board."""
        return self.filter(removed_at=None)

    def unsettled(self) -> "CommitmentQuerySet":
        """Promises that it still makes sense to ask about."""
        return self.standing().filter(status__in=UNSETTLED)

    def overdue(self, today: date) -> "CommitmentQuerySet":
        """Unsettled promises whose date has passed."""
        return self.unsettled().filter(due__lt=today)


class Commitment(models.Model):
    """A promise as the follow-up knows it (løfte): taken over from a block, or written by an organiser."""

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="commitments")
    block = models.ForeignKey(Block, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    key = models.CharField(max_length=40, blank=True)
    text = models.CharField(max_length=TEXT_MAX)
    sort = models.CharField(max_length=12, choices=Sort.choices, default=Sort.ACTION)
    name = models.CharField(max_length=120, blank=True)
    giving = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    receiving = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    card = models.ForeignKey(Card, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    circle = models.ForeignKey(Circle, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    due = models.DateField(null=True, blank=True)
    seen_by = models.CharField(max_length=10, choices=SeenBy.choices, default=SeenBy.EVERYBODY)
    status = models.CharField(max_length=14, choices=Status.choices, default=Status.OPEN)
    why = models.TextField(blank=True, max_length=WHY_MAX)
    needs = models.TextField(blank=True, max_length=WHY_MAX)
    answered_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    asked_on_due = models.DateField(null=True, blank=True)
    carried = models.OneToOneField(Card, null=True, blank=True, on_delete=models.SET_NULL, related_name="carried_from")

    objects: ClassVar[models.Manager["Commitment"]] = CommitmentQuerySet.as_manager()

    privacy: ClassVar = {
        "gathering": plain("where it was promised"),
        "block": plain("in which block it was promised"),
        "key": plain("so that a promise is taken over once"),
        "text": personal("what somebody said they would do"),
        "sort": plain("which sort of promise it is"),
        "name": personal("who keeps it, when that is somebody without a place in the gathering"),
        "giving": plain("which organisation gives something"),
        "receiving": plain("which organisation gets something"),
        "card": plain("what it is about"),
        "circle": plain("in which group it was promised"),
        "due": plain("by when it is to be done"),
        "seen_by": plain("who may see it"),
        "status": plain("how it has gone"),
        "why": personal("why it was not done, in the words of the one who was asked"),
        "needs": personal("what it would take, in the words of the one who was asked"),
        "answered_at": plain("when somebody last said how it goes"),
        "made_at": plain("when it was taken over"),
        "changed_at": plain("whether an organiser has changed it"),
        "removed_at": plain("whether an organiser has taken it off the board"),
        "asked_on_due": plain("so that each date is asked about once"),
        "carried": plain("the card it became in the next gathering"),
    }

    class Meta:
        ordering: ClassVar = ["due", "made_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["block", "key"], condition=~Q(key=""), name="a_promise_is_taken_over_once"),
            models.CheckConstraint(condition=~Q(text=""), name="a_promise_says_something"),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_settled(self) -> bool:
        """Whether there is nothing more to ask."""
        return self.status not in UNSETTLED

    @property
    def people(self) -> models.QuerySet[Participation]:
        """Those it concerns."""
        return Participation.objects.filter(parties__commitment=self)

    def is_overdue(self, today: date) -> bool:
        """Whether its date has passed while it was not settled."""
        return self.due is not None and self.due < today and not self.is_settled


class Side(models.TextChoices):
    """Which side of a promise somebody is on."""

    KEEPS = "keeps", _("Will do it")
    RECEIVES = "receives", _("Gets something from it")


class Party(models.Model):
    """Somebody a promise concerns (part), and the key to their own link for answering."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="parties")
    person = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="parties")
    side = models.CharField(max_length=8, choices=Side.choices, default=Side.KEEPS)
    token_hash = models.CharField(max_length=64, unique=True, null=True, blank=True)
    open_until = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar = {
        "commitment": personal("which promise it is"),
        "person": personal("whom the promise concerns"),
        "side": personal("whether the person does it or gets something from it"),
        "token_hash": secret("to know the person's link for answering", until=Until.GATHERING_FORGOTTEN),
        "open_until": plain("so that an old link answers nothing"),
    }

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["commitment", "person"], name="a_person_is_in_a_promise_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.commitment}"


class Happened(models.TextChoices):
    """What can happen to a promise after the day."""

    ASKED = "asked", _("Was asked by e-mail")
    ANSWERED = "answered", _("Answered")
    CALLED = "called", _("Was called")
    WRITTEN = "written", _("Was written to")
    NOTED = "noted", _("Noted by an organiser")
    CHANGED = "changed", _("Changed by an organiser")
    CARRIED = "carried", _("Taken along to the next gathering")


class Entry(models.Model):
    """Something that happened to a promise: it was asked about, answered, called about (hendelse). Only added."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="entries")
    what = models.CharField(max_length=10, choices=Happened.choices)
    status = models.CharField(max_length=14, choices=Status.choices, blank=True)
    text = models.TextField(blank=True, max_length=WHY_MAX)
    by = models.ForeignKey(Participation, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    privacy: ClassVar = {
        "commitment": plain("which promise it happened to"),
        "what": plain("what happened"),
        "status": plain("what was answered"),
        "text": personal("what was said"),
        "by": personal("which participant answered or was asked"),
        "user": personal("which organiser did it"),
        "at": plain("when it happened"),
    }

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_what_display()} {self.at:%Y-%m-%d}"


class Schedule(models.Model):
    """How a gathering is followed up (oppfølgingsplan); made when it closes."""

    gathering = models.OneToOneField(Gathering, on_delete=models.CASCADE, related_name="schedule")
    at_due = models.BooleanField(default=True)
    paused_at = models.DateTimeField(null=True, blank=True)
    collected_at = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar = {
        "gathering": plain("which gathering is followed up"),
        "at_due": plain("whether people are asked when the date of a promise has passed"),
        "paused_at": plain("whether nobody is asked for the time being"),
        "collected_at": plain("when the promises were last taken over from the blocks"),
    }

    def __str__(self) -> str:
        return f"{self.gathering}"


class Ask(models.Model):
    """A time at which all who have promised something are asked how it goes (spørrerunde)."""

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="asks")
    months = models.PositiveIntegerField()
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    skipped_at = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar = {
        "gathering": plain("which gathering is followed up"),
        "months": plain("how many months after the day people are asked"),
        "due_at": plain("when people are asked"),
        "sent_at": plain("when people were asked"),
        "skipped_at": plain("whether the time had passed long before"),
    }

    class Meta:
        ordering: ClassVar = ["due_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["gathering", "months"], name="people_are_asked_once_after_so_many_months"),
        ]

    def __str__(self) -> str:
        return f"{self.gathering} +{self.months}"

    def is_coming(self, now: datetime) -> bool:
        """Whether it is still to come."""
        return self.sent_at is None and self.skipped_at is None and self.due_at > now
