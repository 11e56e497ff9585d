"""Two hundred who write at the same moment, on SQLite."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from typing import NamedTuple

from bench.figures import Figure, compared
from bench.product import SLUG, Phone, Place, gathering, percentile

NOTE = """## Writers at once

Two hundred write notes at the same moment to SQLite (WAL, `synchronous=FULL`), one after the other. The anchor is the
same code as plain Django runs it: `BEGIN IMMEDIATE` and a timeout of 20 s, each writer with a connection of its own.
First the writing alone, from 200 threads in one process; then whole requests over HTTP, with all that a page costs on
both sides. Times are from asking to the answer; runs are interleaved, and the middle one counts. HTTP servers have one
core."""

PLAIN = (
    *(sys.executable, "-m", "uvicorn", "--port", "{port}", "--log-level", "error"),
    "bench.servers.plain_django:application",
)


class Run(NamedTuple):
    """One run: p95 in milliseconds, how many failed or were lost, and notes per second."""

    p95: float
    lost: int
    rate: float


def _in_threads(way: str, people: int, notes: int) -> Run:
    with tempfile.TemporaryDirectory(prefix="samskap-bench-") as data:
        command = [sys.executable, "-m", "bench.servers.writers_in_threads", way, str(people), str(notes)]
        done = subprocess.run(command, env={**os.environ, "SAMSKAP_DATA": data}, capture_output=True, check=True)
    found = json.loads(done.stdout)
    lost = people * notes - found["kept"]
    return _said(f"threads, {way}", Run(percentile(found["took"], 0.95) * 1000, lost, found["kept"] / found["seconds"]))


async def _write(place: Place, number: int, notes: int, took: list[float], failed: list[str]) -> None:
    phone = Phone(place.port, {place.cookie: f"token-{number}"})
    for note in range(notes):
        began = time.monotonic()
        answer = await phone.post(f"/g/{SLUG}/b/{place.block}/write/", {"text": f"Lapp {number}.{note}"}, parts=True)
        took.append(time.monotonic() - began)
        if answer.status != 200:
            failed.append(f"{answer.status}: {answer.body[:80]!r}")


async def _all(place: Place, people: int, notes: int) -> Run:
    took: list[float] = []
    failed: list[str] = []
    began = time.monotonic()
    writers = (_write(place, number, notes, took, failed) for number in range(people))
    outcome = await asyncio.gather(*writers, return_exceptions=True)
    failed += [repr(error) for error in outcome if isinstance(error, BaseException)]
    return Run(percentile(took, 0.95) * 1000, len(failed), len(took) / (time.monotonic() - began))


def _over_http(name: str, people: int, notes: int, server: tuple[str, ...] = ()) -> Run:
    with gathering(f"writers-{name}", people=people, server=server) as place:
        return _said(f"HTTP, {name}", asyncio.run(_all(place, people, notes)))


def _said(name: str, run: Run) -> Run:
    print(f"  {name:16} {run.rate:6.0f} notes/s  p95 {run.p95:7.0f} ms  lost {run.lost}", flush=True)
    return run


def measure(*, quick: bool = False) -> list[Figure]:
    """Run all, by turns, and compare the middle runs."""
    people, notes, rounds = (200, 1, 1) if quick else (200, 3, 3)
    runs: dict[str, list[Run]] = {name: [] for name in ("queue", "plain", "samskap", "django")}
    for _ in range(rounds):
        runs["queue"].append(_in_threads("queue", people, notes))
        runs["plain"].append(_in_threads("plain", people, notes))
        runs["samskap"].append(_over_http("samskap", people, notes))
        runs["django"].append(_over_http("django", people, notes, PLAIN))
    middle = {name: sorted(all_of_it)[rounds // 2] for name, all_of_it in runs.items()}
    lost = {name: sum(run.lost for run in all_of_it) for name, all_of_it in runs.items()}
    return [
        compared(f"{people} writers: p95 of a note", middle["queue"].p95, "ms", "plain Django", middle["plain"].p95),
        compared(f"{people} writers: notes", middle["queue"].rate, "per s", "plain Django", middle["plain"].rate),
        compared(f"{people} writers: lost", lost["queue"], "", "", None),
        compared(f"{people} over HTTP: p95", middle["samskap"].p95, "ms", "plain Django", middle["django"].p95),
        compared(f"{people} over HTTP: notes", middle["samskap"].rate, "per s", "plain Django", middle["django"].rate),
        compared(f"{people} over HTTP: errors", lost["samskap"], "", "", None),
    ]
