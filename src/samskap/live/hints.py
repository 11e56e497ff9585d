"""Hints: "this topic has changed", said in one process and heard in all.

A hint carries no truth: whoever hears it looks in the database. So one that is lost costs nothing but time, and after a
break in the line every face is looked at again.
"""

from __future__ import annotations

import asyncio
import json
import logging
import secrets
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Protocol, cast

from samskap.live.hub import Hub

if TYPE_CHECKING:
    from redis.asyncio import Redis

logger = logging.getLogger(__name__)


class Hints(Protocol):
    """What the rest of the house calls, from any thread, after commit. A hub is the simplest: one process."""

    def changed(self, topic: str) -> None: ...
    def close(self, topic: str) -> None: ...
    def drop(self, topic: str, person: int) -> None: ...


class SharedHints:
    """Hints over Valkey or Redis, for several processes. Our own hub never waits for it."""

    def __init__(self, hub: Hub, url: str, *, channel: str = "samskap:hints", patience: float = 1.0) -> None:
        self._hub = hub
        self._url = url
        self._channel = channel
        self._patience = patience
        self._me = secrets.token_hex(8)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._unsaid: dict[tuple[str | int, ...], None] = {}  # in order, each once
        self._wake = asyncio.Event()

    def changed(self, topic: str) -> None:
        self._hub.changed(topic)
        self._say("changed", topic)

    def close(self, topic: str) -> None:
        self._hub.close(topic)
        self._say("close", topic)

    def drop(self, topic: str, person: int) -> None:
        self._hub.drop(topic, person)
        self._say("drop", topic, person)

    async def run(self) -> None:
        """Speak and listen until cancelled; start it beside the server, in its loop."""
        from redis.asyncio import Redis

        self._loop = asyncio.get_running_loop()
        async with Redis.from_url(self._url, socket_connect_timeout=5, health_check_interval=10) as redis:
            await asyncio.gather(self._keep(self._listen, redis), self._keep(self._speak, redis))

    def _say(self, *hint: str | int) -> None:
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._remember, hint)

    def _remember(self, hint: tuple[str | int, ...]) -> None:
        self._unsaid[hint] = None
        self._wake.set()

    async def _keep(self, work: Callable[[Redis], Awaitable[None]], redis: Redis) -> None:
        from redis.exceptions import RedisError

        while True:
            try:
                await work(redis)
            except (RedisError, OSError) as problem:
                logger.warning("No line to the other processes, trying again: %s", problem)
            await asyncio.sleep(self._patience)

    async def _speak(self, redis: Redis) -> None:
        while True:
            await self._wake.wait()
            self._wake.clear()
            while self._unsaid:
                hint = next(iter(self._unsaid))
                del self._unsaid[hint]  # first, so that the same thing said meanwhile is said again
                try:
                    await redis.publish(self._channel, json.dumps([self._me, *hint]))
                except BaseException:
                    self._remember(hint)
                    raise

    async def _listen(self, redis: Redis) -> None:
        async with redis.pubsub() as heard:
            await heard.subscribe(self._channel)
            while True:
                note = await heard.get_message(timeout=5)
                if note is None:
                    await heard.ping()
                elif note["type"] == "subscribe":
                    self._hub.everything_changed()  # also after the client has mended a broken line by itself
                elif note["type"] == "message":
                    self._pass_on(*json.loads(note["data"]))

    def _pass_on(self, speaker: str, verb: str, topic: str, *rest: object) -> None:
        if speaker == self._me:
            return
        match verb:
            case "changed":
                self._hub.changed(topic)
            case "close":
                self._hub.close(topic)
            case "drop":
                self._hub.drop(topic, cast("int", rest[0]))
