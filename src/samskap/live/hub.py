"""The hub: who looks at what, and the one loop per channel that renders what is stale and writes it to all.

Nobody has a queue. A stream holds the number of the state it was last told; whoever is behind gets the newest state as
soon as there is room in its buffer, and nobody else waits for that. A burst of changes becomes one render.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import NamedTuple, Protocol

from samskap.live.frames import LAST_CHUNK, Form, State, farewell

logger = logging.getLogger(__name__)

ROOM = 64 * 1024  # a stream with more than this unsent is slow, and is let be until it has caught up
SWEEP = 500  # so many streams are written to before others get a turn


class Channel(NamedTuple):
    """What one face is for: a topic, seen by an audience, in a language."""

    topic: str
    audience: str
    language: str


class Wire(Protocol):
    """The part of `asyncio.Transport` that a stream writes to."""

    def write(self, data: bytes, /) -> None: ...
    def get_write_buffer_size(self) -> int: ...
    def is_closing(self) -> bool: ...
    def close(self) -> None: ...


class Listener(Protocol):
    """Somebody who looks at a channel."""

    person: int | None
    at: int

    def has_left(self) -> bool: ...
    def has_room(self) -> bool: ...
    def take(self, state: State, /) -> None: ...
    def gone(self) -> None: ...


class Stream:
    """An open stream: where to write, in which form, for whom, and the number of the state it was last told."""

    __slots__ = ("at", "form", "person", "wire")

    def __init__(self, wire: Wire, form: Form, person: int | None = None) -> None:
        self.wire = wire
        self.form = form
        self.person = person
        self.at = 0

    def has_left(self) -> bool:
        return self.wire.is_closing()

    def has_room(self) -> bool:
        return self.wire.get_write_buffer_size() <= ROOM

    def take(self, state: State) -> None:
        self.wire.write(state.frame(self.form, self.at))
        self.at = state.number

    def gone(self) -> None:
        self.wire.write(farewell(self.form, self.at))
        if self.form.chunked:
            self.wire.write(LAST_CHUNK)
        self.wire.close()


class Glance:
    """Somebody who looks once: the poll of a browser that cannot keep a stream open."""

    __slots__ = ("at", "person", "seen")

    def __init__(self, person: int | None = None) -> None:
        self.person = person
        self.at = 0
        self.seen: asyncio.Future[State | None] = asyncio.get_running_loop().create_future()

    def has_left(self) -> bool:
        return self.seen.done()

    def has_room(self) -> bool:
        return True

    def take(self, state: State) -> None:
        self.at = state.number
        if not self.seen.done():
            self.seen.set_result(state)

    def gone(self) -> None:
        if not self.seen.done():
            self.seen.set_result(None)


class Hub:
    """All channels that somebody looks at. `changed`, `close`, `drop`, `people` and `count` may be called anywhere."""

    def __init__(
        self,
        render: Callable[[Channel], bytes],
        *,
        pause: float = 0.15,
        beat: float = 15.0,
        linger: float = 10.0,
        patience: float = 1.0,
        threads: int = 2,
    ) -> None:
        self.pause = pause
        self.beat = beat
        self.linger = linger
        self.patience = patience
        self._render = render
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="face")
        self._lines: dict[Channel, Line] = {}
        self._loop: asyncio.AbstractEventLoop | None = None
        self._told: set[str] = set()

    # What the rest of the house says and asks, from any thread.

    def changed(self, topic: str) -> None:
        """Something that a face of this topic shows has changed, and is committed."""
        if topic not in self._told:
            self._told.add(topic)
            self._soon(self._mark_told)

    def everything_changed(self) -> None:
        """We may have missed something: look at every face again."""
        self._soon(self._mark_all)

    def close(self, topic: str) -> None:
        """The topic is over: tell everybody, and hang up."""
        self._soon(self._see_off, topic, None)

    def drop(self, topic: str, person: int) -> None:
        """This person may no longer look at this topic."""
        self._soon(self._see_off, topic, person)

    def people(self, topic: str) -> set[int]:
        """Who is here now."""
        return {one.person for line in self._of(topic) for one in tuple(line.listeners) if one.person is not None}

    def count(self, topic: str, audience: str) -> int:
        """How many streams are open for an audience."""
        return sum(len(line.listeners) for line in self._of(topic) if line.channel.audience == audience)

    def channels(self) -> list[Channel]:
        """What somebody looks at now."""
        return [line.channel for line in tuple(self._lines.values()) if line.listeners]

    def topics(self) -> set[str]:
        """Which topics somebody looks at."""
        return {channel.topic for channel in tuple(self._lines)}

    @property
    def total(self) -> int:
        """How many streams are open in all."""
        return sum(len(line.listeners) for line in tuple(self._lines.values()))

    # What the doors (app.py) do, in the loop.

    def join(self, channel: Channel, listener: Listener) -> None:
        """Let somebody look; they get the face at once, or as soon as it is rendered."""
        line = self._lines.get(channel)
        if line is None:
            self._loop = asyncio.get_running_loop()
            line = self._lines[channel] = Line(channel, self)
            line.task = self._loop.create_task(self._tend(line))
        line.welcome(listener)

    def leave(self, channel: Channel, listener: Listener) -> None:
        """Somebody has hung up."""
        if channel in self._lines:
            self._lines[channel].listeners.discard(listener)

    async def glance(self, channel: Channel) -> State | None:
        """The current face, for somebody who will not stay; None when the topic is over."""
        once = Glance()
        self.join(channel, once)
        try:
            return await once.seen
        finally:
            self.leave(channel, once)

    async def render(self, channel: Channel) -> bytes:
        """Render a face, in a thread of our own so that a full house of requests cannot hold it up."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._render, channel)

    def stop(self) -> None:
        """Let go of threads and tasks; the server closes the streams."""
        self._soon(self._cancel_all)
        self._threads.shutdown(wait=False, cancel_futures=True)

    # Inside.

    def _soon(self, do: Callable[..., None], *args: object) -> None:
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(do, *args)
        else:
            self._told.clear()

    def _of(self, topic: str) -> list[Line]:
        return [line for line in tuple(self._lines.values()) if line.channel.topic == topic]

    def _mark_told(self) -> None:
        # Swap first: who finds their topic in the old set is marked below, who comes later starts a new one.
        told, self._told = self._told, set()
        for topic in told:
            self._mark(self._of(topic))

    def _mark_all(self) -> None:
        self._mark(self._lines.values())

    def _mark(self, lines: Iterable[Line]) -> None:
        for line in lines:
            line.mark_stale()

    def _see_off(self, topic: str, person: int | None) -> None:
        for line in self._of(topic):
            line.see_off(person)

    def _cancel_all(self) -> None:
        for line in self._lines.values():
            line.task.cancel()

    async def _tend(self, line: Line) -> None:
        while await line.step():
            pass
        del self._lines[line.channel]


