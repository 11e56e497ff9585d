"""Start the product: check the data directory and the database, migrate, serve until told to stop."""

import asyncio
import fcntl
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any


class AlreadyServing(Exception):
    """Another process serves from this data directory."""


def take_the_house(folder: Path, name: str = "serving.lock") -> IO[str]:
    """Make sure that no other process serves from ``folder``, for as long as the returned file is open."""
    folder.mkdir(parents=True, exist_ok=True)
    lock = (folder / name).open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        lock.close()
        raise AlreadyServing(str(folder)) from None
    lock.write(str(os.getpid()))
    lock.flush()
    return lock


SQLITE_PROMISES = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def check_database() -> None:
    """Read the settings that keep our promises back from SQLite; refuse to start without them."""
    from django.db import connection

    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        for name, wanted in SQLITE_PROMISES.items():
            found = cursor.execute(f"PRAGMA {name}").fetchone()[0]
            if found != wanted:
                raise RuntimeError(
                    f"SQLite says {name}={found}; Samskap needs {wanted} to keep what it has acknowledged"
                )


def prepare() -> None:
    """Bring the database up to date."""
    import django
    from django.core.management import call_command

    django.setup(set_prefix=False)
    with _one_at_a_time():
        call_command("migrate", verbosity=0)
    check_database()


MIGRATING = 5_726_527  # any number that is ours; PostgreSQL's advisory locks have no names


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Let one process at a time bring the database up to date; the others wait, and find it done."""
    from django.conf import settings
    from django.db import connection

    if connection.vendor != "postgresql":
        with (settings.DATA / "migrating.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [MIGRATING])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [MIGRATING])


def serve(*, host: str, port: int, worker: bool = True, **options: Any) -> None:
    """Serve until SIGTERM or Ctrl-C, with a worker beside. With SQLite only one process may serve a data directory."""
    import django
    from django.conf import settings
    from django.db import connection, connections
    from django.urls import get_resolver

    from samskap.jobs.beside import Beside
    from samskap.live import server as live

    class Server(live.Server):
        """Stops the worker with the server, before the signal that asked for it is handed on."""

        beside: Beside | None = None

        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            if self.beside is not None:
                self.beside.ask_to_stop()
            await super().shutdown(sockets)
            if self.beside is not None:
                await asyncio.to_thread(self.beside.stop)

    django.setup(set_prefix=False)
    lock = take_the_house(settings.DATA) if connection.vendor == "sqlite" else None
    prepare()
    connections.close_all()
    _ = get_resolver().url_patterns  # before the doors open, so that whoever comes first does not wait for it
    server = Server(live.config("samskap.asgi:application", host=host, port=port, **options))
    server.beside = Beside() if worker else None
    try:
        server.run()
    finally:
        if server.beside is not None:
            server.beside.stop()
    if lock is not None:
        lock.close()


def work(*, beside: str = "") -> None:
    """Do the jobs until SIGTERM or Ctrl-C. ``beside`` is the name a server gives the worker it starts."""
    import django

    django.setup(set_prefix=False)
    from samskap.jobs.worker import work_here

    work_here(name=beside)
