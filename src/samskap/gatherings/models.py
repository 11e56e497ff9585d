"""Gathering, room, block, participation, membership and pass."""

import secrets
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samskap.design.icons import SHAPES
from samskap.people.models import Organisation, Sector
from samskap.people.tokens import new_token
from samskap.privacy import Until, personal, plain, secret
from samskap.timing.clock import seconds_left

CODE_LETTERS = "BCDFGHJKLMNPQRSTVWXZ23456789"  # no vowels, so no words; no 0/O or 1/I


def new_code() -> str:
    """Make a short code that can be read aloud and typed on a phone (six signs, 480 million codes)."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(6))


class Gathering(models.Model):
    """People who meet to make something together (samling)."""

    slug = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=120)
    purpose = models.TextField(blank=True, max_length=2000)
    theme = models.CharField(max_length=200, blank=True)
    burning_question = models.CharField(max_length=300, blank=True)
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    place = models.CharField(max_length=120, blank=True)
    starts_at = models.DateTimeField()
    expected = models.PositiveIntegerField(default=48)
    rounds = models.PositiveIntegerField(default=3)
    recipe = models.CharField(max_length=40, blank=True)
    approves_first = models.BooleanField(default=False)
    code = models.CharField(max_length=8, unique=True, default=new_code)
    join_token = models.CharField(max_length=40, unique=True, default=new_token)
    on_stage = models.ForeignKey("Block", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    step = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    blanked_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    made_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="continued_by")
    forget_on = models.DateField(null=True, blank=True)

    privacy: ClassVar = {
        "slug": plain("the address of the gathering"),
        "title": plain("what it is called"),
        "purpose": plain("why people meet"),
        "theme": plain("what it is about"),
        "burning_question": plain("what is asked"),
        "organisation": plain("who invites"),
        "place": plain("where to go"),
        "starts_at": plain("when to come"),
        "expected": plain("to plan rooms and groups"),
        "rounds": plain("how many rounds of group work the agenda wall has"),
        "recipe": plain("which method it was made from"),
        "approves_first": plain("whether notes wait for the facilitator before they are shown"),
        "code": secret("to join by typing"),
        "join_token": secret("to join by QR code"),
        "on_stage": plain("where everybody is"),
        "step": plain("so that two who press next move one step, not two"),
        "opened_at": plain("when the doors opened"),
        "closed_at": plain("when it ended"),
        "blanked_at": plain("whether the screen is dark"),
        "made_at": plain("to sort the list of gatherings"),
        "made_from": plain("which earlier gathering it was planned from, and carries on"),
        "forget_on": plain("the date on which the people of the gathering are forgotten"),
    }

    class Meta:
        ordering: ClassVar = ["-starts_at"]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Whether people can join and take part now."""
        return self.opened_at is not None and self.closed_at is None


class Room(models.Model):
    """A room, a corner or a table where a group can be (rom)."""

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="rooms")
    name = models.CharField(max_length=40)
    seats = models.PositiveIntegerField(default=12)
    position = models.PositiveIntegerField(default=0)

    privacy: ClassVar = {
        "gathering": plain("whose room it is"),
        "name": plain("to find it"),
        "seats": plain("to see what fits"),
        "position": plain("its place on the wall"),
    }

    class Meta:
        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["gathering", "name"], name="a_room_has_a_name_of_its_own"),
        ]

    def __str__(self) -> str:
        return self.name


