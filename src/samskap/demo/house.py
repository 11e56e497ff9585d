"""A house for one day: a data directory of its own, the product served from it, and nothing left behind.

The product is served by a child process. It holds one end of a pipe from us; when we are gone, however we went, it
stops and takes the directory with it. A directory that even so was left behind is removed by the next demo.
"""

import contextlib
import fcntl
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.error import URLError
from urllib.request import urlopen

PREFIX = "samskap-demo-"
YOUNG = 60.0  # seconds in which a directory without a lock may be one that is just being set up


class DidNotStart(Exception):
    """The server did not start; the text is its log."""


class House:
    """Somewhere to hold a gathering: use it with ``with``. Nothing of Django may have been imported before."""

    def __init__(self, *, port: int, lan: bool) -> None:
        self.address = own_address() if lan else "localhost"
        self.port = free_port(port)
        self.url = f"http://{self.address}:{self.port}"
        self._listen_at = "0.0.0.0" if lan else "127.0.0.1"  # noqa: S104 - the visitor asked for it
        self._process: subprocess.Popen[bytes] | None = None
        self.folder = Path()

    def __enter__(self) -> Self:
        sweep(Path(tempfile.gettempdir()))
        self.folder = Path(tempfile.mkdtemp(prefix=PREFIX))
        for name in [name for name in os.environ if name.startswith("SAMSKAP_") and name != "SAMSKAP_LOG_LEVEL"]:
            del os.environ[name]
        os.environ |= {
            "SAMSKAP_DATA": str(self.folder),
            "SAMSKAP_URL": self.url,
            "SAMSKAP_HOSTS": f"{self.address},localhost,127.0.0.1",
            "SAMSKAP_SHOW_MAIL": "1",
        }
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def open(self) -> None:
        """Serve, and return when somebody can come in."""
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603 - our own program
                [sys.executable, "-m", "samskap.demo.house", self._listen_at, str(self.port)],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C is for us; we close the house when we have said goodbye
            )
        for _ in range(600):
            if self._process.poll() is not None:
                break
            try:
                urlopen(f"http://127.0.0.1:{self.port}/health/", timeout=5).close()
            except (URLError, TimeoutError):
                time.sleep(0.05)
            else:
                return
        raise DidNotStart(self.log())

    def close(self) -> None:
        """Ask the server to stop, and wait until it has."""
        process, self._process = self._process, None
        if process is None:
            return
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stdin is not None:
            process.stdin.close()

    def log(self) -> str:
        """What the server has complained about."""
        file = self.folder / "log"
        return file.read_text(errors="replace").strip() if file.is_file() else ""


def free_port(wanted: int) -> int:
    """Return the wanted port, or the next that nobody listens on."""
    for port in range(wanted, wanted + 50):
        with socket.socket() as attempt:
            attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with contextlib.suppress(OSError):
                attempt.bind(("127.0.0.1", port))
                return port
    raise DidNotStart(f"All ports from {wanted} to {wanted + 49} are taken.")


def own_address() -> str:
    """Find the address that others on the same network reach this machine by."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking, contextlib.suppress(OSError):
        asking.connect(("192.0.2.1", 9))  # sends nothing; the machine only says which way it would go
        return str(asking.getsockname()[0])
    return "127.0.0.1"


def sweep(where: Path) -> None:
    """Remove the directories of demos that nobody serves any more."""
    for folder in where.glob(f"{PREFIX}*"):
        lock = folder / "serving.lock"
        try:
            if time.time() - folder.stat().st_mtime < YOUNG:
                continue
            if lock.is_file():
                with lock.open() as held:
                    fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            continue  # somebody else's, or in use
        shutil.rmtree(folder, ignore_errors=True)


def _serve_until_left_alone(host: str, port: str) -> None:
    """Serve in this process; stop, and clear away, when the one who started us is gone."""
    from samskap.serving import serve

    left_alone = threading.Event()
    # uvicorn stops gracefully and then raises the signal again, for whoever waits for it: here.
    signal.signal(signal.SIGTERM, lambda _number, _frame: sys.exit(0))

    def watch() -> None:
        sys.stdin.buffer.read()
        left_alone.set()
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, daemon=True).start()
    try:
        serve(host=host, port=int(port), log_level="warning", access_log=False)
    finally:
        if left_alone.is_set():
            shutil.rmtree(os.environ["SAMSKAP_DATA"], ignore_errors=True)


if __name__ == "__main__":
    _serve_until_left_alone(sys.argv[1], sys.argv[2])
