"""Delta frames: everybody who holds state n gets state n + 1 in the same hundred bytes.

A gzip stream may refer back to the last 32 kB it has said. So a newcomer gets a gzip header and a *key frame* (the
whole state, deflated), and whoever holds state n gets state n + 1 deflated with state n as the dictionary. It works for
all at once because a deflate window is nothing but the last plain text, however it came there.

One rule keeps it true: **what a stream was last told is a whole state, and its number is known.** There is nothing else
in the stream, not even a heartbeat: a heartbeat says the same state again, and costs some fifty bytes. A stream that
missed a state gets a key frame in the middle of its gzip stream, which is lawful, since every frame ends on a whole
byte. The gzip trailer never comes: the stream ends when somebody hangs up.
"""

from __future__ import annotations

import hashlib
import zlib
from typing import NamedTuple

WINDOW = 1 << zlib.MAX_WBITS
GZIP_HEADER = b"\x1f\x8b\x08" + bytes(6) + b"\xff"
LAST_CHUNK = b"0\r\n\r\n"


class Form(NamedTuple):
    """How a stream wants its bytes."""

    zipped: bool
    chunked: bool

    def __call__(self, data: bytes) -> bytes:
        return b"%x\r\n%b\r\n" % (len(data), data) if self.chunked else data


def message(event: str, name: str, text: bytes) -> bytes:
    """One server-sent event; `splitlines` because the browser reads all three kinds of line end as one."""
    lines = b"".join(b"data: %b\n" % line for line in text.splitlines() or [b""])
    return b"event: %b\nid: %b\n%b\n" % (event.encode(), name.encode(), lines)


def deflate(plain: bytes, window: bytes = b"") -> bytes:
    """`plain` as whole deflate blocks, for somebody whose last words were `window`."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS, 9, zlib.Z_DEFAULT_STRATEGY, window[-WINDOW:])
    return packer.compress(plain) + packer.flush(zlib.Z_SYNC_FLUSH)


class State:
    """One state of a face. Each form of it is made once, and only when somebody asks for it."""

    __slots__ = ("_before", "_made", "face", "message", "name", "number")

    def __init__(self, face: bytes, after: State | None = None) -> None:
        self.face = face
        self.name = hashlib.blake2s(face, digest_size=6).hexdigest()
        self.number: int = after.number + 1 if after else 1
        self.message: bytes = message("face", self.name, face)
        self._before = after.message if after else b""
        self._made: dict[tuple[Form, bool, bool], bytes] = {}

    def frame(self, form: Form, at: int) -> bytes:
        """What brings a stream from state number `at` (0: it has seen nothing) to this one."""
        which = (form, at == 0, at == self.number - 1)
        if which not in self._made:
            self._made[which] = form(self._make(*which))
        return self._made[which]

    def _make(self, form: Form, is_new: bool, is_in_step: bool) -> bytes:
        if not form.zipped:
            return self.message
        if is_new:
            return GZIP_HEADER + deflate(self.message)
        return deflate(self.message, self._before if is_in_step else b"")


GONE = message("gone", "", b"")


def farewell(form: Form, at: int) -> bytes:
    """The last words to a stream whose gathering is over for it."""
    if not form.zipped:
        return form(GONE)
    return form((b"" if at else GZIP_HEADER) + deflate(GONE))
