"""Hints between processes: what is said in one is heard in all, also after the line was broken."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from samskap.live.frames import Form
from samskap.live.hints import SharedHints
from samskap.live.hub import Channel, Hub, Stream
from tests.live.house import Post, Wall, eventually

PHONE = Channel("skien", "phone", "nb")


@pytest.fixture
def post(tmp_path: Path) -> Iterator[Post]:
    post = Post(tmp_path)
    post.start()
    yield post
    post.stop()


class Paper:
    """A wire that keeps what was written."""

    def __init__(self) -> None:
        self.said = b""
        self.is_closed = False

    def write(self, data: bytes, /) -> None:
        self.said += data

    def get_write_buffer_size(self) -> int:
        return 0

    def is_closing(self) -> bool:
        return self.is_closed

    def close(self) -> None:
        self.is_closed = True


class Process:
    """As much of a Samskap process as hints need: a hub, its hints, and one phone that looks."""

    def __init__(self, wall: Wall, url: str) -> None:
        self.hub = Hub(wall.render, pause=0.01)
        self.hints = SharedHints(self.hub, url, patience=0.05)
        self.phone = Paper()

    async def sees(self, text: str) -> bool:
        await asyncio.to_thread(eventually, lambda: text.encode() in self.phone.said)
        return True


@asynccontextmanager
async def two_processes(wall: Wall, post: Post) -> AsyncIterator[tuple[Process, Process]]:
    processes = Process(wall, post.url), Process(wall, post.url)
    tasks = [asyncio.create_task(process.hints.run()) for process in processes]
    for process in processes:
        process.hub.join(PHONE, Stream(process.phone, Form(zipped=False, chunked=False), person=17))
        assert await process.sees("empty")
    try:
        await asyncio.to_thread(eventually, lambda: post.listeners() == len(processes))
        yield processes
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for process in processes:
            process.hub.stop()


def test_a_change_in_one_process_is_seen_in_all(post: Post) -> None:
    async def day() -> None:
        wall = Wall()
        async with two_processes(wall, post) as (here, there):
            wall.faces["skien", "phone"] = b"<p>new</p>"
            await asyncio.to_thread(here.hints.changed, "skien")

            assert await here.sees("new")
            assert await there.sees("new")

    asyncio.run(day())


def test_who_is_removed_in_one_process_is_gone_from_all(post: Post) -> None:
    async def day() -> None:
        async with two_processes(Wall(), post) as (here, there):
            here.hints.drop("skien", 17)

            await asyncio.to_thread(eventually, lambda: here.phone.is_closed and there.phone.is_closed)

    asyncio.run(day())


def test_what_is_closed_in_one_process_is_closed_in_all(post: Post) -> None:
    async def day() -> None:
        async with two_processes(Wall(), post) as (here, there):
            here.hints.close("skien")

            await asyncio.to_thread(eventually, lambda: here.phone.is_closed and there.phone.is_closed)

    asyncio.run(day())


def test_without_a_line_each_process_goes_on_and_all_look_again_when_it_is_mended(post: Post) -> None:
    async def day() -> None:
        wall = Wall()
        async with two_processes(wall, post) as (here, there):
            await asyncio.to_thread(post.stop)
            wall.faces["skien", "phone"] = b"<p>new</p>"
            here.hints.changed("skien")
            assert await here.sees("new")
            assert b"new" not in there.phone.said

            await asyncio.to_thread(post.start)

            assert await there.sees("new")

    asyncio.run(day())
