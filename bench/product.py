"""The product itself on a port, with a gathering in it; and phones that speak HTTP with it as browsers do."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import urlencode

from bench import machine

SLUG, CODE = "benk", "BCDFGH"
MAKE = """
from django.utils import timezone
from samskap.gatherings import actions
from samskap.gatherings.access import cookie_name
from samskap.gatherings.models import Block, Gathering
from samskap.stage import remote
gathering = Gathering.objects.create(slug={slug!r}, title="Benk", code={code!r}, starts_at=timezone.now())
block = Block.objects.create(gathering=gathering, kind="notes", title="Lapper", position=1, settings={{"each": 50}})
actions.open_doors(gathering)
remote.go_next(gathering, step=0)
for number in range({people}):
    actions.join(gathering, first_name=f"Nr. {{number}}", token=f"token-{{number}}")
print(cookie_name(gathering, "person"), block.pk)
"""
SAMSKAP = (sys.executable, "-c", "import sys; from samskap.cli import main; sys.exit(main())")


class Place(NamedTuple):
    """A gathering that is served."""

    port: int
    cookie: str
    block: int


@contextmanager
def gathering(name: str, *, people: int, server: Sequence[str] = ()) -> Iterator[Place]:
    """Serve a gathering with so many people in it, with the product's server or another command."""
    with tempfile.TemporaryDirectory(prefix="samskap-bench-") as data:
        port = machine.free_port()
        environment = {**os.environ, "SAMSKAP_DATA": data, "SAMSKAP_URL": f"http://127.0.0.1:{port}"}
        script = MAKE.format(slug=SLUG, code=CODE, people=people)
        _manage(environment, "migrate", "-v", "0")
        cookie, block = _manage(environment, "shell", "-v", "0", "-c", script).split()
        command = [part.format(port=port) for part in server] or [*SAMSKAP, "serve", "--port", str(port)]
        with machine.serving(name, port, [command], environment):
            yield Place(port, cookie, int(block))


def told_by(script: str) -> Any:
    """Run ``script`` with the product's code on a fresh database, in a process of its own.

    Returns the last line that it prints, read as JSON.
    """
    with tempfile.TemporaryDirectory(prefix="samskap-bench-") as data:
        environment = {**os.environ, "SAMSKAP_DATA": data}
        _manage(environment, "migrate", "-v", "0")
        return json.loads(_manage(environment, "shell", "-v", "0", "-c", script).splitlines()[-1])


def _manage(environment: dict[str, str], *arguments: str) -> str:
    command = [*SAMSKAP, "manage", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes


class Phone:
    """One phone: a connection that is kept, and its cookies."""

    def __init__(self, port: int, cookies: dict[str, str] | None = None) -> None:
        self.port = port
        self.cookies = cookies or {}
        self._wire: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def get(self, path: str) -> Answer:
        """Load a page."""
        return await self._ask("GET", path, b"", {"Accept": "text/html"})

    async def post(self, path: str, values: dict[str, str], *, parts: bool = False) -> Answer:
        """Send a form, with a key of its own."""
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Sec-Fetch-Site": "same-origin",
            "Idempotency-Key": uuid.uuid4().hex,
            "Accept": "text/vnd.samskap.parts" if parts else "text/html",
        }
        return await self._ask("POST", path, urlencode(values).encode(), headers)

    async def first_face(self, path: str) -> None:
        """Open the stream and wait until the first face has come; the stream stays open."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        writer.write(self._head("GET", path, {"Accept": "text/event-stream", "Accept-Encoding": "identity"}))
        head = await reader.readuntil(b"\r\n\r\n")
        if b" 200 " not in head.split(b"\r\n")[0]:
            raise RuntimeError(head.decode())
        await reader.readuntil(b"event: face")
        self._stream = (reader, writer)

    async def _ask(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Answer:
        if self._wire is None:
            self._wire = await asyncio.open_connection("127.0.0.1", self.port)
        reader, writer = self._wire
        writer.write(self._head(method, path, headers | {"Content-Length": str(len(body))}) + body)
        lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        found: dict[str, str] = {}
        for line in filter(None, lines[1:]):
            name, _, value = line.partition(": ")
            found[name.lower()] = value
            if name.lower() == "set-cookie":
                key, _, token = value.partition(";")[0].partition("=")
                self.cookies[key] = token
        content = await reader.readexactly(int(found.get("content-length", 0)))
        return Answer(int(lines[0].split()[1]), found, content)

    def _head(self, method: str, path: str, headers: dict[str, str]) -> bytes:
        jar = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        wanted = {"Host": f"127.0.0.1:{self.port}", **headers, **({"Cookie": jar} if jar else {})}
        lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in wanted.items())]
        return ("\r\n".join(lines) + "\r\n\r\n").encode()


def percentile(values: Sequence[float], share: float) -> float:
    """The value that so large a share of the values is below."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]
