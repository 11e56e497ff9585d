"""The demo: it starts by itself, says what happens, and leaves nothing behind however it ends."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from samskap.demo.house import PREFIX, sweep
from samskap.testing.servers import free_port

DEMO = (sys.executable, "-m", "samskap", "demo", "--people", "7", "--speed", "60")
LONG = 150  # seconds; far more than it takes


class Demo:
    """A demo in a process of its own, with a temporary directory of its own to leave nothing in."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.said = folder / "said.txt"
        self.temporary = folder / "temporary"
        self.temporary.mkdir()
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, *more: str) -> "subprocess.Popen[bytes]":
        with self.said.open("wb") as out:
            self.process = subprocess.Popen(
                [*DEMO, "--port", str(free_port()), *more],
                env=os.environ | {"TMPDIR": str(self.temporary)},
                stdout=out,
                stderr=subprocess.STDOUT,
            )
        return self.process

    def wait_for(self, text: str) -> str:
        until = time.monotonic() + LONG
        while text not in (said := self.said.read_text()):
            assert time.monotonic() < until, said
            assert self.process is not None
            assert self.process.poll() is None or text in self.said.read_text(), said
            time.sleep(0.05)
        return said

    def left_behind(self) -> list[str]:
        """What is still in the temporary directory, when it has had time to go."""
        until = time.monotonic() + LONG
        while (left := [one.name for one in self.temporary.glob(f"{PREFIX}*")]) and time.monotonic() < until:
            time.sleep(0.1)
        return left


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Demo]:
    demo = Demo(tmp_path)
    yield demo
    if demo.process is not None and demo.process.poll() is None:
        demo.process.kill()
        demo.process.wait()


@pytest.mark.long
@pytest.mark.sqlite
@pytest.mark.mission("G3")
@pytest.mark.timeout(300)
def test_the_demo_plays_a_day_and_prints_where_to_look(demo: Demo) -> None:
    process = demo.start("--leave")

    assert process.wait(timeout=LONG) == 0, demo.said.read_text()
    said = demo.said.read_text()
    for what in ("Planning", "Desk", "Screen", "Phone", "Code", "you are number 7", "Fem minutter: skriv", "Report"):
        assert what in said
    assert re.search(r"\d+ things were done, \d+ refused, 0 failed", said)
    assert not demo.left_behind()


@pytest.mark.long
@pytest.mark.sqlite
@pytest.mark.timeout(500)
def test_however_it_ends_nothing_is_left_behind_and_it_starts_again(demo: Demo) -> None:
    process = demo.start("--only-the-day")
    demo.wait_for("people have come in")

    process.kill()
    process.wait(timeout=LONG)

    assert not demo.left_behind()
    again = demo.start("--only-the-day")
    demo.wait_for("people have come in")
    again.send_signal(signal.SIGINT)
    assert again.wait(timeout=LONG) == 0
    assert not demo.left_behind()


def test_what_an_old_demo_left_is_swept_and_a_young_one_is_let_be(tmp_path: Path) -> None:
    old, young, other = tmp_path / f"{PREFIX}old", tmp_path / f"{PREFIX}young", tmp_path / "other"
    for folder in (old, young, other):
        folder.mkdir()
        (folder / "serving.lock").touch()
    for folder in (old, other):
        os.utime(folder, (0, 0))

    sweep(tmp_path)

    assert sorted(one.name for one in tmp_path.iterdir()) == ["other", young.name]
