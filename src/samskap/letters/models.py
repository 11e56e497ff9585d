"""Letter, enclosure, and who wants no more of them."""

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samskap.gatherings.models import Gathering, Participation
from samskap.people.models import Organisation
from samskap.privacy import Until, personal, plain

KINDS: dict[str, str | Promise] = {
    "invitation": _("invitation"),
    "confirmation": _("confirmation"),
    "reminder": _("reminder"),
    "report": _("report"),
    "follow-up": _("follow-up"),
    "access": _("access"),
    "sign-in": _("sign-in"),
}


def new_message_id() -> str:
    """Make the part of a Message-ID that is this letter's own."""
    return uuid4().hex


class Letters(models.QuerySet["Letter"]):
    """Letters, by how it went with them."""

    def on_their_way(self) -> "Letters":
        """Those that wait to be sent, or to be tried again (venter)."""
        return self.filter(sent_at=None, failed_at=None, withheld_at=None)

    def sent(self) -> "Letters":
        """Those that the mail server has taken, and that have not come back (sendt)."""
        return self.filter(sent_at__isnull=False, failed_at=None, bounced_at=None)

    def failed(self) -> "Letters":
        """Those that the mail server refused, or that it never answered for (ikke sendt)."""
        return self.filter(failed_at__isnull=False)

    def bounced(self) -> "Letters":
        """Those that came back later (kommet i retur)."""
        return self.filter(bounced_at__isnull=False)

    def withheld(self) -> "Letters":
        """Those that were never sent, because the one they are for wants no more of them (holdt tilbake)."""
        return self.filter(withheld_at__isnull=False)


class Letter(models.Model):
    """One e-mail to one person (brev). How it stands is said by times."""

    gathering = models.ForeignKey(Gathering, null=True, blank=True, on_delete=models.CASCADE, related_name="letters")
    person = models.ForeignKey(Participation, null=True, blank=True, on_delete=models.CASCADE, related_name="letters")
    kind = models.CharField(max_length=40, blank=True)
    key = models.CharField(max_length=120, blank=True)
    to = models.EmailField()
    name = models.CharField(max_length=120, blank=True)
    reply_to = models.EmailField(blank=True)
    language = models.CharField(max_length=5, default="nb")
    subject = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    calendar = models.TextField(blank=True)
    unsubscribe = models.CharField(max_length=40, blank=True)
    urgent = models.BooleanField(default=False)
    confidential = models.BooleanField(default=False)
    message_id = models.CharField(max_length=32, unique=True, default=new_message_id)
    posted_at = models.DateTimeField(default=timezone.now)
    tried_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    bounced_at = models.DateTimeField(null=True, blank=True)
    withheld_at = models.DateTimeField(null=True, blank=True)
    trouble = models.TextField(blank=True)

    objects: ClassVar = Letters.as_manager()

    privacy: ClassVar = {
        "gathering": plain("which gathering it is about"),
        "person": personal("whom it is for"),
        "kind": plain("what sort of letter it is"),
        "key": plain("so that it is posted once"),
        "to": personal("where to send it"),
        "name": personal("to address it by name"),
        "reply_to": personal("who gets the answer"),
        "language": personal("to write in the person's language"),
        "subject": personal("what it is about"),
        "text": personal("what it says; removed after 90 days"),
        "calendar": plain("the hours, for the person's calendar; removed after 90 days"),
        "unsubscribe": plain("which sort of letters one can say no to"),
        "urgent": plain("whether somebody sits and waits for it"),
        "confidential": plain("whether it holds a key to a door, and is not shown to organisers"),
        "message_id": plain("so that it is one letter, also when it is sent a second time"),
        "posted_at": plain("when it was written"),
        "tried_at": plain("when the mail server was last asked"),
        "tries": plain("how many times it has been tried"),
        "sent_at": personal("when the mail server took it"),
        "failed_at": personal("when it was given up"),
        "bounced_at": personal("when it came back"),
        "withheld_at": personal("that the person wanted no more letters of this kind"),
        "trouble": personal("why it did not arrive"),
    }

    class Meta:
        ordering: ClassVar = ["-posted_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["key"], condition=~Q(key=""), name="a_letter_is_posted_once"),
            models.CheckConstraint(
                condition=Q(withheld_at=None) | Q(sent_at=None), name="a_letter_that_is_withheld_is_not_sent"
            ),
            models.CheckConstraint(
                condition=Q(bounced_at=None) | Q(sent_at__isnull=False), name="only_a_letter_that_was_sent_comes_back"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["gathering", "-posted_at"], name="letters_of_a_gathering")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def state(self) -> str:
        """How it stands, in one word: ``waiting``, ``sent``, ``failed``, ``bounced`` or ``withheld``."""
        if self.withheld_at is not None:
            return "withheld"
        if self.bounced_at is not None:
            return "bounced"
        if self.failed_at is not None:
            return "failed"
        return "sent" if self.sent_at is not None else "waiting"

    @property
    def kind_name(self) -> str | Promise:
        """What sort of letter it is, in words."""
        return KINDS.get(self.kind, "")


class Enclosure(models.Model):
    """A file that goes with a letter (vedlegg). The same file is kept once, however many get it."""

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="enclosures")
    name = models.CharField(max_length=120)
    mime = models.CharField(max_length=100)
    file = models.CharField(max_length=100)

    privacy: ClassVar = {
        "letter": plain("which letter it goes with"),
        "name": plain("what the file is called"),
        "mime": plain("what kind of file it is"),
        "file": personal("where it is kept; removed after 90 days"),
    }

    class Meta:
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [models.Index(fields=["file"], name="letters_with_a_file")]

    def __str__(self) -> str:
        return self.name


class Unsubscribed(models.Model):
    """Somebody who wants no more letters of one kind, from one organisation or from all (reservasjon)."""

    address_hash = models.CharField(max_length=64)
    kind = models.CharField(max_length=40)
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField(default=timezone.now)

    privacy: ClassVar = {
        "address_hash": personal("to know the address again without keeping it", until=Until.USED),
        "kind": personal("what the person wants no more of", until=Until.USED),
        "organisation": personal("from whom", until=Until.USED),
        "since": plain("when they said so", until=Until.USED),
    }

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["address_hash", "kind", "organisation"], name="one_says_no_to_an_organisation_once"
            ),
            models.UniqueConstraint(
                fields=["address_hash", "kind"], condition=Q(organisation=None), name="one_says_no_to_all_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.since:%Y-%m-%d}"
