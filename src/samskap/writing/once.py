"""Make a request count once, however often it is sent."""

import hashlib
from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

from django.utils import timezone

from samskap.writing.models import Receipt
from samskap.writing.queue import write

T = TypeVar("T")
KEPT = timedelta(days=7)


class KeyReused(Exception):
    """The key has already been used for something else."""


def fingerprint(parts: list[tuple[str, str]]) -> str:
    """Make the fingerprint (64 hexadecimal characters) of a request's names and values."""
    digest = hashlib.sha256()
    for name, value in sorted(parts):
        digest.update(f"{len(name)}:{name}{len(value)}:{value}".encode())
    return digest.hexdigest()


def once(effect: Callable[[], T], *, actor: str, key: str, body: str) -> T | None:
    """Do ``effect`` and keep a receipt in the same transaction; if there is a receipt already, do nothing.

    Returns what the effect returns, or nothing when it had been done before. The receipt goes with the effect: if the
    effect is refused, the key is free again. Raises `KeyReused` for a known key with another ``body``.
    """

    def guarded() -> T | None:
        receipt, is_new = Receipt.objects.get_or_create(actor=actor, key=key, defaults={"body": body})
        if not is_new and receipt.body != body:
            raise KeyReused
        return effect() if is_new else None

    return write(guarded)


def throw_old_receipts() -> int:
    """Throw away receipts so old that no phone retries any more; returns how many."""
    count, _ = Receipt.objects.filter(made_at__lt=timezone.now() - KEPT).delete()
    return count
