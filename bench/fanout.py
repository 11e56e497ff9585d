"""Fan-out: one face to many streams, beside nginx with nchan (C) and Django Channels with daphne and Redis.

A face of 6 kB in which one note changes, five times a second. The servers take turns, so that what else the machine
does hits them alike, and the medians of the rounds are compared. Each has one core; the crowd and the publisher have
another. Publishing is the same for all: the face is posted to the server.
"""

from __future__ import annotations

import random
import shutil
import statistics
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from typing import NamedTuple

from bench.crowd import Crowd
from bench.figures import Figure, compared
from bench.machine import Server, free_port, serving
from bench.servers.samskap_stream import sign

PUSHES = 5  # a second
STALLS_WITHIN = 4  # seconds
NCHAN_MODULE = Path("/usr/lib/nginx/modules/ngx_nchan_module.so")
NOTE = f"""\
**Fan-out.** A face of 6 kB, of which one note changes, is pushed {PUSHES} times a second to all streams for 20 seconds.
Server and load generator have a core each; the servers take turns, and medians of three rounds are shown. Our streams
are opened with a signed cookie, as phones' are, and are gzip streams of delta frames, as browsers' are."""


class Contender(NamedTuple):
    """A server that can be started, and how one asks it for a stream."""

    name: str
    start: Callable[[], AbstractContextManager[Server]]
    path: str = "/live"
    headers: str = ""


class Run(NamedTuple):
    """What was seen in one run."""

    cpu: float  # seconds for 10,000 deliveries
    median: float  # milliseconds from publishing to having it
    p95: float
    bytes: float  # on the wire for each delivery
    lost: float  # share of deliveries that did not come in time
    memory: float  # MB for 1,000 streams


class Wall:
    """A wall of notes of about 6 kB, of which one changes at a time."""

    def __init__(self) -> None:
        self.chance = random.Random(6)
        self.words = Path(__file__).with_name("words.txt").read_text().split()
        self.notes = [self.note(number) for number in range(60)]

    def note(self, number: int) -> str:
        return f'<li id="note-{number}" class="note"><p>{" ".join(self.chance.choices(self.words, k=8))}</p></li>'

    def change(self) -> bytes:
        number = self.chance.randrange(len(self.notes))
        self.notes[number] = self.note(number)
        return "\n".join(['<ul id="wall">', *self.notes, "</ul>"]).encode()


def samskap() -> AbstractContextManager[Server]:
    port = free_port()
    return serving("samskap", port, [[sys.executable, "-m", "bench.servers.samskap_stream", str(port)]])


@contextmanager
def nchan() -> Iterator[Server]:
    port = free_port()
    with TemporaryDirectory(prefix="samskap-nchan-") as folder:
        settings = Path(folder, "nginx.conf")
        settings.write_text(NGINX % {"module": NCHAN_MODULE, "port": port, "folder": folder})
        with serving("nchan", port, [["nginx", "-c", str(settings), "-e", "stderr"]]) as server:
            yield server


NGINX = """
load_module %(module)s;
daemon off;
worker_processes 1;
worker_rlimit_nofile 20000;
pid %(folder)s/pid;
error_log stderr error;
events { worker_connections 10000; }
http {
    access_log off;
    client_body_temp_path %(folder)s/body;
    proxy_temp_path %(folder)s/proxy;
    fastcgi_temp_path %(folder)s/fastcgi;
    uwsgi_temp_path %(folder)s/uwsgi;
    scgi_temp_path %(folder)s/scgi;
    client_body_buffer_size 64k;
    server {
        listen 127.0.0.1:%(port)d backlog=4096;
        nchan_channel_id bench;
        location = /live { nchan_subscriber eventsource; nchan_subscriber_first_message newest; }
        location = /push { nchan_publisher; nchan_message_buffer_length 1; }
    }
}
"""


@contextmanager
def channels() -> Iterator[Server]:
    port, redis = free_port(), free_port()
    commands = [
        ["redis-server", "--port", str(redis), "--bind", "127.0.0.1", "--save", "", "--daemonize", "no"],
        [
            sys.executable,
            "-m",
            "daphne",
            "-b",
            "127.0.0.1",
            "-p",
            str(port),
            "bench.servers.channels_stream:application",
        ],
    ]
    environment = {"BENCH_REDIS": f"redis://127.0.0.1:{redis}"}
    with serving("channels", port, commands, environment) as server:
        yield server


OURS = Contender(
    "Samskap", samskap, "/live/bench/phone?lang=nb", f"Accept-Encoding: gzip\r\nCookie: ticket=17-{sign('17')}\r\n"
)
PLAIN = OURS._replace(headers=f"Cookie: ticket=17-{sign('17')}\r\n")
NCHAN = Contender("nginx + nchan", nchan, headers="Accept: text/event-stream\r\n")
CHANNELS = Contender("Channels + daphne + Redis", channels)


