"""A crowd of phones in one thread: opens streams, publishes faces, and notes when each phone had each of them.

Light, so that it is the server that is measured: a phone reads raw bytes. Faces end in a stamp (when they were
published). In a plain stream each phone looks for the stamp. In a gzip stream all get the same frames, so a sample of
the phones decodes what it gets, and the others note when they got which frame.
"""

from __future__ import annotations

import re
import select
import socket
import time
import zlib
from collections import defaultdict
from collections.abc import Callable

STAMP = re.compile(rb"at:(\d+);")
LONGEST_STAMP = 32
SAMPLE = 20
QUEUE = 40  # so many wait at the door at a time


class Phone:
    """One stream: what it has read, and when."""

    def __init__(self, crowd: Crowd, port: int, request: bytes, *, decodes: bool) -> None:
        self.crowd = crowd
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.sendall(request)
        self.socket.setblocking(False)
        self.unread = b""
        self.bytes = 0
        self.read: Callable[[bytes, int], None] = self.read_head
        self.unpack = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16) if decodes else None

    def receive(self) -> None:
        data = self.socket.recv(1 << 18)
        if not data:
            raise ConnectionError("a stream ended")
        self.bytes += len(data)
        self.read(self.unread + data, time.monotonic_ns())

    def read_head(self, data: bytes, now: int) -> None:
        head, end, rest = data.partition(b"\r\n\r\n")
        if not end:
            self.unread = data
            return
        if not head.startswith(b"HTTP/1.1 200"):
            raise ConnectionError(head.decode("latin-1"))
        self.read = self.read_frames if b"encoding: gzip" in head.lower() else self.read_plain
        self.crowd.connected += 1
        self.read(rest, now)

    def read_plain(self, data: bytes, now: int) -> None:
        end = 0
        for stamp in STAMP.finditer(data):
            self.crowd.had[int(stamp[1])].append(now)
            end = stamp.end()
        self.unread = data[end:][-LONGEST_STAMP:]

    def read_frames(self, data: bytes, now: int) -> None:
        while (size := data.find(b"\r\n")) > 0:
            end = size + 2 + int(data[:size], 16)
            if len(data) < end + 2:
                break
            self.read_frame(data[size + 2 : end], now)
            data = data[end + 2 :]
        self.unread = data

    def read_frame(self, frame: bytes, now: int) -> None:
        self.crowd.frames[frame].append(now)
        if self.unpack is not None:
            stamp = STAMP.search(self.unpack.decompress(frame))
            if stamp:
                self.crowd.stamps[frame] = int(stamp[1])


class Crowd:
    """Many phones, and one who publishes."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.phones: list[Phone] = []
        self.stalled: list[socket.socket] = []
        self.connected = 0
        self.had: defaultdict[int, list[int]] = defaultdict(list)
        self.frames: defaultdict[bytes, list[int]] = defaultdict(list)
        self.stamps: dict[bytes, int] = {}
        self._poll = select.epoll()
        self._by_file: dict[int, Callable[[], object]] = {}

    def come(self, number: int, path: str, headers: str = "") -> None:
        """So many phones open a stream; returns when all have an answer."""
        request = f"GET {path} HTTP/1.1\r\nHost: bench\r\n{headers}\r\n".encode()
        for _ in range(number):
            phone = Phone(self, self.port, request, decodes=len(self.phones) < SAMPLE)
            self.phones.append(phone)
            self._watch(phone.socket, phone.receive)
            self.until(lambda: len(self.phones) - self.connected < QUEUE, 60)
        self.until(lambda: self.connected == len(self.phones), 60)

    def come_and_stall(self, number: int, path: str, headers: str = "") -> None:
        """So many phones open a stream and never read it."""
        for _ in range(number):
            phone = socket.socket()
            phone.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            phone.connect(("127.0.0.1", self.port))
            phone.sendall(f"GET {path} HTTP/1.1\r\nHost: bench\r\n{headers}\r\n".encode())
            self.stalled.append(phone)
            self.turn(0)

    def publish(self, path: str, face: bytes) -> int:
        """Publish a face, stamped; the answer is not waited for."""
        stamp = time.monotonic_ns()
        body = b"%b<i>at:%d;</i>" % (face, stamp)
        head = f"POST {path} HTTP/1.1\r\nHost: bench\r\nConnection: close\r\nContent-Length: {len(body)}\r\n\r\n"
        publisher = socket.create_connection(("127.0.0.1", self.port))
        publisher.sendall(head.encode() + body)
        self._watch(publisher, lambda: self._read_answer(publisher))
        return stamp

    def publish_and_wait(self, path: str, face: bytes, seconds: float = 60) -> None:
        """Publish a face and see that everybody has it."""
        stamp = self.publish(path, face)
        self.until(lambda: len(self.times(stamp)) >= len(self.phones), seconds)

    def turn(self, seconds: float) -> None:
        """Read what has come, waiting at most so long for something."""
        for file, _ in self._poll.poll(seconds, 512):
            self._by_file[file]()

    def until(self, holds: Callable[[], bool], seconds: float) -> bool:
        end = time.monotonic() + seconds
        while not holds():
            if time.monotonic() > end:
                return False
            self.turn(0.02)
        return True

    def times(self, stamp: int) -> list[int]:
        """When each phone had the face with this stamp."""
        return self.had[stamp] + [
            time for frame, one in self.stamps.items() if one == stamp for time in self.frames[frame]
        ]

    def bytes(self) -> int:
        return sum(phone.bytes for phone in self.phones)

    def leave(self) -> None:
        for one in (*(phone.socket for phone in self.phones), *self.stalled):
            one.close()
        self._poll.close()

    def _watch(self, one: socket.socket, read: Callable[[], object]) -> None:
        self._by_file[one.fileno()] = read
        self._poll.register(one, select.EPOLLIN)

    def _read_answer(self, publisher: socket.socket) -> None:
        if not publisher.recv(1 << 16):
            self._poll.unregister(publisher)
            publisher.close()