class Block(models.Model):
    """One line of the run sheet: an activity with its time (bolk)."""

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="blocks")
    position = models.PositiveIntegerField(default=0)
    kind = models.CharField(max_length=30)
    title = models.CharField(max_length=120)
    minutes = models.PositiveIntegerField(default=10)
    settings = models.JSONField(default=dict, blank=True)
    source = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="feeds")
    responsible = models.CharField(max_length=100, blank=True)
    materials = models.CharField(max_length=200, blank=True)
    remarks = models.TextField(blank=True, max_length=2000)
    opened_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    paused_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    skipped_at = models.DateTimeField(null=True, blank=True)
    starts_at = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar = {
        "gathering": plain("whose run sheet it is on"),
        "position": plain("its place on the run sheet"),
        "kind": plain("which activity it is"),
        "title": plain("what it is called"),
        "minutes": plain("how long it is planned to last"),
        "settings": plain("what the organiser chose for it"),
        "source": plain("the block it takes its material from"),
        "responsible": personal("who leads it"),
        "materials": plain("what is needed"),
        "remarks": plain("the organiser's notes to self"),
        "opened_at": plain("when it began"),
        "ends_at": plain("when its clock runs out"),
        "paused_at": plain("whether its clock stands still"),
        "closed_at": plain("when it ended"),
        "skipped_at": plain("whether it was dropped on the day"),
        "starts_at": plain("the hour it is locked to, when it must not follow from the block before"),
    }

    class Meta:
        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=600), name="a_block_lasts_1_to_600_minutes"
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(opened_at__lte=F("closed_at")), name="a_block_opens_before_it_closes"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Whether people can act in the block now: it has begun and not been closed."""
        return self.opened_at is not None and self.closed_at is None

    @property
    def paused_left(self) -> float | None:
        """Seconds left on a clock that stands still; nothing when it runs."""
        return seconds_left(self.ends_at, self.paused_at)

    def setting(self, name: str, default: Any = None) -> Any:
        """Return what the organiser chose for ``name``."""
        return self.settings.get(name, default)


class Leads(models.TextChoices):
    """Whether somebody leads a group on the day (gruppeleder)."""

    NOT_ASKED = "", _("not asked")
    ASKED = "asked", _("asked")
    YES = "yes", _("said yes")
    NO = "no", _("said no")


class People(models.QuerySet["Participation"]):
    """Those who have signed up for a gathering, are there, or were."""

    def came(self) -> "People":
        """Those who have been there, also if they have gone (oppmøtt)."""
        return self.filter(arrived_at__isnull=False)

    def here(self) -> "People":
        """Those who are there now (til stede)."""
        return self.came().filter(left_at=None)

    def expected(self) -> "People":
        """Those who have a place and have not come yet (ventes)."""
        return self.filter(arrived_at=None, cancelled_at=None, waiting_since=None)

    def waiting(self) -> "People":
        """The waiting list, the first in line first (venteliste)."""
        return self.filter(arrived_at=None, cancelled_at=None, waiting_since__isnull=False).order_by(
            "waiting_since", "pk"
        )

    def leading(self) -> "People":
        """Those who have said yes to leading a group (gruppeledere)."""
        return self.filter(leads=Leads.YES)

    def coming(self) -> "People":
        """Those who have a place, whether they have come yet or not (påmeldt)."""
        return self.filter(cancelled_at=None, waiting_since=None)


class Participation(models.Model):
    """One person's place in one gathering, from signing up to the follow-up (deltakelse). Nobody needs an account.

    Somebody who has signed up has no `arrived_at`; at the door they get one. Whoever joins on the spot has it at once.
    """

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="people")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="participations"
    )
    first_name = models.CharField(max_length=40)
    last_name = models.CharField(max_length=60, blank=True)
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    sector = models.CharField(max_length=12, choices=Sector.choices, default=Sector.OTHER)
    drive = models.CharField(max_length=80, blank=True)
    shape = models.CharField(max_length=10, blank=True)
    leads = models.CharField(max_length=5, blank=True, choices=Leads.choices, default=Leads.NOT_ASKED)
    language = models.CharField(max_length=5, default="nb")
    token_hash = models.CharField(max_length=64, unique=True, null=True, blank=True)
    email = models.EmailField(blank=True)
    link_hash = models.CharField(max_length=64, unique=True, null=True, blank=True)
    joined_at = models.DateTimeField(default=timezone.now)
    place = models.PositiveIntegerField(null=True, blank=True)
    waiting_since = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    arrived_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)
    touched_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar = People.as_manager()

    privacy: ClassVar = {
        "gathering": personal("which gathering the person is in"),
        "user": personal("the account, for those who have one"),
        "first_name": personal("to be called by name"),
        "last_name": personal("to tell two with the same first name apart"),
        "organisation": personal("to mix people and to show who was there"),
        "sector": personal("to mix and count the sectors"),
        "drive": personal("what drives the person, in their own words, shown to the others"),
        "shape": personal("the shape on the badge: which mixed group the person starts in"),
        "leads": personal("whether the person has been asked to lead a group, and what they said"),
        "language": personal("to write in the person's language"),
        "token_hash": secret("to know the person's phone again", until=Until.GATHERING_FORGOTTEN),
        "email": personal("to send what the person asked for: confirmation, report, reminders"),
        "link_hash": secret("to know the person's own link again", until=Until.GATHERING_FORGOTTEN),
        "joined_at": personal("to see who signed up or came, and when"),
        "place": personal("so that no more people get a place than there are places"),
        "waiting_since": personal("whose turn it is on the waiting list"),
        "cancelled_at": personal("to see who will not come after all"),
        "arrived_at": personal("to see who has come"),
        "seen_at": personal("so that the facilitator sees who has dropped out"),
        "touched_at": personal("to tell the person's phone that something of theirs has changed"),
        "left_at": personal("to see who has gone"),
    }

    class Meta:
        ordering: ClassVar = ["first_name", "pk"]
        indexes: ClassVar = [models.Index(fields=["gathering", "touched_at"])]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["gathering", "place"], name="a_place_is_taken_once"),
            models.CheckConstraint(
                condition=Q(place=None) | Q(waiting_since=None, cancelled_at=None),
                name="who_waits_or_has_cancelled_takes_no_place",
            ),
            models.CheckConstraint(
                condition=Q(arrived_at=None) | Q(waiting_since=None, cancelled_at=None),
                name="who_has_come_neither_waits_nor_has_cancelled",
            ),
            models.CheckConstraint(
                condition=Q(token_hash=None) | Q(arrived_at__isnull=False), name="a_phone_is_given_at_the_door"
            ),
            models.CheckConstraint(
                condition=Q(shape__in=["", *SHAPES]), name="a_person_has_a_shape_that_can_be_drawn_or_none"
            ),
            models.CheckConstraint(condition=Q(leads__in=Leads.values), name="a_person_leads_or_not_or_is_asked"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name others see."""
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def is_here(self) -> bool:
        """Whether the person has come and not gone."""
        return self.arrived_at is not None and self.left_at is None


