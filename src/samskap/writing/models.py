"""Receipt."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from samskap.privacy import Until, personal, plain


class Receipt(models.Model):
    """Proof that one request has had its effect (kvittering), so that the same request again has none."""

    actor = models.CharField(max_length=60)
    key = models.CharField(max_length=64)
    body = models.CharField(max_length=64)
    made_at = models.DateTimeField(default=timezone.now, db_index=True)

    privacy: ClassVar = {
        "actor": personal("whose request it was", until=Until.USED),
        "key": plain("the key the phone made", until=Until.USED),
        "body": plain("a fingerprint of what was asked", until=Until.USED),
        "made_at": plain("to throw old receipts away", until=Until.USED),
    }

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["actor", "key"], name="a_key_counts_once")]

    def __str__(self) -> str:
        return f"{self.actor} {self.key}"
