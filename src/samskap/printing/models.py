"""Badge and PrintChoices."""

from typing import ClassVar

from django.db import models

from samskap.gatherings.models import Gathering, Participation
from samskap.privacy import personal, plain


class Badge(models.Model):
    """The badge of one person, and what stood on it when it was printed (navneskilt)."""

    person = models.OneToOneField(Participation, on_delete=models.CASCADE, related_name="badge")
    printed_at = models.DateTimeField(null=True, blank=True)
    printed_as = models.CharField(max_length=64, blank=True)

    privacy: ClassVar = {
        "person": personal("whose badge it is"),
        "printed_at": personal("so that only new badges need be printed"),
        "printed_as": personal("to see that what is on the badge has changed since (a fingerprint of it)"),
    }

    def __str__(self) -> str:
        return f"{self.person}"


class PrintChoices(models.Model):
    """What the organiser has chosen for what is printed (trykkvalg)."""

    gathering = models.OneToOneField(Gathering, on_delete=models.CASCADE, related_name="print_choices")
    badges = models.JSONField(default=dict, blank=True)
    texts = models.JSONField(default=dict, blank=True)
    wifi_name = models.CharField(max_length=32, blank=True)
    wifi_password = models.CharField(max_length=63, blank=True)

    privacy: ClassVar = {
        "gathering": plain("which gathering it is for"),
        "badges": plain("which paper the badges are printed on, where on it, and with which shapes"),
        "texts": plain("what the organiser has written on the posters"),
        "wifi_name": plain("for the poster that gets people on the net"),
        "wifi_password": plain("for the same poster, which hangs on the wall for all to read"),
    }

    def __str__(self) -> str:
        return f"{self.gathering}"
