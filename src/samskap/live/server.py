"""uvicorn, lending its transports to the hub.

One push to a thousand streams is a thousand calls of `transport.write` with the same bytes object: no task, no queue
and no framing per stream. An app that finds `samskap.transport` among the extensions of a request may start its answer,
borrow the transport and return; it writes whole HTTP chunks from then on, and is told when the connection is lost.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from functools import partial
from typing import Any

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from samskap.live.frames import LAST_CHUNK

GIVE_UP_AFTER = 45  # seconds without an answer from a phone that we are telling something: it is gone
SEE_OFF_EVERY = 0.1  # seconds, while the server closes
UNSENT = 16 * 1024  # so much may wait in the kernel; more would only be old news


class LendingProtocol(HttpToolsProtocol):
    """An HTTP connection whose transport may be borrowed for the rest of its life."""

    _lost: Callable[[], None] | None = None

    def on_headers_complete(self) -> None:
        super().on_headers_complete()
        if self.parser.get_http_version() == "1.1":  # chunks are not for 1.0
            self.scope["extensions"] = {"samskap.transport": partial(self.lend, self.cycle)}  # type: ignore[dict-item]

    def lend(self, cycle: RequestResponseCycle, lost: Callable[[], None]) -> asyncio.Transport:
        """Give the transport away; `lost` is called once, when the connection is no more."""
        self._lost = lost
        # For uvicorn this response is over, so that neither a task nor a shutdown waits for it.
        cycle.response_complete = True
        if self.transport.is_closing():
            self.loop.call_soon(self._tell_lost)
        elif (connection := self.transport.get_extra_info("socket")) is not None:
            set_patience(connection)
        return self.transport

    def data_received(self, data: bytes) -> None:
        if self._lost is None:
            super().data_received(data)
        else:
            self.transport.abort()  # a stream has nothing to say; this is no browser

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        self._tell_lost()

    def shutdown(self) -> None:
        if self._lost is None:
            super().shutdown()
        elif self.transport.is_closing():
            return
        elif self.transport.get_write_buffer_size():
            self.transport.abort()  # a slow phone would hold up the whole house
        else:
            self.transport.write(LAST_CHUNK)
            self.transport.close()

    def _tell_lost(self) -> None:
        lost, self._lost = self._lost, None
        if lost is not None:
            lost()


class Server(uvicorn.Server):
    """uvicorn's server, which also sees off those who come in, or open a stream, while it closes.

    uvicorn asks each connection once to close. A stream that is being let in just then would stay open for ever, and
    the loop would wait for it.
    """

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Close the doors, let requests finish for as long as the configuration says, then hang up."""
        closing = asyncio.create_task(self._see_off_latecomers())
        try:
            await super().shutdown(sockets)
        finally:
            closing.cancel()
            for connection in tuple(self.server_state.connections):
                connection.transport.abort()

    async def _see_off_latecomers(self) -> None:
        while True:
            await asyncio.sleep(SEE_OFF_EVERY)
            for connection in tuple(self.server_state.connections):
                connection.shutdown()


def set_patience(connection: socket.socket) -> None:
    """Find out about a phone that is gone, and keep nothing old in the kernel for one that is slow."""
    if connection.family in {socket.AF_INET, socket.AF_INET6}:
        for option, value in (("TCP_USER_TIMEOUT", GIVE_UP_AFTER * 1000), ("TCP_NOTSENT_LOWAT", UNSENT)):
            if hasattr(socket, option):
                connection.setsockopt(socket.IPPROTO_TCP, getattr(socket, option), value)


def config(app: Any, **settings: Any) -> uvicorn.Config:
    """How Samskap runs uvicorn. Streams close at once on SIGTERM; other requests get some seconds to finish."""
    chosen: dict[str, Any] = {
        "loop": "auto",
        "ws": "none",
        "lifespan": "auto",
        "timeout_graceful_shutdown": 5,
        "backlog": 4096,
        "access_log": False,
    }
    return uvicorn.Config(app, http=LendingProtocol, **(chosen | settings))
