"""The whole product as one ASGI app: streams on one side, pages on the other."""

import asyncio
import logging
import os
import weakref
from contextlib import suppress
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samskap.settings")

import django

django.setup(set_prefix=False)

from asgiref.sync import sync_to_async  # noqa: E402 - these need the setup
from django.conf import settings  # noqa: E402
from django.core.handlers.asgi import ASGIHandler  # noqa: E402
from django.db import connections  # noqa: E402
from django.http import HttpRequest  # noqa: E402
from django.http.response import HttpResponseBase  # noqa: E402

from samskap.journal.telling import listen  # noqa: E402
from samskap.live.app import Live, Receive, Scope, Send  # noqa: E402
from samskap.live.hints import SharedHints  # noqa: E402
from samskap.live.hub import Hub  # noqa: E402
from samskap.stage.live import Drawer, admit, note_presence  # noqa: E402
from samskap.writing import queue  # noqa: E402
from samskap.writing.once import throw_old_receipts  # noqa: E402

logger = logging.getLogger(__name__)
AT_ONCE = 24  # so many pages are made at the same time; the rest wait their turn, in order
PRESENCE_EVERY = 30.0  # seconds
SWEEP_EVERY = 3600.0  # seconds


class Pages(ASGIHandler):
    """Django, making a bounded number of pages at once.

    The body has been read before a request takes its place, so a photo that comes slowly holds up nobody.
    """

    def __init__(self) -> None:
        super().__init__()
        self._places = asyncio.Semaphore(AT_ONCE)

    def create_request(self, scope: Any, body_file: Any) -> Any:
        """Make the request; its body is let go of with it, also when the phone hangs up before it has an answer."""
        request, error = super().create_request(scope, body_file)
        if request is not None:
            weakref.finalize(request, body_file.close)
        return request, error

    async def get_response_async(self, request: HttpRequest) -> HttpResponseBase:
        """Wait for a place, then make the page."""
        async with self._places:
            return await super().get_response_async(request)


class Samskap:
    """The app: who asks for what, and what runs beside (løpende arbeid)."""

    def __init__(self) -> None:
        drawer = Drawer()
        self.hub = drawer.hub = Hub(drawer)
        self.pages = Pages()
        self.live = Live(self.hub, admit)
        self._beside: list[asyncio.Task[None]] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live_and_let_go(receive, send)
        elif scope["path"].startswith("/live/") or scope["path"] == "/now":
            await self.live(scope, receive, send)
        else:
            await self.pages(scope, receive, send)  # type: ignore[arg-type]

    async def _live_and_let_go(self, receive: Receive, send: Send) -> None:
        await receive()
        self._start()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await self._stop()
        await send({"type": "lifespan.shutdown.complete"})

    def _start(self) -> None:
        queue.start()
        if settings.VALKEY_URL:
            shared = SharedHints(self.hub, settings.VALKEY_URL)
            self._stop_listening = listen(shared.changed)
            self._beside.append(asyncio.create_task(shared.run()))
        else:
            self._stop_listening = listen(self.hub.changed)
        self._beside.append(asyncio.create_task(_every(PRESENCE_EVERY, lambda: note_presence(self.hub))))
        self._beside.append(asyncio.create_task(_every(SWEEP_EVERY, throw_old_receipts)))

    async def _stop(self) -> None:
        self._stop_listening()
        for task in self._beside:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        self.hub.stop()
        await sync_to_async(queue.stop, thread_sensitive=False)()


async def _every(seconds: float, work: Any) -> None:
    while True:
        await asyncio.sleep(seconds)
        try:
            await sync_to_async(_let_go_after, thread_sensitive=False)(work)
        except Exception:
            logger.exception("Work beside the requests failed; it is tried again in a while")


def _let_go_after(work: Any) -> None:
    """Work, and give the connection to the database back: the thread waits for long, and may never be used again."""
    try:
        work()
    finally:
        connections.close_all()


application = Samskap()
