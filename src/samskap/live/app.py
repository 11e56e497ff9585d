"""The doors, as an ASGI app: the stream, the poll for those who cannot keep one open, and the clock."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import suppress
from typing import Any, NamedTuple
from urllib.parse import parse_qs

from samskap.live.frames import Form
from samskap.live.hub import Channel, Hub, Stream, Wire

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]

TEXT: Headers = [(b"content-type", b"text/plain; charset=utf-8")]
HTML: Headers = [(b"content-type", b"text/html; charset=utf-8")]
JSON: Headers = [(b"content-type", b"application/json")]
EVENTS: Headers = [(b"content-type", b"text/event-stream; charset=utf-8"), (b"x-accel-buffering", b"no")]
FRESH: Headers = [(b"cache-control", b"no-store")]
LAST_WORDS = 5  # seconds that somebody who is shown out has to take them in


class Admission(NamedTuple):
    """Come in: this is what you look at, and who you are, if we know."""

    channel: Channel
    person: int | None = None


class Refusal(NamedTuple):
    """Not here. 401 sign in, 403 not for you, 404 no such thing, 410 it is over. Never a redirect."""

    status: int


Admit = Callable[[Scope], Awaitable[Admission | Refusal]]


def asked_for(scope: Scope) -> Channel | None:
    """What `/live/<topic>/<audience>?lang=xx` asks for."""
    match scope["path"].split("/"):
        case ["", "live", topic, audience] if topic and audience:
            return Channel(topic, audience, query(scope, "lang"))
    return None


def query(scope: Scope, name: str) -> str:
    asked: bytes = scope["query_string"]
    return parse_qs(asked.decode("latin-1")).get(name, [""])[0]


def header(scope: Scope, name: bytes) -> str:
    values: list[bytes] = [value for key, value in scope["headers"] if key == name]
    return b",".join(values).decode("latin-1")


def takes_gzip(scope: Scope) -> bool:
    for choice in header(scope, b"accept-encoding").lower().split(","):
        coding, _, weight = choice.replace(" ", "").partition(";q=")
        if coding in {"gzip", "*"}:
            return weight not in {"0", "0.0", "0.00", "0.000"}
    return False


class Live:
    """The ASGI app for `/live/…` and `/now`."""

    def __init__(self, hub: Hub, admit: Admit, *, limit: int = 5000) -> None:
        self.hub = hub
        self.admit = admit
        self.limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] not in {"GET", "HEAD"}:
            await answer(send, 405, [*TEXT, (b"allow", b"GET, HEAD")])
        elif scope["path"] == "/now":
            await answer(send, 200, JSON + FRESH, json.dumps({"now": time.time_ns() // 1_000_000}).encode())
        else:
            await self._admit(scope, receive, send)

    async def _admit(self, scope: Scope, receive: Receive, send: Send) -> None:
        admission = await self.admit(scope) if asked_for(scope) else Refusal(404)
        if isinstance(admission, Refusal):
            await answer(send, admission.status, TEXT + FRESH)
        elif query(scope, "once"):
            await self._show_once(admission, scope, send)
        elif self.hub.total >= self.limit:
            await answer(send, 503, [*TEXT, *FRESH, (b"retry-after", b"5")])
        elif scope["method"] == "HEAD":
            await answer(send, 200, EVENTS + FRESH)
        else:
            await self._stream(admission, scope, receive, send)

    async def _show_once(self, admission: Admission, scope: Scope, send: Send) -> None:
        state = await self.hub.glance(admission.channel)
        if state is None:
            return await answer(send, 410, TEXT + FRESH)
        tag = f'"{state.name}"'
        headers = [*HTML, (b"cache-control", b"no-cache"), (b"etag", tag.encode())]
        if tag in header(scope, b"if-none-match").replace("W/", ""):
            return await answer(send, 304, headers)
        return await answer(send, 200, headers, state.face)

    async def _stream(self, admission: Admission, scope: Scope, receive: Receive, send: Send) -> None:
        lend = scope.get("extensions", {}).get("samskap.transport")
        form = Form(zipped=takes_gzip(scope), chunked=lend is not None)
        encoding: Headers = [(b"content-encoding", b"gzip")] if form.zipped else []
        await send({"type": "http.response.start", "status": 200, "headers": EVENTS + FRESH + encoding})
        if lend is not None:
            # The server keeps the connection and tells us when it is lost; nothing of this request stays behind.
            stream: Stream
            wire: Wire = lend(lambda: self.hub.leave(admission.channel, stream))
            stream = Stream(wire, form, admission.person)
            self.hub.join(admission.channel, stream)
        else:
            own_wire = SendWire(send)
            stream = Stream(own_wire, form, admission.person)
            self.hub.join(admission.channel, stream)
            try:
                await own_wire.until_lost(receive)
            finally:
                self.hub.leave(admission.channel, stream)


class SendWire:
    """A wire over plain ASGI, for servers that do not lend their transport: one write at a time, the rest waits."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._unsent = bytearray()
        self._writing: asyncio.Task[None] | None = None
        self._closed = asyncio.Event()

    def write(self, data: bytes, /) -> None:
        self._unsent += data
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write())

    def get_write_buffer_size(self) -> int:
        return len(self._unsent)

    def is_closing(self) -> bool:
        return self._closed.is_set()

    def close(self) -> None:
        self._closed.set()

    async def until_lost(self, receive: Receive) -> None:
        """Stay until the browser hangs up or we do."""
        hung_up = asyncio.create_task(self._hung_up(receive))
        closed = asyncio.create_task(self._closed.wait())
        await asyncio.wait({hung_up, closed}, return_when=asyncio.FIRST_COMPLETED)
        closed.cancel()
        if hung_up.cancel():
            with suppress(Exception):
                async with asyncio.timeout(LAST_WORDS):
                    if self._writing is not None:
                        await self._writing
                    await self._send({"type": "http.response.body", "body": b""})

    async def _write(self) -> None:
        try:
            while self._unsent:
                data = bytes(self._unsent)
                await self._send({"type": "http.response.body", "body": data, "more_body": True})
                del self._unsent[: len(data)]
        except Exception:  # some servers raise when nobody is there any more
            self._closed.set()

    @staticmethod
    async def _hung_up(receive: Receive) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass


async def answer(send: Send, status: int, headers: Headers, body: bytes = b"") -> None:
    length = [] if status == 304 else [(b"content-length", b"%d" % len(body))]
    await send({"type": "http.response.start", "status": status, "headers": headers + length})
    await send({"type": "http.response.body", "body": body})
