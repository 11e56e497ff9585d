"""Shot: a photo that a helper took of paper, and whether it has found its place."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from samskap.cards.models import Card, Photo
from samskap.gatherings.models import Block
from samskap.privacy import plain


class Shot(models.Model):
    """A photo of paper (bilde av papir). It waits in the tray until it has been placed, by its code or by hand."""

    photo = models.OneToOneField(Photo, on_delete=models.CASCADE, related_name="shot")
    block = models.ForeignKey(Block, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    card = models.ForeignKey(Card, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    taken_at = models.DateTimeField(default=timezone.now)
    placed_at = models.DateTimeField(null=True, blank=True)
    found_by_code = models.BooleanField(default=False)

    privacy: ClassVar = {
        "photo": plain("which picture it is"),
        "block": plain("what the sheet was for, also where no group filled it in"),
        "card": plain("what the sheet was about"),
        "taken_at": plain("to show the newest first"),
        "placed_at": plain("whether it still waits in the tray"),
        "found_by_code": plain("whether the code on the sheet was read"),
    }

    class Meta:
        ordering: ClassVar = ["-taken_at", "-pk"]

    def __str__(self) -> str:
        return str(self.photo)