class Line:
    """Everybody who looks at one channel, and the state they are told."""

    def __init__(self, channel: Channel, hub: Hub) -> None:
        self.channel = channel
        self.hub = hub
        self.listeners: set[Listener] = set()
        self.task: asyncio.Task[None]
        self._state: State | None = None
        self._changes = 1  # how often the face was said to have changed,
        self._shown = 0  # and how many of those the state shows
        self._may_render_at = 0.0
        self._beat_at = 0.0
        self._wake = asyncio.Event()
        self._clock = asyncio.get_running_loop().time

    @property
    def is_stale(self) -> bool:
        return self._shown < self._changes

    def mark_stale(self) -> None:
        self._changes += 1
        self._wake.set()

    def welcome(self, listener: Listener) -> None:
        self.listeners.add(listener)
        if self._state is None or self.is_stale:
            self._wake.set()
        else:
            self._tell_one(listener, self._state)

    def see_off(self, person: int | None) -> None:
        for listener in tuple(self.listeners):
            if person is None or listener.person == person:
                self.listeners.discard(listener)
                if not listener.has_left():
                    listener.gone()

    async def step(self) -> bool:
        """Render if need be, tell everybody, rest. False when nobody looks any more."""
        if self.listeners and self.is_stale:
            await self._renew()
        if self._state is not None and self._clock() >= self._beat_at:
            # The heartbeat: the same state again, so that proxies and phones know that the line is open.
            self._say(self._state.face)
        all_are_told = await self._tell()
        return await self._rest(all_are_told)

    async def _renew(self) -> None:
        await asyncio.sleep(self._may_render_at - self._clock())
        self._may_render_at = self._clock() + self.hub.pause
        changes = self._changes
        try:
            face = await self.hub.render(self.channel)
        except Exception:
            logger.exception("Could not render %s", self.channel)
            self._may_render_at += self.hub.patience
            return
        self._shown = changes
        if self._state is None or face != self._state.face:
            self._say(face)

    def _say(self, face: bytes) -> None:
        self._state = State(face, self._state)
        self._beat_at = self._clock() + self.hub.beat

    async def _tell(self) -> bool:
        """Write the state to all who have not heard it and have room for it; False if somebody had not."""
        state = self._state
        if state is None:
            return True
        behind = [listener for listener in self.listeners if listener.at != state.number]
        all_are_told = True
        for start in range(0, len(behind), SWEEP):
            for listener in behind[start : start + SWEEP]:
                if listener in self.listeners:  # and has not left while others were told
                    all_are_told &= self._tell_one(listener, state)
            await asyncio.sleep(0)
        return all_are_told

    def _tell_one(self, listener: Listener, state: State) -> bool:
        try:
            if listener.has_left():  # a moment ago; whoever lent us the wire has not told us yet
                self.listeners.discard(listener)
            elif listener.has_room():
                listener.take(state)
            else:
                return False
        except Exception:
            logger.exception("Lost somebody who looked at %s", self.channel)
            self.listeners.discard(listener)
        return True

    async def _rest(self, all_are_told: bool) -> bool:
        """Wait for a change, for those who are behind, or for the next heartbeat."""
        if not self.listeners:
            # Keep the face a little: somebody who reloads, or polls, is soon back.
            await self._wait(self.hub.linger)
            return bool(self.listeners)
        if not self.is_stale:
            await self._wait(self._beat_at - self._clock() if all_are_told else self.hub.pause)
        return True

    async def _wait(self, seconds: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._wake.wait()
        self._wake.clear()