def run(contender: Contender, streams: int, seconds: float, stalled: int = 0) -> Run:
    """Start a server, let the crowd in, push for a while, and see what it cost."""
    wall = Wall()
    with contender.start() as server:
        crowd = Crowd(server.port)
        crowd.publish("/push", wall.change())
        crowd.turn(0.5)
        idle = server.memory()
        crowd.come_and_stall(stalled, PLAIN.path, PLAIN.headers)
        crowd.come(streams, contender.path, contender.headers)
        memory = server.memory() - idle
        # Long enough for those who do not read to be seen to stall, if there are any.
        push(crowd, wall, STALLS_WITHIN if stalled else 1 / PUSHES)
        crowd.publish_and_wait("/push", wall.change())
        cpu, size = server.cpu(), crowd.bytes()
        stamps = push(crowd, wall, seconds)
        crowd.until(lambda: len(crowd.times(stamps[-1])) >= streams, 3)
        cpu, size = server.cpu() - cpu, crowd.bytes() - size
        waits = sorted((time - stamp) / 1e6 for stamp in stamps for time in crowd.times(stamp))
        crowd.leave()
    return Run(
        cpu=cpu / len(waits) * 10_000,
        median=waits[len(waits) // 2],
        p95=waits[len(waits) * 95 // 100],
        bytes=size / len(waits),
        lost=1 - len(waits) / (len(stamps) * streams),
        memory=memory / streams * 1000 / 1e6,
    )


def push(crowd: Crowd, wall: Wall, seconds: float) -> list[int]:
    """Publish at an even pace, reading meanwhile; returns the stamps."""
    stamps = []
    start = monotonic() + 2 / PUSHES  # what was pushed before is told and done
    for number in range(int(seconds * PUSHES)):
        while (left := start + number / PUSHES - monotonic()) > 0:
            crowd.turn(left)
        stamps.append(crowd.publish("/push", wall.change()))
    return stamps


def missing(contender: Contender) -> str:
    """What it would take to run an anchor here, if it cannot be."""
    if contender is NCHAN and not (shutil.which("nginx") and NCHAN_MODULE.exists()):
        return "apt-get install nginx-light libnginx-mod-nchan"
    if contender is CHANNELS and not shutil.which("redis-server"):
        return "apt-get install redis-server"
    return ""


def measure(*, quick: bool = False) -> list[Figure]:
    """All figures. A short run shows that everything works, and little more."""
    sizes, seconds, rounds = ((200,), 2.0, 1) if quick else ((1000, 2000), 20.0, 3)
    seen: defaultdict[tuple[str, int], list[Run]] = defaultdict(list)
    contenders = [OURS, NCHAN, CHANNELS]
    for contender in [one for one in contenders if missing(one)]:
        print(f"  {contender.name} is left out; to compare with it: {missing(contender)}")
        contenders.remove(contender)
    for _ in range(rounds):
        for streams in sizes:
            for contender in contenders:
                # Channels cannot keep up with a thousand streams; two thousand would only show the same for longer.
                if contender is CHANNELS and streams > sizes[0]:
                    continue
                length = seconds / 3 if contender is CHANNELS else seconds
                seen[contender.name, streams].append(report(contender.name, run(contender, streams, length), streams))
        stalled = run(OURS, sizes[0], seconds / 2, stalled=sizes[0] // 10)
        seen["with stalled phones", sizes[0]].append(report("with stalled phones", stalled, sizes[0]))
    return list(figures(seen, sizes))


def report(name: str, seen: Run, streams: int) -> Run:
    print(
        f"  {streams:5} streams  {name:24} {seen.cpu:6.3f} s/10k  median {seen.median:6.1f} ms  p95 {seen.p95:6.1f} ms "
        f"{seen.bytes:6.0f} B  lost {seen.lost:.1%}  {seen.memory:4.1f} MB/1000",
        flush=True,
    )
    return seen


def figures(seen: dict[tuple[str, int], list[Run]], sizes: tuple[int, ...]) -> Iterator[Figure]:
    def median(name: str, streams: int, what: str) -> float | None:
        runs = seen.get((name, streams))
        return statistics.median(getattr(one, what) for one in runs) if runs else None

    def ours(what: str, streams: int) -> float:
        return median(OURS.name, streams, what) or 0.0

    for streams in sizes:
        at = f"{streams:,} streams"
        for anchor in (NCHAN, CHANNELS):
            if (anchor.name, streams) in seen:
                cpu, p95 = median(anchor.name, streams, "cpu"), median(anchor.name, streams, "p95")
                yield compared(
                    f"CPU for 10,000 deliveries, {at} / {anchor.name}", ours("cpu", streams), "s", anchor.name, cpu
                )
                yield compared(f"p95 latency, {at} / {anchor.name}", ours("p95", streams), "ms", anchor.name, p95)
        yield Figure(f"Deliveries lost, {at}", ours("lost", streams), "share")
    first = sizes[0]
    plain = len(Wall().change()) + 100
    yield compared("Bytes on the wire for a push", ours("bytes", first), "B", "plain event", plain)
    yield compared("Memory for 1,000 streams", ours("memory", first), "MB", "the limit we set", 15)
    stalled = "with stalled phones"
    for what, unit in (("cpu", "s"), ("p95", "ms")):
        value = median(stalled, first, what) or 0.0
        yield compared(f"{what} with one phone in ten stalled", value, unit, "none stalled", ours(what, first))
