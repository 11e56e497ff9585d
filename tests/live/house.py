"""A small house to try the stream in: faces that a test writes, a real server, and somebody who listens."""

from __future__ import annotations

import http.client
import socket
import subprocess
import threading
import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple, Self

from redis import Redis

from samskap.live.app import HTML, TEXT, Admission, Live, Receive, Refusal, Scope, Send, answer, asked_for, query
from samskap.live.hub import Channel, Hub
from samskap.live.server import Server, config
from samskap.testing import programs

WAIT = 10


def eventually(holds: Callable[[], object]) -> None:
    """Wait until it holds; how long that takes is not what is tested."""
    until = time.monotonic() + WAIT
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.01)


class Event(NamedTuple):
    kind: str
    name: str
    text: str


def parse(said: bytes) -> tuple[list[Event], bytes]:
    """The events of an event stream, as a browser reads them, and what is not whole yet."""
    *whole, rest = said.split(b"\n\n")
    events = []
    for block in whole:
        fields = [line.partition(": ")[::2] for line in block.decode().split("\n")]
        named = dict(fields)
        events.append(Event(named["event"], named["id"], "\n".join(text for key, text in fields if key == "data")))
    return events, rest


class Wall:
    """What there is to see, by channel; counts how often it was rendered."""

    def __init__(self) -> None:
        self.faces: dict[tuple[str, str], bytes] = {}
        self.renders: Counter[Channel] = Counter()
        self.fails = False
        self.may_render = threading.Event()
        self.may_render.set()

    def render(self, channel: Channel) -> bytes:
        assert self.may_render.wait(WAIT)
        self.renders[channel] += 1
        if self.fails:
            raise LookupError("the projector is out")
        return self.faces.get(channel[:2], b"<main>empty</main>")


async def admit(scope: Scope) -> Admission | Refusal:
    """Topics named after a status refuse with it; `?me=17` says who one is."""
    channel = asked_for(scope)
    assert channel is not None
    if channel.topic.isdecimal():
        return Refusal(int(channel.topic))
    me = query(scope, "me")
    return Admission(channel, int(me) if me else None)


class Street:
    """Where people stand who ask at the doors; all are sent home in the end."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.connections: list[http.client.HTTPConnection] = []

    def ask(self, path: str, method: str = "GET", **headers: str) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=WAIT)
        self.connections.append(connection)
        connection.request(method, path, headers={key.replace("_", "-"): value for key, value in headers.items()})
        return connection.getresponse()

    def listen(self, path: str, encoding: str = "gzip") -> Ear:
        response = self.ask(path, accept_encoding=encoding)
        return Ear(response, self.connections[-1])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for connection in self.connections:
            connection.close()


class House(Street):
    """A server, and the street outside it."""

    def __init__(self, wall: Wall, hub: Hub, port: int) -> None:
        super().__init__(port)
        self.wall = wall
        self.hub = hub

    def show(self, topic: str, audience: str, face: str) -> None:
        self.wall.faces[topic, audience] = face.encode()
        self.hub.changed(topic)


class Ear:
    """Somebody who listens to a stream and decodes it as a browser would."""

    def __init__(self, response: http.client.HTTPResponse, connection: http.client.HTTPConnection) -> None:
        self.response = response
        self.connection = connection
        self.is_zipped = response.getheader("content-encoding") == "gzip"
        self._unpack = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
        self._rest = b""
        self._heard: list[Event] = []
        self.wire_bytes = 0

    def event(self) -> Event:
        """The next event; EOFError when there is no more."""
        while not self._heard:
            data = self.response.read1(65536)
            if not data:
                raise EOFError
            self.wire_bytes += len(data)
            self._heard, self._rest = parse(self._rest + (self._unpack.decompress(data) if self.is_zipped else data))
        return self._heard.pop(0)

    def face(self) -> str:
        event = self.event()
        assert event.kind == "face"
        return event.text

    def until(self, face: str) -> list[str]:
        """All faces up to and with this one."""
        faces = [self.face()]
        while faces[-1] != face:
            faces.append(self.face())
        return faces

    def hang_up(self) -> None:
        self.response.close()
        self.connection.close()


class Mailbox:
    """The app, with a page in front that opens a stream, and a box where the page posts what it saw."""

    def __init__(self, app: Any, page: str) -> None:
        self.app = app
        self.page = page
        self.post = b""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"] == "/page":
            await answer(send, 200, HTML, self.page.encode())
        elif scope["path"] == "/post":
            post, more = b"", True
            while more:
                part = await receive()
                post, more = post + part["body"], part["more_body"]
            self.post = post
            await answer(send, 204, TEXT)
        else:
            await self.app(scope, receive, send)


class Post:
    """A Valkey or Redis of our own, that can be stopped and started."""

    def __init__(self, folder: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as door:
            self.port: int = door.getsockname()[1]
        self.url = f"redis://127.0.0.1:{self.port}"
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        choices = ["--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--dir", str(self._folder)]
        self._process = subprocess.Popen([programs.redis(), *choices], stdout=subprocess.DEVNULL)
        until = time.monotonic() + WAIT
        while time.monotonic() < until:
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port)):
                return
            time.sleep(0.01)
        raise TimeoutError

    def listeners(self) -> int:
        with Redis.from_url(self.url) as redis:
            return int(redis.pubsub_numsub("samskap:hints")[0][1])

    def stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()


def hide_transport(app: Any) -> Any:
    """The same app on a server that lends nothing."""

    async def plain(scope: Scope, receive: Any, send: Any) -> None:
        scope.pop("extensions", None)
        await app(scope, receive, send)

    return plain


@contextmanager
def open_house(
    *,
    port: int = 0,
    limit: int = 5000,
    before: Callable[[Any], Any] = lambda app: app,
    **hub_settings: float,
) -> Iterator[House]:
    """Run the stream on a free port, in a thread of its own, and close it afterwards."""
    wall = Wall()
    hub = Hub(wall.render, **hub_settings)  # type: ignore[arg-type]
    app = before(Live(hub, admit, limit=limit))
    settings = {"port": port, "lifespan": "off", "log_level": "warning", "timeout_graceful_shutdown": 1}
    server = Server(config(app, **settings))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        eventually(lambda: server.started)
        with House(wall, hub, server.servers[0].sockets[0].getsockname()[1]) as house:
            yield house
    finally:
        wall.may_render.set()
        server.should_exit = True
        thread.join(WAIT)
        hub.stop()
        assert not thread.is_alive()
