"""Real browsers read the delta frames with EventSource, as the phones in the room do."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

import pytest

from samskap.testing.browsers import OpenPage
from tests.live.house import House, Mailbox, eventually, open_house

PHONE = "/live/skien/phone?lang=nb"
PAGE = """<!doctype html><title>phone</title><script>
const seen = [], source = new EventSource("/live/skien/phone?lang=nb");
source.addEventListener("face", (event) => seen.push(event.data));
source.addEventListener("gone", () => {
    source.close();
    fetch("/post", { method: "POST", body: JSON.stringify(seen) });
});
</script>"""


@pytest.fixture
def mailbox() -> Iterator[tuple[House, Mailbox]]:
    boxes: list[Mailbox] = []

    def put_up(app: Any) -> Mailbox:
        boxes.append(Mailbox(app, PAGE))
        return boxes[0]

    with open_house(pause=0, before=put_up) as house:
        yield house, boxes[0]


def miss_a_state(house: House) -> None:
    """Let the hub believe that everybody has missed something, so that they get a key frame."""
    for line in house.hub._lines.values():
        for listener in line.listeners:
            listener.at = -1


def live_through_a_day(house: House, mailbox: Mailbox) -> None:
    """Two hundred states, one note changed in each, some missed, some larger than a gzip window; all must be seen."""
    chance = random.Random(17)
    notes = [f"<li>{chance.getrandbits(256):x} – på ære, hør! 🙌</li>" for _ in range(60)]
    ear = house.listen(PHONE)
    shown = [ear.face()]
    eventually(lambda: house.hub.count("skien", "phone") == 2)
    for number in range(200):
        notes[chance.randrange(60)] = f"<li>{number} {chance.getrandbits(256):x}</li>"
        face = "\n\n".join(notes * (8 if number % 50 == 49 else 1))
        if number % 20 == 19:
            miss_a_state(house)
        house.show("skien", "phone", face)
        assert ear.face() == face
        shown.append(face)
    house.hub.close("skien")
    eventually(lambda: mailbox.post)
    assert json.loads(mailbox.post) == shown


@pytest.mark.mission("G3")
def test_chromium_reads_two_hundred_delta_frames(mailbox: tuple[House, Mailbox], open_page: OpenPage) -> None:
    house, box = mailbox
    phone = open_page("phone")
    phone.goto(f"http://localhost:{house.port}/page")

    live_through_a_day(house, box)


@pytest.mark.mission("G3")
def test_firefox_reads_two_hundred_delta_frames(
    mailbox: tuple[House, Mailbox], firefox: Callable[[str], AbstractContextManager[None]]
) -> None:
    house, box = mailbox
    with firefox(f"http://localhost:{house.port}/page"):
        live_through_a_day(house, box)
