"""What went wrong, when nothing is wrong with what was asked: it can be asked again in a while.

A full disk, a lock that is not let go of, a database that is being restarted: each comes as an error of its own from
SQLite, PostgreSQL or the operating system. Here they get one name each.
"""

import errno
from collections.abc import Iterator
from enum import StrEnum

from django.db import InterfaceError, OperationalError

from samskap.writing.queue import Overloaded


class Trouble(StrEnum):
    """Why it can't be done just now."""

    BUSY = "busy"
    DISK = "disk"
    AWAY = "away"


NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS}
SQLITE = {
    5: Trouble.BUSY,  # BUSY
    6: Trouble.BUSY,  # LOCKED
    8: Trouble.DISK,  # READONLY: a disk with errors is often made so
    10: Trouble.DISK,  # IOERR
    13: Trouble.DISK,  # FULL
    14: Trouble.DISK,  # CANTOPEN: there is no room for the files beside the database
}
# By the beginning of PostgreSQL's codes; the longest that fits counts.
POSTGRES = {
    "53": Trouble.BUSY,  # too many connections, too little memory
    "53100": Trouble.DISK,
    "55P03": Trouble.BUSY,  # the lock was not to be had
    "40": Trouble.BUSY,  # two who waited for each other
    "57": Trouble.AWAY,  # it is being stopped
    "08": Trouble.AWAY,
}


def trouble(error: BaseException) -> Trouble | None:
    """Name the trouble behind an error; nothing if the error is a fault of ours."""
    for one in _behind(error):
        if isinstance(one, Overloaded):
            return Trouble.BUSY
        if isinstance(one, OSError) and one.errno in NO_ROOM:
            return Trouble.DISK
        if (code := getattr(one, "sqlite_errorcode", None)) is not None:
            return SQLITE.get(code & 0xFF)
        if code := getattr(one, "sqlstate", None):
            return next((POSTGRES[code[:length]] for length in (5, 2) if code[:length] in POSTGRES), None)
    # PostgreSQL gives no code when the line is cut or its connections are all taken.
    return Trouble.AWAY if isinstance(error, (OperationalError, InterfaceError)) else None


def _behind(error: BaseException) -> Iterator[BaseException]:
    one: BaseException | None = error
    while one is not None:
        yield one
        one = one.__cause__
