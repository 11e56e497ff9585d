"""What the organisers learnt."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samskap.gatherings.models import Block, Gathering
from samskap.privacy import personal, plain


class Kind(models.TextChoices):
    """What kind of lesson it is."""

    WORKED = "worked", _("This worked")
    CHANGE = "change", _("This we would change")


class Next(models.TextChoices):
    """What it means for the run sheet the next time."""

    NOTHING = "", _("Nothing on the run sheet")
    NOTE = "note", _("Write it as a note to self on the block")
    MINUTES = "minutes", _("Give the block another number of minutes")
    DROP = "drop", _("Leave the block out")
    ADD = "add", _("Add a block after it")


class Lesson(models.Model):
    """Something the organisers learnt, and what it means for the next time (lærdom)."""

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="lessons")
    block = models.ForeignKey(Block, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.WORKED)
    text = models.TextField(max_length=1000)
    next_time = models.CharField(max_length=8, choices=Next.choices, blank=True)
    minutes = models.PositiveIntegerField(null=True, blank=True)
    title = models.CharField(max_length=120, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)
    used_at = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar = {
        "gathering": plain("what it was learnt from"),
        "block": plain("which block it is about"),
        "kind": plain("whether it worked or is to be changed"),
        "text": personal("what was learnt, in the organiser's own words"),
        "next_time": plain("what is to be done on the next run sheet"),
        "minutes": plain("how long a block is to be the next time"),
        "title": plain("what a new block is to be called"),
        "by": personal("who wrote it"),
        "made_at": plain("to list the first lesson first"),
        "version": plain("so that of two who change it at once, nobody loses what they wrote"),
        "used_at": plain("when it was taken into the recipe"),
    }

    class Meta:
        ordering: ClassVar = ["made_at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(next_time__in=["minutes", "add"]) | Q(minutes__gte=1, minutes__lte=600),
                name="a_lesson_that_gives_minutes_says_how_many",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]
