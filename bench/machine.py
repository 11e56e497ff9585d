"""The machine a bench runs on: a core for the server, a core for the load, and a server that is started and stopped."""

from __future__ import annotations

import os
import resource
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

LOGS = Path("build/bench")


def cores() -> tuple[int, int]:
    """One core for the server, another for the load (the same, where there is only one)."""
    ours = sorted(os.sched_getaffinity(0))
    return ours[0], ours[-1]


def prepare() -> None:
    """Take the load's core, and room for thousands of connections."""
    os.sched_setaffinity(0, {cores()[1]})
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as door:
        port: int = door.getsockname()[1]
    return port


class Server:
    """A server of one or more processes, all on the server's core."""

    def __init__(self, name: str, port: int, processes: Sequence[subprocess.Popen[bytes]]) -> None:
        self.name = name
        self.port = port
        self._processes = [psutil.Process(process.pid) for process in processes]

    def cpu(self) -> float:
        """Seconds of CPU used so far, by all its processes."""
        times = [process.cpu_times() for process in self._family()]
        return sum(time.user + time.system for time in times)

    def memory(self) -> int:
        """Bytes of memory held now, by all its processes."""
        return sum(process.memory_info().rss for process in self._family())

    def _family(self) -> list[psutil.Process]:
        return [one for process in self._processes for one in (process, *process.children(recursive=True))]


@contextmanager
def serving(
    name: str, port: int, commands: Sequence[Sequence[str]], environment: Mapping[str, str] | None = None
) -> Iterator[Server]:
    """Run a server on the server's core until done with it."""
    LOGS.mkdir(parents=True, exist_ok=True)
    core = cores()[0]
    processes: list[subprocess.Popen[bytes]] = []
    with (LOGS / f"{name}.log").open("wb") as log:
        try:
            for command in commands:
                process = subprocess.Popen(command, stdout=log, stderr=log, env={**os.environ, **(environment or {})})
                os.sched_setaffinity(process.pid, {core})
                processes.append(process)
            wait_for(port)
            yield Server(name, port, processes)
        finally:
            for process in reversed(processes):
                stop(process)


def stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(timeout=5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def wait_for(port: int, seconds: float = 20) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port)):
            return
        time.sleep(0.05)
    raise TimeoutError(f"nobody answers on port {port}; see {LOGS}/")
