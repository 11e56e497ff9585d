"""The worker: a process that does the jobs, beside those that answer people (arbeider).

It looks for work twice a second, which is one small query. It has low priority, and rests while a room is live. When it
has grown, it starts itself afresh.
"""

import logging
import os
import resource
import signal
import sys
import threading
import time
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import Error, connection, connections
from django.utils import timezone

from samskap.gatherings.models import Gathering
from samskap.jobs.beside import NICE
from samskap.jobs.doing import Stopping, claim_next, do, do_regular, give_back, plan_regular
from samskap.jobs.models import Job

logger = logging.getLogger(__name__)

LOOKS_EVERY = 0.5  # seconds
REGULAR_EVERY = 15.0
BEATS_EVERY = 10.0
GROWN = 400 * 1024 * 1024  # bytes
RESTS_AT_MOST = 1.0  # seconds, for each step of a job


class Worker:
    """One process that does jobs until it is told to stop."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.stopping = threading.Event()
        self._job: Job | None = None
        self._live: tuple[float, bool] = (0.0, False)
        self._step = time.monotonic()
        self._regular_at = 0.0

    def run(self) -> None:
        """Work until told to stop. A database that is away for a while is waited for."""
        threading.Thread(target=self._beat, name="beat", daemon=True).start()
        ready = False
        while not self.stopping.is_set():
            try:
                if not ready:
                    give_back(self.name)
                    plan_regular()
                    ready = True
                if not self._one():
                    self.stopping.wait(LOOKS_EVERY)
            except Stopping:
                return
            except Error:
                logger.exception("The database does not answer; the worker tries again")
                connection.close()
                self.stopping.wait(2)

    def _one(self) -> bool:
        """Do one job, or the regular work if it is time; whether there was anything to do."""
        if time.monotonic() >= self._regular_at:
            self._regular_at = time.monotonic() + REGULAR_EVERY
            do_regular()
        job = claim_next(self.name)
        if job is None:
            return False
        job.breathe = self._breathe
        self._job, self._step = job, time.monotonic()
        try:
            do(job)
        finally:
            self._job = None
        self._breathe()
        if _size() > GROWN:
            start_afresh()
        return True

    def _breathe(self) -> None:
        """Between two steps: stop if told to; while a room is live, rest as long as the step took."""
        took = time.monotonic() - self._step
        if self.stopping.is_set():
            raise Stopping
        if self._is_live() and not (self._job and self._job.urgent):
            self.stopping.wait(min(took, RESTS_AT_MOST))
        self._step = time.monotonic()

    def _is_live(self) -> bool:
        """Whether people are together in a room just now; looked up now and then."""
        seen, live = self._live
        if time.monotonic() - seen > REGULAR_EVERY:
            now = timezone.now()
            today = now - timedelta(hours=12), now + timedelta(hours=12)
            live = Gathering.objects.filter(
                starts_at__range=today, opened_at__isnull=False, closed_at=None, on_stage__isnull=False
            ).exists()
            self._live = time.monotonic(), live
        return live

    def _beat(self) -> None:
        """Say now and then that the job is in good hands, also while it is in the middle of something long."""
        while not self.stopping.wait(BEATS_EVERY):
            job = self._job
            if job is None:
                continue
            with suppress(Error):
                Job.objects.filter(pk=job.pk, claim=job.claim).update(beat_at=timezone.now())
            connections.close_all()


def _size() -> int:
    """How much memory the process holds now, in bytes. What it once held at most says nothing here."""
    with suppress(OSError):
        return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()
    return 0


def start_afresh() -> None:
    """Become a new process with the same number, the same arguments and the same name, and none of the memory."""
    connections.close_all()
    sys.stdout.flush()
    sys.stderr.flush()
    os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606 - no shell: ourselves once more


def listen_for_stop(worker: Worker, *, beside: bool) -> None:
    """Stop when asked to; and, beside a server, when the server is gone: it holds the other end of our input."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: worker.stopping.set())
    if beside:

        def watch() -> None:
            while os.read(0, 1024):
                pass
            worker.stopping.set()

        threading.Thread(target=watch, name="watch", daemon=True).start()


def work_here(*, name: str = "") -> None:
    """Work in this process until told to stop. ``name`` is given by a server that we work beside."""
    from samskap.serving import prepare, take_the_house

    os.setpriority(os.PRIO_PROCESS, 0, NICE)
    # With SQLite there is one worker in the house, so what has been taken was taken by it.
    alone = connection.vendor == "sqlite"
    worker = Worker("the worker" if alone else name or f"{os.uname().nodename}:{os.getpid()}")
    listen_for_stop(worker, beside=bool(name))
    lock = take_the_house(settings.DATA, "working.lock") if alone else None
    if not name:
        prepare()
    worker.run()
    connections.close_all()
    if lock is not None:
        lock.close()