class Role(models.TextChoices):
    """What somebody may do in a gathering (rolle)."""

    ORGANISER = "organiser", _("Organiser")
    FACILITATOR = "facilitator", _("Facilitator")
    HOST = "host", _("Host")
    BROKER = "broker", _("Broker")
    HELPER = "helper", _("Helper")
    PARTICIPANT = "participant", _("Participant")
    SCREEN = "screen", _("Big screen")
    TABLET = "tablet", _("Tablet at the door")


class Membership(models.Model):
    """An account's role in a gathering (medlemskap)."""

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=12, choices=Role.choices)

    privacy: ClassVar = {
        "gathering": personal("where the role counts"),
        "user": personal("who has the role"),
        "role": personal("what the person may do"),
    }

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["gathering", "user", "role"], name="a_role_is_given_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"


class Pass(models.Model):
    """A link that gives whoever holds it a role without an account: a second desk, a projector (adgangslenke)."""

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="passes")
    role = models.CharField(max_length=12, choices=Role.choices)
    label = models.CharField(max_length=60, blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    LASTS: ClassVar = timedelta(days=30)

    privacy: ClassVar = {
        "gathering": plain("where the pass counts"),
        "role": plain("what the holder may do"),
        "label": personal("whom the pass was made for"),
        "token_hash": secret("to know the pass again"),
        "made_at": plain("to tell passes apart"),
        "expires_at": plain("so that an old pass opens nothing"),
        "revoked_at": plain("so that a pass can be taken back"),
    }

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.label}".strip()

    def is_valid(self, now: datetime) -> bool:
        """Whether the pass opens its door at ``now``."""
        return self.revoked_at is None and now < self.expires_at


class OwnRecipe(models.Model):
    """A run sheet that somebody has saved, to plan the next gathering from (egen oppskrift)."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="recipes")
    name = models.CharField(max_length=80)
    data = models.JSONField(default=dict)
    made_at = models.DateTimeField(default=timezone.now)

    privacy: ClassVar = {
        "user": personal("whose recipe it is", until=Until.ACCOUNT_CLOSED),
        "name": plain("to find it again", until=Until.ACCOUNT_CLOSED),
        "data": plain("the blocks, without who leads them", until=Until.ACCOUNT_CLOSED),
        "made_at": plain("to show the newest first", until=Until.ACCOUNT_CLOSED),
    }

    class Meta:
        ordering: ClassVar = ["-made_at"]

    def __str__(self) -> str:
        return self.name


class Owner(models.Model):
    """An organisation that runs a gathering, alone or together with others (eier)."""

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="owners")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="owned")
    since = models.DateTimeField(default=timezone.now)

    privacy: ClassVar = {
        "gathering": plain("what is run"),
        "organisation": plain("who runs it"),
        "since": plain("to list the first owner first"),
    }

    class Meta:
        ordering: ClassVar = ["since", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["gathering", "organisation"], name="an_organisation_owns_a_gathering_once"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.gathering}"


class Purpose(models.TextChoices):
    """What somebody can say yes to (samtykke)."""

    REPORT = "report", _("get the report by e-mail")
    FOLLOW_UP = "follow-up", _("be asked by e-mail how it went with what I promised")
    NAME = "name", _("have my name in the report")
    PHOTOS = "photos", _("be seen in pictures in the report")
    PUBLISH = "publish", _("have my name in what is published openly")


class Consent(models.Model):
    """What somebody has said yes to, in which wording, and until when (samtykke)."""

    person = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=12, choices=Purpose.choices)
    version = models.PositiveIntegerField(default=1)
    given_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar = {
        "person": personal("who has consented"),
        "purpose": personal("what the person has said yes to"),
        "version": personal("which wording the person has seen"),
        "given_at": personal("when the person said yes"),
        "withdrawn_at": personal("when the person changed their mind"),
    }

    class Meta:
        ordering: ClassVar = ["given_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "purpose"], condition=Q(withdrawn_at=None), name="a_consent_is_given_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_purpose_display()}"
