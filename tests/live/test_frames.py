"""What a browser's gzip reader makes of the frames, whoever comes late, misses some, or hears only the heartbeat."""

from __future__ import annotations

import random
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samskap.live.frames import Form, State, farewell, message
from tests.live.house import Event, parse

ZIPPED = Form(zipped=True, chunked=False)
PLAIN = Form(zipped=False, chunked=False)


class Browser:
    """Reads what it is sent, and nothing else."""

    def __init__(self, form: Form = ZIPPED) -> None:
        self.form = form
        self.at = 0
        self.wire_bytes = 0
        self.heard: list[Event] = []
        self._unpack = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)

    def take(self, state: State) -> None:
        self._read(state.frame(self.form, self.at))
        self.at = state.number

    def leave(self) -> None:
        self._read(farewell(self.form, self.at))

    def _read(self, data: bytes) -> None:
        self.wire_bytes += len(data)
        events, rest = parse(self._unpack.decompress(data) if self.form.zipped else data)
        assert rest == b""  # every frame is whole, so that nothing waits in the browser for the next
        self.heard += events


def wall(notes: int, seed: int = 1) -> list[str]:
    words = random.Random(seed)
    return [f'<li id="n{n}" class="note">{words.getrandbits(160):x} {words.choice("æøåéš")}</li>' for n in range(notes)]


def test_one_changed_note_costs_a_hundred_bytes_or_so() -> None:
    notes = wall(80)
    browser = Browser()
    state = State("\n".join(notes).encode())
    browser.take(state)
    first = browser.wire_bytes

    notes[40] = notes[40].replace("note", "note moved")
    state = State("\n".join(notes).encode(), state)
    browser.take(state)

    assert browser.heard[-1] == Event("face", state.name, "\n".join(notes))
    assert browser.wire_bytes - first < 120 < len(state.message) / 50


def test_all_who_hold_a_state_get_the_same_bytes_object() -> None:
    first = State(b"<p>one</p>")
    second = State(b"<p>two</p>", first)

    assert second.frame(ZIPPED, 1) is second.frame(ZIPPED, 1)
    assert second.frame(ZIPPED, 0) is second.frame(ZIPPED, 0)


def test_the_heartbeat_says_the_same_state_again_for_next_to_nothing() -> None:
    browser = Browser()
    state = State("\n".join(wall(80)).encode())
    browser.take(state)
    first = browser.wire_bytes

    for _ in range(10):
        state = State(state.face, state)
        browser.take(state)

    assert browser.heard == [browser.heard[0]] * 11
    assert (browser.wire_bytes - first) / 10 < 100


@pytest.mark.parametrize("size", [0, 1, 32_767, 32_768, 32_769, 100_000])
def test_faces_of_any_size_arrive(size: int) -> None:
    noise = random.Random(size)
    faces = ["".join(noise.choices("abcdefgh", k=size)) for _ in range(3)]
    browser, state = Browser(), None

    for face in faces:
        state = State(face.encode(), state)
        browser.take(state)

    assert [event.text for event in browser.heard] == faces


def test_blank_lines_and_all_kinds_of_line_ends_reach_the_browser_as_lines() -> None:
    assert parse(message("face", "x", b"<p>\r\n\n  two\rthree</p>")) == (
        [Event("face", "x", "<p>\n\n  two\nthree</p>")],
        b"",
    )


@pytest.mark.parametrize("has_seen_something", [True, False])
def test_the_last_words_are_understood(has_seen_something: bool) -> None:
    browser = Browser()
    if has_seen_something:
        browser.take(State(b"<p>here</p>"))

    browser.leave()

    assert browser.heard[-1] == Event("gone", "", "")


def test_chunks_are_what_http_wants() -> None:
    state = State(b"<p>hei</p>")

    assert state.frame(Form(zipped=False, chunked=True), 0) == b"%x\r\n%b\r\n" % (len(state.message), state.message)


face = st.lists(st.sampled_from([*wall(12), *wall(12, seed=2), "", "x" * 40_000]), max_size=40).map("\n".join)
# For each new state: the face (None is a heartbeat), which browsers hear of it, and whether another one comes.
days = st.lists(st.tuples(face | st.none(), st.sets(st.integers(0, 9)), st.booleans()), min_size=1, max_size=12)


@given(days)
def test_whoever_comes_late_or_misses_states_sees_the_newest_when_they_hear_again(
    day: list[tuple[str | None, set[int], bool]],
) -> None:
    state = State(b"<p>welcome</p>")
    browsers = [Browser(), Browser(PLAIN)]

    for text, who_hears, somebody_comes in day:
        state = State(state.face if text is None else text.encode(), state)
        if somebody_comes:
            browsers.append(Browser())
        for number, browser in enumerate(browsers):
            if number in who_hears:
                browser.take(state)
                assert browser.heard[-1].name == state.name
                assert browser.heard[-1].text.encode() == b"\n".join(state.face.splitlines())
