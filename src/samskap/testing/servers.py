"""The real server, run for tests: the same app as in production, on a free port, with the database of the test."""

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.error import URLError
from urllib.request import urlopen

import psycopg
import pytest

from samskap.live import server as live
from samskap.testing import mould


def free_port() -> int:
    """Find a port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


class Server:
    """The product, served from a thread of the test, so that the test can use actions and queries beside it.

    It keeps its port when it is stopped and started, as a server that is restarted does.
    """

    def __init__(self) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._server: live.Server | None = None
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Serve, and return when the doors are open."""
        from samskap.asgi import Samskap

        self._server = live.Server(
            live.config(Samskap(), host="127.0.0.1", port=self.port, log_level="warning", access_log=False)
        )
        self._thread = threading.Thread(target=self._server.run, name="server", daemon=True)
        self._thread.start()
        while not self._server.started:
            if not self._thread.is_alive():
                raise RuntimeError("The server did not start; its log says why.")
            time.sleep(0.01)

    def stop(self) -> None:
        """Stop, and return when everything is closed."""
        if self._server is not None and self._thread is not None:
            self._server.should_exit = True
            self._thread.join(timeout=20)
            assert not self._thread.is_alive(), "The server does not stop."
            self._server = self._thread = None

    def at(self, path: str) -> str:
        """Give the address of a path."""
        return self.url + path


@pytest.fixture
def server(transactional_db: None, settings: Any) -> Iterator[Server]:
    """Run the product for one test."""
    server = Server()
    settings.PUBLIC_URL = server.url
    server.start()
    yield server
    server.stop()


class SmallDay(NamedTuple):
    """A gathering in a `Product`: everybody is at the notes, and the talk comes next."""

    code: str
    notes: int
    passes: list[str]

    @property
    def write(self) -> str:
        """Where a note is sent."""
        return f"/g/unge/b/{self.notes}/write/"


SMALL_DAY = """
from django.utils import timezone
from samskap.gatherings import actions
from samskap.gatherings.models import Block, Gathering, Role
from samskap.stage import remote
unge = Gathering.objects.create(slug="unge", title="Møteplasser for unge", starts_at=timezone.now())
actions.open_doors(unge)
notes = Block.objects.create(gathering=unge, kind="notes", title="Lapper", position=1, minutes=10)
Block.objects.create(gathering=unge, kind="talk", title="Takk for i dag", position=2, minutes=10)
Block.objects.create(gathering=unge, kind="talk", title="Kaffe", position=3, minutes=10)
remote.go_next(unge, step=0)
print(unge.code, notes.pk, *(actions.hand_out_pass(unge, role=Role.FACILITATOR) for _ in range(2)))
"""


class Product:
    """`samskap serve` in a process of its own, with a data directory of its own: for crashes, restarts and start-up.

    On SQLite its data is in ``folder``; on PostgreSQL in a database of its own that goes with the test.
    """

    def __init__(self, folder: Path, database_url: str = "", **more: str) -> None:
        self.folder = folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = folder / f"log-{self.port}"
        self.environment = {
            **os.environ,
            "SAMSKAP_DATA": str(folder),
            "SAMSKAP_DATABASE_URL": database_url,
            "SAMSKAP_URL": self.url,
            **more,
        }
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, *, worker: bool = False) -> None:
        """Serve, and return when the doors are open. Most tests have no jobs, and do without a worker."""
        alone = () if worker else ("--no-worker",)
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*SAMSKAP, "serve", "--port", str(self.port), *alone], env=self.environment, stdout=log, stderr=log
            )
        for _ in range(600):
            if self.process.poll() is not None:
                break
            try:
                urlopen(f"{self.url}/health/", timeout=5).close()
            except (URLError, TimeoutError):
                time.sleep(0.05)
            else:
                return
        raise RuntimeError("The server did not start:\n" + self.log.read_text())

    def stop(self) -> int:
        """Ask it to stop, as systemd does, and return its exit status."""
        if self.process is None:
            return 0
        self.process.terminate()
        status = self.process.wait(timeout=30)
        self.process = None
        return status

    def kill(self) -> None:
        """Take it away in the middle of what it does."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    def run(self, *arguments: str) -> str:
        """Run another `samskap` command on the same data, and return what it prints."""
        done = subprocess.run(
            [*SAMSKAP, *arguments], env=self.environment, capture_output=True, text=True, check=False, timeout=60
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def at(self, path: str) -> str:
        """Give the address of a path."""
        return self.url + path

    def small_day(self) -> SmallDay:
        """Plan a gathering and begin it. The product has been started once, so that there is a database."""
        code, notes, *passes = self.run("manage", "shell", "--verbosity", "0", "-c", SMALL_DAY).split()
        return SmallDay(code, int(notes), passes)


SAMSKAP = (sys.executable, "-c", "import sys; from samskap.cli import main; sys.exit(main())")


@pytest.fixture
def product(tmp_path: Path, pytestconfig: pytest.Config) -> Iterator[Product]:
    """Run the product in a process of its own. Start it when the test is ready; it is stopped afterwards."""
    folder = tmp_path / "data"
    folder.mkdir()
    if pytestconfig.getoption("database") == "sqlite":
        mould.copy_sqlite(folder / "samskap.sqlite3")
        product = Product(folder)
        yield product
        product.kill()
        return
    server, name = os.environ["SAMSKAP_TEST_DATABASE_URL"], f"product_{os.getpid()}"
    mould.copy_postgres(server, name)
    product = Product(folder, mould.at(server, name))
    yield product
    product.kill()
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())
