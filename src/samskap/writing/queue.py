"""One writer for SQLite: effects queue fairly and are committed together.

SQLite lets one connection write at a time, and its lock is not a queue: with 200 phones writing at once some wait for
many seconds or fail. So in the server every effect goes to one thread. It takes all that wait, runs each in a savepoint
of its own, commits once, and only then lets anybody know. On PostgreSQL, in tests and in commands an effect runs
where it is called, in a transaction of its own.
"""

import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import connection, transaction

T = TypeVar("T")

BATCH_MAX = 64
WAITING_MAX = 2000


class Overloaded(Exception):
    """So many effects wait that the next one had better come back later."""


@dataclass
class _Job:
    effect: Callable[[], Any]
    done: Future[Any] = field(default_factory=Future)
    result: Any = None
    error: Exception | None = None


class Writer:
    """The thread that does all writing (skriver)."""

    def __init__(self) -> None:
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._work, name="writer", daemon=True)
        self._thread.start()

    def do(self, effect: Callable[[], Any]) -> Any:
        """Have ``effect`` done and committed, and return or raise what it does. Called from any thread but its own."""
        if threading.current_thread() is self._thread:
            with transaction.atomic():
                return effect()
        if self._jobs.qsize() >= WAITING_MAX:
            raise Overloaded
        job = _Job(effect)
        self._jobs.put(job)
        return job.done.result()

    def stop(self) -> None:
        """Finish what waits, then end the thread."""
        self._jobs.put(None)
        self._thread.join()

    def _work(self) -> None:
        going = True
        while going:
            batch, going = self._next_batch()
            if batch:
                self._commit(batch)
        connection.close()

    def _next_batch(self) -> tuple[list[_Job], bool]:
        batch: list[_Job] = []
        job = self._jobs.get()
        while job is not None:
            batch.append(job)
            if len(batch) == BATCH_MAX or self._jobs.empty():
                return batch, True
            job = self._jobs.get()
        return batch, False

    def _commit(self, batch: list[_Job]) -> None:
        try:
            with transaction.atomic():
                for job in batch:
                    _run(job)
        except Exception as error:
            # Kept open if it still works: the last one to close folds SQLite's log together, which may need room.
            if connection.connection is not None and not connection.is_usable():
                connection.close()
            for job in batch:
                job.error = error
        for job in batch:
            if job.error is not None:
                job.done.set_exception(job.error)
            else:
                job.done.set_result(job.result)


def _run(job: _Job) -> None:
    try:
        with transaction.atomic():
            job.result = job.effect()
    except Exception as error:
        if connection.needs_rollback:  # SQLite has given up the whole transaction, and all that was in it
            raise
        job.error = error


_writer: Writer | None = None


def start() -> None:
    """Start the writer. Does nothing on a database that needs none."""
    global _writer
    if connection.vendor == "sqlite" and _writer is None:
        _writer = Writer()


def stop() -> None:
    """Stop the writer after what waits has been written."""
    global _writer
    if _writer is not None:
        _writer.stop()
        _writer = None


def write(effect: Callable[[], T]) -> T:
    """Do ``effect`` in one transaction and return what it returns, after it is committed."""
    if _writer is not None:
        result: T = _writer.do(effect)
        return result
    with transaction.atomic():
        return effect()
