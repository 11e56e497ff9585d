"""Job and Timed."""

from collections.abc import Callable
from typing import Any, ClassVar
from uuid import uuid4

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import get_valid_filename

from samskap.gatherings.models import Gathering
from samskap.privacy import Until, personal, plain

FOLDER = "jobs"


class Lost(BaseException):
    """Somebody else has taken the job over, or it is gone. No error: no ``except Exception`` is to swallow it."""


class Job(models.Model):
    """Something that is done beside the requests (jobb). How it stands is said by times."""

    name = models.CharField(max_length=60)
    gathering = models.ForeignKey(Gathering, null=True, blank=True, on_delete=models.CASCADE, related_name="jobs")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="jobs"
    )
    key = models.CharField(max_length=120, blank=True)
    values = models.JSONField(default=dict, blank=True)
    language = models.CharField(max_length=5, default="nb")
    urgent = models.BooleanField(default=False)
    made_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(default=timezone.now)
    claim = models.CharField(max_length=32, blank=True)
    worker = models.CharField(max_length=80, blank=True)
    tries = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField(null=True, blank=True)
    beat_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    note = models.CharField(max_length=200, blank=True)
    trouble = models.TextField(blank=True)
    file = models.CharField(max_length=200, blank=True)
    file_name = models.CharField(max_length=120, blank=True)
    file_type = models.CharField(max_length=100, blank=True)

    privacy: ClassVar = {
        "name": plain("which work it is", until=Until.USED),
        "gathering": plain("which gathering it is for", until=Until.USED),
        "by": personal("who asked for it, to show it to them", until=Until.USED),
        "key": plain("so that it is done once", until=Until.USED),
        "values": personal("what was asked for", until=Until.USED),
        "language": plain("to answer in the language it was asked in", until=Until.USED),
        "urgent": plain("whether somebody stands and waits for it", until=Until.USED),
        "made_at": plain("when it was asked for", until=Until.USED),
        "due_at": plain("when it may begin", until=Until.USED),
        "claim": plain("which attempt is under way", until=Until.USED),
        "worker": plain("which process does it", until=Until.USED),
        "tries": plain("how many times it has been begun", until=Until.USED),
        "started_at": plain("when it began", until=Until.USED),
        "beat_at": plain("to see that whoever does it is alive", until=Until.USED),
        "ended_at": plain("when it was done", until=Until.USED),
        "failed_at": plain("when it was given up", until=Until.USED),
        "done": plain("how far it has come", until=Until.USED),
        "total": plain("how much there is to do", until=Until.USED),
        "note": personal("what it is at just now", until=Until.USED),
        "trouble": plain("what went wrong, in words", until=Until.USED),
        "file": personal("where the file is that it made", until=Until.USED),
        "file_name": plain("what the file is called", until=Until.USED),
        "file_type": plain("what kind of file it is", until=Until.USED),
    }

    # Set by the worker: called now and then, to breathe while a room is live and to stop when told to.
    breathe: Callable[[], None] | None = None

    class Meta:
        ordering: ClassVar = ["-made_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["name", "key"], condition=~Q(key=""), name="a_job_with_a_key_is_there_once"
            ),
            models.CheckConstraint(condition=Q(ended_at=None) | Q(failed_at=None), name="a_job_ends_in_one_way"),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(started_at__isnull=False), name="a_job_that_has_ended_has_begun"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["due_at"], condition=Q(ended_at=None, failed_at=None), name="jobs_not_done"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.pk}"

    def get_absolute_url(self) -> str:
        """The page that shows how it goes."""
        if self.gathering is not None:
            return reverse("job", args=[self.gathering.slug, self.pk])
        return reverse("own-job", args=[self.pk])

    @property
    def file_url(self) -> str:
        """Where the file it made is fetched."""
        if self.gathering is not None:
            return reverse("job-file", args=[self.gathering.slug, self.pk])
        return reverse("own-job-file", args=[self.pk])

    @property
    def is_over(self) -> bool:
        """Whether nothing more happens to it."""
        return self.ended_at is not None or self.failed_at is not None

    @property
    def percent(self) -> int:
        """How far it has come, in steps that are worth saying aloud."""
        return min(99, 100 * self.done // self.total // 25 * 25) if self.total else 0

    def progress(self, done: int, total: int, note: str = "") -> None:
        """Say how far it has come. Raises `Lost` if the job is no longer ours to do."""
        self.change(done=done, total=total, note=note[:200])
        if self.breathe is not None:
            self.breathe()

    def keep(self, name: str, data: bytes, kind: str) -> None:
        """Keep the file that the job has made, for seven days. What was kept before goes."""
        before = self.file
        path = default_storage.save(f"{FOLDER}/{uuid4().hex}", ContentFile(data))
        self.change(file=path, file_name=get_valid_filename(name)[:120], file_type=kind)
        if before:
            default_storage.delete(before)

    def change(self, **values: Any) -> None:
        """Change the row as the one who does the job. Raises `Lost` if it has been given to another, or is gone."""
        mine = Job.objects.filter(pk=self.pk, claim=self.claim, ended_at=None, failed_at=None)
        if not mine.update(beat_at=timezone.now(), **values):
            raise Lost
        for name, value in values.items():
            setattr(self, name, value)


class Timed(models.Model):
    """Work that is done again and again (fast arbeid): when next, and how it went."""

    name = models.CharField(max_length=120, unique=True)
    due_at = models.DateTimeField(default=timezone.now)
    begun_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar = {
        "name": plain("which work it is", until=Until.USED),
        "due_at": plain("when it is to be done next", until=Until.USED),
        "begun_at": plain("when it was last begun", until=Until.USED),
        "ended_at": plain("when it was last done to the end", until=Until.USED),
    }

    def __str__(self) -> str:
        return self.name
