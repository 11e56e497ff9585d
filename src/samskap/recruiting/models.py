"""Page, appeal, invitation, trial, contact and target."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samskap.gatherings.models import Gathering
from samskap.letters.models import Letter
from samskap.people.models import Sector
from samskap.privacy import personal, plain, secret


class Audience(models.TextChoices):
    """Whom a text is written for: the sectors that are invited, each for its own reasons (målgruppe)."""

    BUSINESS = Sector.BUSINESS.value, Sector.BUSINESS.label
    VOLUNTARY = Sector.VOLUNTARY.value, Sector.VOLUNTARY.label
    PUBLIC = Sector.PUBLIC.value, Sector.PUBLIC.label
    RESIDENT = Sector.RESIDENT.value, Sector.RESIDENT.label


class InvitePage(models.Model):
    """The public page of a gathering (invitasjonsside)."""

    gathering = models.OneToOneField(Gathering, on_delete=models.CASCADE, related_name="invite_page")
    intro = models.TextField(blank=True, max_length=3000)
    practical = models.TextField(blank=True, max_length=2000)
    invited_by = models.CharField(max_length=200, blank=True)
    share_text = models.CharField(max_length=300, blank=True)
    file = models.FileField(upload_to="recruiting/", max_length=100, blank=True)
    alt = models.CharField(max_length=200, blank=True)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    published_at = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar = {
        "gathering": plain("which gathering it is for"),
        "intro": plain("what people come to"),
        "practical": plain("what people should know: food, access, how to get there"),
        "invited_by": plain("who invites"),
        "share_text": plain("a few words to share"),
        "file": plain("the picture of the page"),
        "alt": plain("what the picture shows, for those who can't see it"),
        "width": plain("how wide the picture is"),
        "height": plain("how high the picture is"),
        "published_at": plain("since when anybody can read it"),
    }

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(file="") | ~Q(alt=""), name="a_picture_says_what_it_shows"),
        ]

    def __str__(self) -> str:
        return str(self.gathering)


class Appeal(models.Model):
    """The organiser's own words to one audience in one language; until then, ours are used (invitasjonstekst)."""

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="appeals")
    audience = models.CharField(max_length=12, choices=Audience.choices)
    language = models.CharField(max_length=5)
    subject = models.CharField(max_length=200)
    text = models.TextField(max_length=5000)

    privacy: ClassVar = {
        "gathering": plain("which gathering it invites to"),
        "audience": plain("whom it is written for"),
        "language": plain("which language it is in"),
        "subject": plain("what the letter is called"),
        "text": plain("what the letter says"),
    }

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["gathering", "audience", "language"], name="an_audience_has_one_text_in_each_language"
            ),
        ]

    def __str__(self) -> str:
        return self.subject


class Invitation(models.Model):
    """Somebody who is invited by e-mail, and how it went (invitasjon)."""

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="invitations")
    name = models.CharField(max_length=120, blank=True)
    email = models.EmailField()
    audience = models.CharField(max_length=12, choices=Audience.choices)
    language = models.CharField(max_length=5, default="nb")
    made_at = models.DateTimeField(default=timezone.now)
    letter = models.ForeignKey(Letter, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    reminder = models.ForeignKey(Letter, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    privacy: ClassVar = {
        "gathering": plain("what the person is invited to"),
        "name": personal("to greet the person by name"),
        "email": personal("to invite the person"),
        "audience": personal("to say what is worth saying to the person"),
        "language": personal("to write in the person's language"),
        "made_at": plain("to list the newest first"),
        "letter": personal("how it went with the invitation"),
        "reminder": personal("how it went with the reminder"),
    }

    class Meta:
        ordering: ClassVar = ["-made_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint("gathering", Lower("email"), name="somebody_is_invited_once"),
        ]

    def __str__(self) -> str:
        return self.name or self.email


class Trial(models.Model):
    """A text sent to somebody who tries it before the others get it, and what they say of it (prøveleser)."""

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="trials")
    audience = models.CharField(max_length=12, choices=Audience.choices)
    name = models.CharField(max_length=120, blank=True)
    email = models.EmailField()
    language = models.CharField(max_length=5)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    token_hash = models.CharField(max_length=64, unique=True)
    sent_at = models.DateTimeField(default=timezone.now)
    comment = models.TextField(blank=True, max_length=3000)
    commented_at = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar = {
        "gathering": plain("what the text invites to"),
        "audience": plain("whom the text is written for"),
        "name": personal("to greet the trial reader by name"),
        "email": personal("to send the text to the trial reader"),
        "language": plain("which language it is in"),
        "subject": plain("what the trial reader saw"),
        "text": plain("what the trial reader saw"),
        "token_hash": secret("to know the trial reader's link again"),
        "sent_at": plain("when it was sent"),
        "comment": personal("what the trial reader said"),
        "commented_at": plain("when the trial reader said it"),
    }

    class Meta:
        ordering: ClassVar = ["-sent_at", "-pk"]

    def __str__(self) -> str:
        return self.name or self.email


class Reply(models.TextChoices):
    """What somebody said who was called."""

    COMES = "comes", _("will come")
    MAYBE = "maybe", _("maybe")
    NO = "no", _("can't come")
    NOT_REACHED = "not-reached", _("not reached")


class Contact(models.Model):
    """A key person to contact in person, and how that went (nøkkelperson)."""

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="contacts")
    name = models.CharField(max_length=120)
    organisation = models.CharField(max_length=120, blank=True)
    sector = models.CharField(max_length=12, choices=Sector.choices, default=Sector.OTHER)
    phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    caller = models.CharField(max_length=100, blank=True)
    called_at = models.DateTimeField(null=True, blank=True)
    reply = models.CharField(max_length=12, choices=Reply.choices, blank=True)
    said = models.TextField(blank=True, max_length=2000)
    next_step = models.CharField(max_length=200, blank=True)
    next_on = models.DateField(null=True, blank=True)

    privacy: ClassVar = {
        "gathering": plain("what the person is asked to come to"),
        "name": personal("whom to contact"),
        "organisation": personal("where the person comes from"),
        "sector": personal("to see which sectors have been asked"),
        "phone": personal("to call the person"),
        "email": personal("to write to the person"),
        "caller": personal("who makes the contact"),
        "called_at": personal("when the person was called"),
        "reply": personal("whether the person will come"),
        "said": personal("what the person said"),
        "next_step": personal("what is to be done next"),
        "next_on": personal("when it is to be done"),
    }

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(reply="") | Q(called_at__isnull=False), name="only_who_was_called_has_replied"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Target(models.Model):
    """How many are wanted from a sector (måltall)."""

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="targets")
    sector = models.CharField(max_length=12, choices=Sector.choices)
    wanted = models.PositiveIntegerField()

    privacy: ClassVar = {
        "gathering": plain("which gathering it is for"),
        "sector": plain("which sector it is about"),
        "wanted": plain("how many are wanted"),
    }

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["gathering", "sector"], name="a_sector_has_one_target"),
        ]

    def __str__(self) -> str:
        return f"{self.sector}: {self.wanted}"
