"""Finding the gathering of a code, with a limit on guessing.

Only wrong codes count: for each device, and for all devices together. The address people come from does not count,
since a whole room shares one.
"""

import logging
from collections.abc import Callable
from typing import TypeVar

from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from samskap.gatherings.models import Gathering

WRONG_PER_DEVICE = 12
WRONG_PER_SERVER = 2000
WINDOW = 600  # seconds

T = TypeVar("T")
logger = logging.getLogger(__name__)


class TooManyGuesses(Exception):
    """Too many wrong codes lately."""

    message = _("Too many wrong codes. Wait ten minutes, or scan the QR code on the screen; that always works.")


def find_by_code(code: str, *, device: str) -> Gathering | None:
    """Return the gathering of a short code, or of the long token in a QR code."""
    if len(code) > 20:
        return Gathering.objects.filter(join_token=code).first()
    return guess(lambda: Gathering.objects.filter(code=code.upper()).first(), device=device)


def guess(find: Callable[[], T | None], *, device: str) -> T | None:
    """Return what somebody found with a code or a link of theirs; a wrong one counts."""
    if _count(f"wrong:{device}") >= WRONG_PER_DEVICE or _count("wrong") >= WRONG_PER_SERVER:
        raise TooManyGuesses
    found = find()
    if found is None:
        _add(f"wrong:{device}")
        _add("wrong")
    return found


def _count(key: str) -> int:
    try:
        return int(cache.get(key, 0))
    except Exception as problem:  # each kind of cache has its own; those at the door can't help it
        logger.warning("Wrong codes can't be counted: %s", problem)
        return 0


def _add(key: str) -> None:
    try:
        if not cache.add(key, 1, WINDOW):
            cache.incr(key)
    except Exception as problem:  # as above; also, the count may have run out just now
        logger.warning("A wrong code was not counted: %s", problem)
