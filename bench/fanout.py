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
from bench.figures import Figure, compared, tidy
from bench.machine import Server, free_port, serving
from samskap.live.frames import message

PUSHES = 5  # a second
STALLS_WITHIN = 4  # seconds
FIRST = 20  # phones that wake the server up, before its memory is read
NCHAN_MODULE = Path("/usr/lib/nginx/modules/ngx_nchan_module.so")
NOTE = f"""\
**Fan-out.** A face of 6 kB, of which one note changes, is pushed {PUSHES} times a second to all streams for 20 seconds.
Server and load generator have a core each; the servers take turns, and medians of three rounds are shown. Ours is the
whole product with SQLite, as `samskap serve` runs it: whoever opens a stream shows a cookie and is looked up, as phones
are, and gets delta frames in a gzip stream, as browsers do. The others send plain events and let everybody in. A face
that a newer one has overtaken is counted as not delivered; for us that is no loss, the newest is what counts."""


class Contender(NamedTuple):
    """A server that can be started, and how one asks it for a stream."""

    name: str
    start: Callable[[], AbstractContextManager[Server]]
    path: str = "/live"
    headers: str = ""
    stalled: float = 0.0  # so many more phones, as a share, that ask for the stream and never read it
    share: float = 1.0  # of the time
    only_few: bool = False


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


@contextmanager
def samskap() -> Iterator[Server]:
    port = free_port()
    command = [sys.executable, "-m", "bench.servers.product", str(port)]
    with (
        TemporaryDirectory(prefix="samskap-bench-") as folder,
        serving("samskap", port, [command], {"SAMSKAP_DATA": folder, "SAMSKAP_DATABASE_URL": ""}) as server,
    ):
        yield server


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


COOKIE = "Cookie: samskap-person-1=one-for-all\r\n"
OURS = Contender("Samskap", samskap, "/live/bench/phone?lang=nb", f"Accept-Encoding: gzip\r\n{COOKIE}")
STALLED = OURS._replace(name="one phone in ten stalled", stalled=0.1, share=0.5, only_few=True)
NCHAN = Contender("nginx + nchan", nchan, headers="Accept: text/event-stream\r\n")
# Channels cannot keep up with a thousand streams; two thousand, or longer, would only show the same.
CHANNELS = Contender("Channels + daphne + Redis", channels, share=0.25, only_few=True)


def run(contender: Contender, streams: int, seconds: float) -> Run:
    """Start a server, let the crowd in, push for a while, and see what it cost."""
    wall = Wall()
    with contender.start() as server:
        crowd = Crowd(server.port)
        crowd.come(FIRST, contender.path, contender.headers)
        crowd.publish_and_wait("/push", wall.change())
        idle = server.memory()
        crowd.come_and_stall(
            int(streams * contender.stalled), contender.path, COOKIE
        )  # in plain text: it stalls sooner
        crowd.come(streams - FIRST, contender.path, contender.headers)
        memory = server.memory() - idle
        # Long enough for those who do not read to be seen to stall, if there are any.
        push(crowd, wall, STALLS_WITHIN if contender.stalled else 1 / PUSHES)
        crowd.publish_and_wait("/push", wall.change())
        cpu, size = server.cpu(), crowd.bytes()
        stamps = push(crowd, wall, seconds * contender.share)
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
        memory=memory / (streams - FIRST) * 1000 / 1e6,
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
    contenders = [OURS, STALLED, NCHAN, CHANNELS]
    for contender in [one for one in contenders if missing(one)]:
        print(f"  {contender.name} is left out; to compare with it: {missing(contender)}")
        contenders.remove(contender)
    for _ in range(rounds):
        for streams in sizes:
            for contender in contenders:
                if streams == sizes[0] or not contender.only_few:
                    seen[contender.name, streams].append(
                        report(contender.name, run(contender, streams, seconds), streams)
                    )
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
                for what, title, unit in (
                    ("cpu", "Server CPU for 10,000 deliveries", "s"),
                    ("p95", "p95 latency", "ms"),
                ):
                    theirs = median(anchor.name, streams, what)
                    yield compared(
                        f"{title}, {at}, beside {anchor.name}", ours(what, streams), unit, anchor.name, theirs
                    )
        yield Figure(f"Faces not delivered or overtaken, {at}", tidy(ours("lost", streams) * 100), "%")
    few = sizes[0]
    plain = len(message("face", "0" * 12, Wall().change() + b"<i>at:1234567890123;</i>"))
    yield compared("Bytes on the wire for a push", ours("bytes", few), "B", "the event in plain text", plain)
    yield compared("Memory for 1,000 streams", ours("memory", few), "MB", "the most we allow", 15)
    for what, title, unit in (("cpu", "Server CPU for 10,000 deliveries", "s"), ("p95", "p95 latency", "ms")):
        value = median(STALLED.name, few, what) or 0.0
        yield compared(f"{title}, {STALLED.name}", value, unit, "none stalled", ours(what, few))
