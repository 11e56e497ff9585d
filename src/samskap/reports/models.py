"""What the organisers have chosen and written for the report, its editions, and what people say to it."""

import functools
from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone

from samskap.cards.models import Photo
from samskap.gatherings.models import Gathering, Participation
from samskap.privacy import personal, plain

TEXT_MAX = 20_000
COMMENT_MAX = 2_000


class ReportChoice(models.Model):
    """How one gathering's report is to be (rapportvalg). Without a row: names by consent, pictures, no comments."""

    gathering = models.OneToOneField(Gathering, on_delete=models.CASCADE, related_name="report_choice")
    names = models.BooleanField(default=True)
    pictures = models.BooleanField(default=True)
    introduction = models.TextField(blank=True, max_length=TEXT_MAX)
    comments_from = models.DateTimeField(null=True, blank=True)
    comments_until = models.DateTimeField(null=True, blank=True)
    comments_wait = models.BooleanField(default=False)
    told_at = models.DateTimeField(null=True, blank=True)
    published = models.ForeignKey("Edition", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    indexed = models.BooleanField(default=False)
    shares_data = models.BooleanField(default=True)
    licence = models.CharField(max_length=40, default="CC BY 4.0")

    privacy: ClassVar = {
        "gathering": plain("whose report it is"),
        "names": plain("whether the names of those who said yes stand in it"),
        "pictures": plain("whether pictures stand in it"),
        "introduction": plain("the organiser's own first words"),
        "comments_from": plain("from when people can comment"),
        "comments_until": plain("until when people can comment"),
        "comments_wait": plain("whether comments wait for the organiser before others see them"),
        "told_at": plain("when the organisers were last told about new comments"),
        "published": plain("which edition anybody can read"),
        "published_at": plain("when it was published"),
        "indexed": plain("whether search engines may list it"),
        "shares_data": plain("whether the open data is published with it"),
        "licence": plain("how others may use what is published"),
    }

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(comments_from=None) | Q(comments_until=None) | Q(comments_from__lt=F("comments_until")),
                name="comments_open_before_they_close",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gathering}: {'with' if self.names else 'without'} names"

    def takes_comments(self, now: datetime) -> bool:
        """Whether people can comment at ``now``."""
        return (
            self.comments_from is not None
            and self.comments_from <= now
            and (self.comments_until is None or now < self.comments_until)
        )


class Part(models.Model):
    """What the organiser has done with one part of the report (del): its place, its title, words before and after.

    It is kept apart from what the rooms make, so that the automatic part stays live until an edition is made. A part
    whose key begins with "text" is the organiser's own: its words are in ``before``.
    """

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="report_parts")
    key = models.CharField(max_length=40)
    position = models.PositiveIntegerField(null=True, blank=True)
    title = models.CharField(max_length=120, blank=True)
    before = models.TextField(blank=True, max_length=TEXT_MAX)
    after = models.TextField(blank=True, max_length=TEXT_MAX)
    left_out_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(default=timezone.now)

    privacy: ClassVar = {
        "gathering": plain("whose report it is in"),
        "key": plain("which part it is"),
        "position": plain("its place in the report"),
        "title": plain("what the organiser calls it"),
        "before": plain("the organiser's words before it"),
        "after": plain("the organiser's words after it"),
        "left_out_at": plain("when it was left out"),
        "changed_at": plain("so that two who write at once are told"),
    }

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["gathering", "key"], name="a_part_of_a_report_is_changed_in_one_place"),
        ]

    def __str__(self) -> str:
        return self.title or self.key


class PhotoNote(models.Model):
    """What the organiser says of a picture in the report: what it shows, or that it is left out."""

    photo = models.OneToOneField(Photo, on_delete=models.CASCADE, related_name="report_note")
    alt = models.CharField(max_length=300, blank=True)
    left_out_at = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar = {
        "photo": plain("which picture it is about"),
        "alt": personal("what it shows, for those who do not see it"),
        "left_out_at": plain("when it was left out of the report"),
    }

    def __str__(self) -> str:
        return self.alt


