"""A phone's browser, as far as the server can tell: cookies, redirects, forms, photos, the live stream.

One connection for each request keeps it simple, and on one machine it costs little: five hundred of these run in one
process. The parser is the one the server uses.
"""

import asyncio
import mimetypes
import secrets
import zlib
from collections.abc import AsyncIterator, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

import httptools

HTML = "text/html,application/xhtml+xml"
PATIENCE = 30.0  # seconds for one answer
CHUNK = 64 * 1024
MOVED = {301, 302, 303, 307}


@dataclass
class Answer:
    """What the server said. Header names are in small letters."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    cookies: dict[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode(errors="replace")


class _Reader:
    """Reads one answer as it comes in, with the callbacks of httptools."""

    def __init__(self) -> None:
        self.answer = Answer()
        self.fresh = bytearray()
        self.is_whole = False
        self.parser = httptools.HttpResponseParser(self)

    def on_header(self, name: bytes, value: bytes) -> None:
        key, text = name.decode("latin-1").lower(), value.decode("latin-1")
        if key == "set-cookie":
            cookie, _, content = text.partition(";")[0].partition("=")
            self.answer.cookies[cookie] = content
        self.answer.headers[key] = text

    def on_headers_complete(self) -> None:
        self.answer.status = self.parser.get_status_code()

    def on_body(self, body: bytes) -> None:
        self.fresh += body

    def on_message_complete(self) -> None:
        self.is_whole = True

    def feed(self, data: bytes) -> bytes:
        """Take what came over the wire; return what it adds to the body."""
        self.parser.feed_data(data)
        fresh = bytes(self.fresh)
        self.fresh.clear()
        return fresh


class Browser:
    """One device: it keeps its cookies and says where its requests come from, as browsers do."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self.origin = f"{parts.scheme}://{parts.netloc}"
        self.host = parts.netloc
        self._at = (parts.hostname or "localhost", parts.port or 80)
        self.cookies: dict[str, str] = {}

    async def get(self, path: str, *, accept: str = HTML) -> Answer:
        """Open a page, wherever it redirects to."""
        return await self._ask("GET", path, {"Accept": accept})

    async def post(
        self,
        path: str,
        values: Mapping[str, Any],
        *,
        files: Mapping[str, Path] | None = None,
        accept: str = HTML,
        key: str = "",
    ) -> Answer:
        """Send a form, as multipart when it holds files."""
        kind, body = _multipart(values, files) if files else (_PLAIN_FORM, urlencode(values, doseq=True).encode())
        headers = {"Accept": accept, "Content-Type": kind}
        return await self._ask("POST", path, headers | ({"Idempotency-Key": key} if key else {}), body)

    async def stream(self, path: str) -> AsyncIterator[str]:
        """Open the live stream, and give what it says as it comes, unpacked."""
        unpack = zlib.decompressobj(31)
        reading = _Reader()
        reader, writer = await asyncio.open_connection(*self._at)
        try:
            writer.write(self._head("GET", path, {"Accept": "text/event-stream", "Accept-Encoding": "gzip"}, b""))
            while not reading.is_whole and (data := await reader.read(CHUNK)):
                said = reading.feed(data)
                if reading.answer.status != 200:
                    raise ConnectionError(f"The stream answered {reading.answer.status}")
                yield (unpack.decompress(said) if "content-encoding" in reading.answer.headers else said).decode()
        finally:
            writer.close()

    async def _ask(self, method: str, path: str, headers: dict[str, str], body: bytes = b"") -> Answer:
        for _ in range(6):
            async with asyncio.timeout(PATIENCE):
                answer = await self._once(method, path, headers, body)
            self.cookies |= answer.cookies
            if answer.status not in MOVED:
                return answer
            onward = urlsplit(urljoin(self.origin + path, answer.headers["location"]))
            path = onward.path + (f"?{onward.query}" if onward.query else "")
            method, headers, body = "GET", {"Accept": HTML}, b""
        raise ConnectionError(f"{path} redirects around and around")

    async def _once(self, method: str, path: str, headers: dict[str, str], body: bytes) -> Answer:
        reading = _Reader()
        reader, writer = await asyncio.open_connection(*self._at)
        try:
            writer.write(self._head(method, path, headers | {"Connection": "close"}, body) + body)
            while not reading.is_whole and (data := await reader.read(CHUNK)):
                reading.answer.body += reading.feed(data)
        finally:
            writer.close()
        if not reading.is_whole:
            raise ConnectionError(f"{path} was cut off")
        return reading.answer

    def _head(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> bytes:
        lines = {"Host": self.host, "User-Agent": "Samskap-rehearsal", "Accept-Language": "nb", **headers}
        if self.cookies:
            lines["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if method == "POST":
            lines |= {"Content-Length": str(len(body)), "Origin": self.origin, "Sec-Fetch-Site": "same-origin"}
        written = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        return f"{method} {path} HTTP/1.1\r\n{written}\r\n".encode()


_PLAIN_FORM = "application/x-www-form-urlencoded"


def _multipart(values: Mapping[str, Any], files: Mapping[str, Path]) -> tuple[str, bytes]:
    """Pack a form with files; return its content type and body."""
    edge = secrets.token_hex(16)
    parts = [(f'name="{name}"', "", str(one).encode()) for name, value in values.items() for one in _each(value)]
    for name, file in files.items():
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        parts.append((f'name="{name}"; filename="{file.name}"', f"Content-Type: {kind}\r\n", file.read_bytes()))
    body = b"".join(
        f"--{edge}\r\nContent-Disposition: form-data; {what}\r\n{kind}\r\n".encode() + content + b"\r\n"
        for what, kind, content in parts
    )
    return f"multipart/form-data; boundary={edge}", body + f"--{edge}--\r\n".encode()


def _each(value: Any) -> Iterable[Any]:
    return value if isinstance(value, (list, tuple)) else [value]
