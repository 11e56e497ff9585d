"""A worker beside the server: started with it, watched, started again if it falls, stopped with it."""

import logging
import os
import subprocess
import sys
import threading
import time
from contextlib import suppress
from uuid import uuid4

logger = logging.getLogger(__name__)

NICE = 10
FELL_EARLY = 10.0  # seconds
WAITS_AT_MOST = 60.0
MAY_FINISH_IN = 10.0


class Beside:
    """Keeps one worker going as a child process."""

    def __init__(self) -> None:
        # The same name for each that is started, so that the next takes up at once what the last one fell with.
        self._name = uuid4().hex
        self._stopping = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._watch, name="worker", daemon=True)
        self._thread.start()

    def _watch(self) -> None:
        wait = 0.5
        while not self._stopping.is_set():
            begun = time.monotonic()
            # It holds the other end of a pipe from us, and stops when we are gone, however we went.
            self._process = subprocess.Popen(  # noqa: S603 - our own program
                [sys.executable, "-m", "samskap", "work", "--beside", self._name], stdin=subprocess.PIPE
            )
            with suppress(OSError):  # from its first breath: it starts together with the server
                os.setpriority(os.PRIO_PROCESS, self._process.pid, NICE)
            if self._stopping.is_set():
                self._process.terminate()
            status = self._process.wait()
            if self._process.stdin is not None:
                self._process.stdin.close()
            if self._stopping.is_set():
                return
            wait = min(wait * 2, WAITS_AT_MOST) if time.monotonic() - begun < FELL_EARLY else 0.5
            logger.warning("The worker stopped (%s); another starts in %s s", status, wait)
            self._stopping.wait(wait)

    def ask_to_stop(self) -> None:
        """Let it finish the step it is at."""
        self._stopping.set()
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()

    def stop(self) -> None:
        """Stop it, and return when it has stopped. What it had not finished is begun again next time."""
        self.ask_to_stop()
        self._thread.join(MAY_FINISH_IN)
        if self._thread.is_alive() and self._process is not None:
            self._process.kill()
            self._thread.join(MAY_FINISH_IN)