class Edition(models.Model):
    """The report as it was at one moment (utgave): frozen, numbered, and read for ever."""

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="editions")
    number = models.PositiveIntegerField()
    made_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    note = models.TextField(blank=True, max_length=2000)
    language = models.CharField(max_length=5, default="nb")
    content = models.JSONField(default=dict)
    changes = models.JSONField(default=list)
    sent_at = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar = {
        "gathering": plain("whose report it is"),
        "number": plain("to call it by"),
        "made_at": plain("when it was made"),
        "by": personal("who made it"),
        "note": plain("what the organiser says is new"),
        "language": plain("the language it is written in"),
        "content": personal("what stood in the report; a name is shown only while its owner says yes"),
        "changes": plain("what is new since the edition before"),
        "sent_at": plain("when it was sent to those who asked for it"),
    }

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["gathering", "number"], name="an_edition_has_a_number_of_its_own"),
        ]

    def __str__(self) -> str:
        return f"{self.gathering}, {self.number}"


class EditionFile(models.Model):
    """An edition as a file (PDF, Word or archive), made in the background."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="files")
    kind = models.CharField(max_length=12)
    file = models.FileField(upload_to="reports/%Y/%m/")
    bytes = models.PositiveBigIntegerField(default=0)
    fingerprint = models.CharField(max_length=64, blank=True)
    made_at = models.DateTimeField(default=timezone.now)

    privacy: ClassVar = {
        "edition": plain("which edition it holds"),
        "kind": plain("PDF, Word or archive"),
        "file": personal("the report, with the names of those who have said yes"),
        "bytes": plain("how big it is"),
        "fingerprint": plain("to see whether somebody's yes, or a picture, has been taken back since"),
        "made_at": plain("when it was made"),
    }

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "kind"], name="an_edition_is_kept_once_as_each_kind_of_file"),
        ]

    def __str__(self) -> str:
        return f"{self.edition}: {self.kind}"


class CommentQuerySet(models.QuerySet["Comment"]):
    """Comments as they are asked for."""

    def shown(self) -> "CommentQuerySet":
        """Those that everybody may see."""
        return self.filter(hidden_at=None, approved_at__isnull=False)

    def waiting(self) -> "CommentQuerySet":
        """Those that wait for the organiser."""
        return self.filter(hidden_at=None, approved_at=None)


class Comment(models.Model):
    """What somebody says to a part of the report, or adds to it (kommentar)."""

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="report_comments")
    key = models.CharField(max_length=40)
    title = models.CharField(max_length=120, blank=True)
    by = models.ForeignKey(
        Participation, null=True, blank=True, on_delete=models.SET_NULL, related_name="report_comments"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    named = models.BooleanField(default=False)
    text = models.TextField(max_length=COMMENT_MAX)
    made_at = models.DateTimeField(default=timezone.now)
    approved_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True, max_length=COMMENT_MAX)
    answered_at = models.DateTimeField(null=True, blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager["Comment"]] = CommentQuerySet.as_manager()

    privacy: ClassVar = {
        "gathering": plain("whose report it is about"),
        "key": plain("which part it is about"),
        "title": plain("what that part was called"),
        "by": personal("who said it"),
        "user": personal("who said it, of those with an account"),
        "named": personal("whether the name is to be shown"),
        "text": personal("what was said"),
        "made_at": plain("when it was said"),
        "approved_at": plain("when it was let through"),
        "hidden_at": plain("when the organiser hid it"),
        "answer": plain("what the organisers answer"),
        "answered_at": plain("when they answered"),
        "taken_at": plain("when it was taken into the text"),
    }

    class Meta:
        ordering: ClassVar = ["made_at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(text=""), name="a_comment_on_a_report_says_something"),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def name(self) -> str:
        """The name shown with it; empty where the person does not want that, or is forgotten."""
        if not self.named:
            return ""
        if self.by is not None:
            return self.by.first_name
        return str(self.user) if self.user is not None else ""

    @property
    def from_organisers(self) -> bool:
        """Whether one of those who made the day said it."""
        return self.by is None and self.user is not None


def let_file_go(instance: EditionFile, **_signal: Any) -> None:
    """Delete the file of a row that is gone, once it is certain."""
    name = str(instance.file.name)
    transaction.on_commit(functools.partial(instance.file.storage.delete, name), robust=True)
