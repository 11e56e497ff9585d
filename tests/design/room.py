"""A small room to try the browser side in: pages from the real templates, a stream, and a server that can misbehave."""

import json
import mimetypes
import queue
import threading
import time
from dataclasses import dataclass, field
from email.parser import BytesParser
from email.policy import HTTP
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from django.template import engines
from django.test import RequestFactory, override_settings
from django.utils.safestring import SafeString
from django.utils.translation import override

from samskap.design import views

STATIC = Path("src/samskap/design/static")
POLICY = "default-src 'self'; img-src 'self' data: blob:; base-uri 'none'; form-action 'self'"

FACE = """<div id="face-now" data-face data-stage="b1-1"><section class="task"><h1>Skriv</h1></section></div>
<div id="face-others" data-face><p id="count">Ingen lapper ennå</p></div>"""
MINE = """<div id="mine" data-mine="/g/test/mine/" data-version="1">
<form id="write" method="post" action="/g/test/b/1/write/" data-live>
<label for="text">Lapp</label><textarea id="text" name="text" required data-draft="b1"></textarea>
<button type="submit">Heng opp</button></form></div>"""


@dataclass
class Posted:
    """One form as it came."""

    path: str
    key: str
    fields: dict[str, str]


@dataclass
class Room:
    """What the page shows, what has come in, and how the next answers will be."""

    face: str = FACE
    mine: str = MINE
    audience: str = "phone"
    skew: float = 0.0
    came: list[Posted] = field(default_factory=list)
    answers: dict[str, tuple[int, str]] = field(default_factory=dict)
    fail: list[int] = field(default_factory=list)
    slow: float = 0.0
    mine_fetched: int = 0
    listeners: list["queue.Queue[str | None]"] = field(default_factory=list)
    opened: int = 0
    number: int = 0
    refuse_stream: int = 0
    url: str = ""

    @property
    def kept(self) -> list[Posted]:
        """What a server that answers each key once has kept."""
        return list({posted.key: posted for posted in self.came}.values())

    def push(self, html: str) -> None:
        """Show everybody something new."""
        self.face = html
        self.number += 1
        for listener in self.listeners:
            listener.put(self.event())

    def gone(self) -> None:
        """Say that the gathering is over."""
        for listener in self.listeners:
            listener.put("event: gone\ndata: over\n\n")

    def drop_lines(self) -> None:
        """Cut every stream, as a train in a tunnel does."""
        for listener in self.listeners:
            listener.put(None)

    def event(self) -> str:
        lines = "".join(f"data: {line}\n" for line in self.face.splitlines())
        return f"event: face\nid: {self.number}\n{lines}\n"

    def page(self) -> str:
        template = engines["django"].from_string(
            '{% extends "design/' + self.audience + '.html" %}{% block now %}{{ face }}{% endblock %}'
            "{% block mine %}{{ mine }}{% endblock %}{% block others %}{% endblock %}"
            "{% block face %}{{ screen }}{% endblock %}"
        )
        return template.render(
            {
                "gathering": {"title": "Prøvesamling"},
                "stream": "/live/test/phone?lang=nb",
                "me": {"pk": 17},
                "face": SafeString(self.face),
                "screen": SafeString(self.face if self.audience == "screen" else ""),
                "mine": SafeString(self.mine),
            }
        )


def guide_page(name: str) -> bytes:
    """A page of the style guide."""
    with override("nb"), override_settings(DEBUG=True):
        content: bytes = views.style_guide(RequestFactory().get(f"/guide/{name}"), name).content
    return content


class Door(BaseHTTPRequestHandler):
    """Answers as the room says."""

    room: Room
    protocol_version = "HTTP/1.1"

    def log_message(self, *args: Any) -> None:
        pass

    def answer(self, status: int, body: bytes, kind: str = "text/html; charset=utf-8", **headers: str) -> None:
        self.send_response(status)
        for name, value in ({"Content-Type": kind, "Content-Length": str(len(body))} | headers).items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self) -> None:
        path = self.path.split("?")[0]
        if path.startswith("/live/"):
            self.stream()
        elif path == "/now":
            self.answer(200, json.dumps({"now": (time.time() + self.room.skew) * 1000}).encode(), "application/json")
        elif path == "/g/test/mine/":
            self.room.mine_fetched += 1
            self.answer(200, self.room.mine.encode())
        elif path.startswith("/guide/"):
            self.answer(200, guide_page(path.removeprefix("/guide/")), Content_Security_Policy=POLICY)
        elif path.startswith("/static/"):
            self.static(path.removeprefix("/static/"))
        else:
            self.answer(200, self.room.page().encode(), Content_Security_Policy=POLICY)

    def static(self, name: str) -> None:
        file = STATIC / name
        if not file.is_file():
            self.answer(404, b"")
        else:
            self.answer(200, file.read_bytes(), mimetypes.guess_type(name)[0] or "application/octet-stream")

    def stream(self) -> None:
        if self.room.refuse_stream:
            self.answer(self.room.refuse_stream, b"")
        elif "once=1" in self.path:
            self.answer(200, self.room.event().encode(), "text/event-stream")
        else:
            self.keep_telling()

    def keep_telling(self) -> None:
        mailbox: queue.Queue[str | None] = queue.Queue()
        self.room.opened += 1
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        self.room.listeners.append(mailbox)
        try:
            said: str | None = self.room.event()
            while said is not None:
                self.wfile.write(said.encode())
                self.wfile.flush()
                said = mailbox.get()
        except OSError:
            pass
        finally:
            self.room.listeners.remove(mailbox)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        time.sleep(self.room.slow)
        if self.room.fail:
            self.answer(self.room.fail.pop(0), b"", Retry_After="0")
            return
        posted = Posted(self.path, self.headers.get("Idempotency-Key", ""), self.fields(body))
        self.room.came.append(posted)
        status, html = self.room.answers.get(self.path, (200, self.room.mine))
        self.answer(status, html.encode(), "text/vnd.samskap.parts")

    def fields(self, body: bytes) -> dict[str, str]:
        kind = self.headers["Content-Type"]
        message = BytesParser(policy=HTTP).parsebytes(f"Content-Type: {kind}\r\n\r\n".encode() + body)
        return {
            str(part.get_param("name", header="content-disposition")): self.content(part)
            for part in message.iter_parts()
        }

    def content(self, part: Any) -> str:
        payload = part.get_payload(decode=True)
        if part.get_filename():
            return f"{part.get_filename()} {part.get_content_type()} {len(payload)}"
        return str(payload.decode())


def serve(room: Room) -> ThreadingHTTPServer:
    """Serve the room until it is shut down."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("RoomDoor", (Door,), {"room": room}))
    server.daemon_threads = True
    room.url = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server
