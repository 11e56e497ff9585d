"""The stream over real HTTP: what phones, desks and screens get to see, and when."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from samskap.live.app import Admission, Live, Refusal, Scope
from samskap.live.frames import Form
from samskap.live.hub import Channel, Hub, Stream
from samskap.live.server import Server, config
from tests.live.house import WAIT, House, Street, Wall, admit, eventually, hide_transport, open_house

PHONE = "/live/skien/phone?lang=nb"


@pytest.fixture(params=[lambda app: app, hide_transport], ids=["transport lent", "plain send"])
def any_house(request: pytest.FixtureRequest) -> Iterator[House]:
    with open_house(pause=0.05, before=request.param) as house:
        yield house


@pytest.mark.parametrize("encoding", ["gzip", "identity"])
@pytest.mark.mission("G3")
def test_everybody_follows_and_who_comes_late_is_where_everybody_is(any_house: House, encoding: str) -> None:
    any_house.show("skien", "phone", "<p>Check-in</p>")
    early = any_house.listen(PHONE, encoding)
    assert early.face() == "<p>Check-in</p>"

    any_house.show("skien", "phone", "<p>Notes</p>")
    assert early.face() == "<p>Notes</p>"
    late = any_house.listen(PHONE, encoding)
    assert late.face() == "<p>Notes</p>"

    any_house.show("skien", "phone", "<p>Pitches</p>")
    assert (early.face(), late.face()) == ("<p>Pitches</p>", "<p>Pitches</p>")


def test_the_headers_say_what_proxies_must_know(house: House) -> None:
    response = house.ask(PHONE, accept_encoding="br, gzip;q=0.8")

    assert response.status == 200
    assert {name: value for name, value in response.getheaders() if name not in {"date", "server"}} == {
        "content-type": "text/event-stream; charset=utf-8",
        "cache-control": "no-store",
        "x-accel-buffering": "no",
        "content-encoding": "gzip",
        "transfer-encoding": "chunked",
    }


@pytest.mark.parametrize("encoding", ["identity", "br", "gzip;q=0", ""])
def test_who_refuses_gzip_gets_plain_text(house: House, encoding: str) -> None:
    ear = house.listen(PHONE, encoding)

    assert not ear.is_zipped
    assert ear.face() == "<main>empty</main>"


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_who_may_not_look_is_told_so_and_never_sent_elsewhere(house: House, status: int) -> None:
    response = house.ask(f"/live/{status}/phone")

    assert (response.status, response.getheader("location")) == (status, None)
    assert house.hub.total == 0


@pytest.mark.parametrize("path", ["/live", "/live/", "/live/skien", "/live/skien/", "/live//phone", "/live/a/b/c", "/"])
def test_other_addresses_do_not_exist(house: House, path: str) -> None:
    assert house.ask(path).status == 404


def test_nothing_is_written_here(house: House) -> None:
    assert house.ask(PHONE, method="POST").status == 405


def test_a_head_request_is_answered_without_opening_a_stream(house: House) -> None:
    response = house.ask(PHONE, method="HEAD")

    assert (response.status, response.read(), house.hub.total) == (200, b"", 0)


def test_audiences_and_languages_have_their_own_faces(house: House) -> None:
    house.show("skien", "phone", "<p>phone</p>")
    house.show("skien", "desk", "<p>desk</p>")
    house.show("bergen", "phone", "<p>bergen</p>")

    paths = (PHONE, "/live/skien/desk?lang=nn", "/live/bergen/phone")

    assert [house.listen(path).face() for path in paths] == ["<p>phone</p>", "<p>desk</p>", "<p>bergen</p>"]
    assert set(house.wall.renders) == {
        Channel("skien", "phone", "nb"),
        Channel("skien", "desk", "nn"),
        Channel("bergen", "phone", ""),
    }


def test_a_face_is_rendered_once_for_everybody(house: House) -> None:
    ears = [house.listen(PHONE) for _ in range(20)]
    assert {ear.face() for ear in ears} == {"<main>empty</main>"}

    house.show("skien", "phone", "<p>now</p>")

    assert {ear.face() for ear in ears} == {"<p>now</p>"}
    assert house.wall.renders[Channel("skien", "phone", "nb")] <= 3


def test_a_burst_becomes_few_renders_and_ends_with_the_newest() -> None:
    with open_house(pause=0.3) as house:
        ear = house.listen(PHONE)
        assert ear.face() == "<main>empty</main>"

        for number in range(200):
            house.show("skien", "phone", f"<p>{number}</p>")

        assert len(ear.until("<p>199</p>")) <= 3
        assert house.wall.renders[Channel("skien", "phone", "nb")] <= 4


def test_what_looks_the_same_is_not_sent_again(house: House) -> None:
    ear = house.listen(PHONE)
    assert ear.face() == "<main>empty</main>"
    channel = Channel("skien", "phone", "nb")

    house.hub.changed("skien")
    eventually(lambda: house.wall.renders[channel] == 2)
    house.show("skien", "phone", "<p>new</p>")

    assert ear.face() == "<p>new</p>"


def test_nothing_is_rendered_when_nobody_looks(house: House) -> None:
    ear = house.listen(PHONE)
    ear.face()
    ear.hang_up()
    eventually(lambda: house.hub.total == 0)
    before = house.wall.renders.total()

    house.show("skien", "phone", "<p>to an empty room</p>")
    assert house.listen("/live/bergen/phone").face() == "<main>empty</main>"

    assert house.wall.renders.total() == before + 1
    assert house.listen(PHONE).face() == "<p>to an empty room</p>"


def test_a_change_during_a_render_is_rendered_too(house: House) -> None:
    ear = house.listen(PHONE)
    ear.face()
    house.wall.may_render.clear()
    house.show("skien", "phone", "<p>one</p>")
    house.show("skien", "phone", "<p>two</p>")

    house.wall.may_render.set()

    assert ear.until("<p>two</p>")


def test_a_face_that_cannot_be_rendered_is_logged_and_tried_again(caplog: pytest.LogCaptureFixture) -> None:
    with open_house(pause=0.02, patience=0.02) as house:
        house.wall.fails = True
        ear = house.listen(PHONE)
        eventually(lambda: house.wall.renders.total() >= 3)

        house.wall.fails = False

        assert ear.face() == "<main>empty</main>"
        assert "the projector is out" in caplog.text


def test_the_heartbeat_says_the_state_again() -> None:
    with open_house(beat=0.05) as house:
        ears = [house.listen(PHONE), house.listen(PHONE, "identity")]

        assert [[ear.event() for _ in range(5)] for ear in ears] == [[ears[0].event()] * 5] * 2


def test_the_heartbeat_also_comes_when_changes_show_nothing_new() -> None:
    with open_house(pause=0.01, beat=0.1) as house:
        ear = house.listen(PHONE)
        stop = threading.Event()

        def nag() -> None:
            while not stop.wait(0.01):
                house.hub.changed("skien")

        nagging = threading.Thread(target=nag)
        nagging.start()
        try:
            assert [ear.face() for _ in range(3)] == ["<main>empty</main>"] * 3
        finally:
            stop.set()
            nagging.join()


def test_the_hub_knows_who_is_here(house: House) -> None:
    aud, berit = (house.listen(f"{PHONE}&me={number}") for number in (1, 2))
    aud_again, screen = house.listen(f"{PHONE}&me=1"), house.listen("/live/skien/screen")
    for ear in (aud, berit, aud_again, screen):
        ear.face()
    assert house.hub.people("skien") == {1, 2}
    assert {(channel.topic, channel.audience) for channel in house.hub.channels()} == {
        ("skien", "phone"),
        ("skien", "screen"),
    }
    assert [house.hub.count("skien", who) for who in ("phone", "screen", "desk")] == [3, 1, 0]

    aud.hang_up()
    eventually(lambda: house.hub.count("skien", "phone") == 2)
    assert house.hub.people("skien") == {1, 2}

    aud_again.hang_up()
    eventually(lambda: house.hub.people("skien") == {2})


def test_when_the_gathering_is_over_everybody_is_told_and_the_streams_end(any_house: House) -> None:
    ears = [any_house.listen(PHONE), any_house.listen(PHONE, "identity")]
    elsewhere = any_house.listen("/live/bergen/phone")
    for ear in [*ears, elsewhere]:
        ear.face()

    any_house.hub.close("skien")

    for ear in ears:
        assert ear.event().kind == "gone"
        with pytest.raises(EOFError):
            ear.event()
    eventually(lambda: any_house.hub.total == 1)
    any_house.show("bergen", "phone", "<p>still here</p>")
    assert elsewhere.face() == "<p>still here</p>"


def test_one_who_is_removed_is_told_and_the_others_stay(house: House) -> None:
    aud, berit = (house.listen(f"{PHONE}&me={number}") for number in (1, 2))
    aud.face(), berit.face()

    house.hub.drop("skien", 1)

    assert aud.event().kind == "gone"
    house.show("skien", "phone", "<p>on</p>")
    assert berit.face() == "<p>on</p>"
    assert house.hub.people("skien") == {2}


def test_a_full_house_asks_people_to_come_back() -> None:
    with open_house(limit=1) as house:
        house.listen(PHONE).face()

        response = house.ask(PHONE)

        assert (response.status, response.getheader("retry-after")) == (503, "5")
        assert house.ask(f"{PHONE}&once=1").status == 200


def test_a_browser_without_streams_can_ask_now_and_then(house: House) -> None:
    house.show("skien", "phone", "<p>one</p>")
    first = house.ask(f"{PHONE}&once=1")
    tag = first.getheader("etag") or ""
    assert (first.status, first.read(), first.getheader("content-type")) == (
        200,
        b"<p>one</p>",
        "text/html; charset=utf-8",
    )

    assert house.ask(f"{PHONE}&once=1", if_none_match=tag).status == 304

    house.show("skien", "phone", "<p>two</p>")
    assert house.ask(f"{PHONE}&once=1", if_none_match=tag).read() == b"<p>two</p>"


def test_many_who_ask_at_once_share_one_render(house: House) -> None:
    house.wall.may_render.clear()
    with ThreadPoolExecutor(20) as people:
        answers = [people.submit(lambda: house.ask(f"{PHONE}&once=1").read()) for _ in range(20)]
        eventually(lambda: house.hub.total == 20)
        house.wall.may_render.set()

    assert {answer.result() for answer in answers} == {b"<main>empty</main>"}
    assert house.wall.renders.total() == 1


def test_the_clock_is_told_in_milliseconds(house: House) -> None:
    before = time.time_ns() // 1_000_000
    response = house.ask("/now")

    assert response.getheader("cache-control") == "no-store"
    assert before <= json.loads(response.read())["now"] <= time.time_ns() // 1_000_000


class Torn:
    """A wire that breaks when one writes to it."""

    def write(self, data: bytes, /) -> None:
        raise OSError("torn")

    def get_write_buffer_size(self) -> int:
        return 0

    def is_closing(self) -> bool:
        return False

    def close(self) -> None: ...


class HungUp(Torn):
    """A wire that was closed a moment ago: as uvloop's, it breaks if one still writes to it."""

    def is_closing(self) -> bool:
        return True


def test_a_wire_that_breaks_silences_nobody_else(house: House, caplog: pytest.LogCaptureFixture) -> None:
    ear = house.listen(PHONE)
    ear.face()
    (line,) = house.hub._lines.values()
    line.listeners.add(Stream(Torn(), Form(zipped=True, chunked=True)))

    for face in ("<p>one</p>", "<p>two</p>"):
        house.show("skien", "phone", face)
        assert ear.face() == face

    assert house.hub.total == 1
    assert "torn" in caplog.text


def test_whoever_has_just_left_is_neither_told_nor_logged(house: House, caplog: pytest.LogCaptureFixture) -> None:
    ear = house.listen(PHONE)
    ear.face()
    (line,) = house.hub._lines.values()
    left = Stream(HungUp(), Form(zipped=True, chunked=True), person=17)
    line.listeners.add(left)

    house.show("skien", "phone", "<p>one</p>")
    assert ear.face() == "<p>one</p>"
    assert house.hub.total == 1

    line.listeners.add(left)
    house.hub.close("skien")
    assert ear.event().kind == "gone"
    assert not caplog.records


def test_a_server_that_raises_when_nobody_is_there_ends_the_stream() -> None:
    hub = Hub(Wall().render)
    scope = {"type": "http", "method": "GET", "path": "/live/skien/phone", "query_string": b"", "headers": []}

    async def receive() -> dict[str, object]:
        await asyncio.Event().wait()
        return {}

    async def send(message: MutableMapping[str, object]) -> None:
        if message["type"] == "http.response.body":
            raise ConnectionResetError

    async def one_request() -> None:
        async with asyncio.timeout(WAIT):
            await Live(hub, admit)(scope, receive, send)
        assert hub.total == 0
        hub.stop()

    asyncio.run(one_request())


def test_who_talks_on_a_stream_is_hung_up_on(house: House) -> None:
    ear = house.listen(PHONE)
    ear.face()

    assert ear.connection.sock is not None
    ear.connection.sock.sendall(b"GET /now HTTP/1.1\r\nHost: x\r\n\r\n")

    eventually(lambda: house.hub.total == 0)


def test_an_old_proxy_gets_the_stream_too(house: House) -> None:
    with socket.create_connection(("127.0.0.1", house.port), timeout=WAIT) as proxy:
        proxy.sendall(f"GET {PHONE} HTTP/1.0\r\n\r\n".encode())
        said = b""
        while b"data: <main>empty</main>\n\n" not in said:
            said += proxy.recv(65536)


def stalled_client(port: int) -> socket.socket:
    """A phone that has gone out of coverage: it asked for the stream, and reads nothing."""
    phone = socket.socket()
    phone.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    phone.settimeout(WAIT)
    phone.connect(("127.0.0.1", port))
    phone.sendall(f"GET {PHONE} HTTP/1.1\r\nHost: x\r\nAccept-Encoding: identity\r\n\r\n".encode())
    return phone


def test_a_stalled_phone_costs_nobody_anything_and_gets_the_newest_state_when_it_is_back(any_house: House) -> None:
    any_house.show("skien", "phone", "<p>start</p>")
    ear = any_house.listen(PHONE)
    assert ear.face() == "<p>start</p>"
    with stalled_client(any_house.port) as phone:
        eventually(lambda: any_house.hub.total == 2)
        pages = [f"<p>{number}</p>" + "x" * 200_000 for number in range(40)]
        for page in pages:
            any_house.show("skien", "phone", page)
            ear.until(page)

        said = b""
        while not said.endswith(b"\n\n\r\n") or b"<p>39</p>" not in said:
            said += phone.recv(1 << 20)

    assert said.count(b"event: face") < 40
    assert any_house.hub.count("skien", "phone") >= 1


def test_a_stream_comes_back_after_a_restart() -> None:
    with open_house() as house:
        street = Street(house.port)
        ear = street.listen(PHONE)
        ear.face()
    with street, open_house(port=street.port):
        with pytest.raises(EOFError):
            ear.event()

        assert street.listen(PHONE).face() == "<main>empty</main>"


SERVE = """
from tests.live.house import Hub, Live, Server, Wall, admit, config
Server(config(Live(Hub(Wall().render), admit), port=0, lifespan="off")).run()
"""


def test_a_server_with_200_streams_stops_when_told_to() -> None:
    root = Path(__file__).parents[2]
    environment = os.environ | {"PYTHONPATH": f"{root / 'src'}:{root}"}
    with subprocess.Popen([sys.executable, "-c", SERVE], env=environment, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        log = iter(server.stderr.readline, "")
        port = next(int(found[1]) for line in log if (found := re.search(r"127\.0\.0\.1:(\d+)", line)))
        with Street(port) as street, stalled_client(port):
            ears = [street.listen(PHONE) for _ in range(200)]
            assert {ear.face() for ear in ears} == {"<main>empty</main>"}

            server.send_signal(signal.SIGTERM)

            assert server.wait(timeout=WAIT) in {0, -signal.SIGTERM}
            for ear in ears:
                with pytest.raises(EOFError):
                    ear.event()


@pytest.mark.mission("G3")
def test_a_stream_that_is_being_let_in_while_the_server_stops_does_not_hold_it_up() -> None:
    let_in, may_come = threading.Event(), threading.Event()

    async def slow_door(scope: Scope) -> Admission | Refusal:
        let_in.set()
        await asyncio.to_thread(may_come.wait, WAIT)
        return await admit(scope)

    hub = Hub(Wall().render)
    server = Server(config(Live(hub, slow_door), port=0, lifespan="off", log_level="critical"))
    thread = threading.Thread(target=server.run)
    thread.start()
    eventually(lambda: server.started)
    address = server.servers[0].sockets[0].getsockname()
    with socket.create_connection(address) as phone, socket.create_connection(address) as silent:
        phone.sendall(f"GET {PHONE} HTTP/1.1\r\nhost: skien\r\n\r\n".encode())
        assert let_in.wait(WAIT)

        server.should_exit = True
        eventually(lambda: not server.servers[0].is_serving())
        may_come.set()

        thread.join(WAIT)
        assert not thread.is_alive()
        with phone.makefile("rb") as heard:
            assert heard.read().endswith(b"0\r\n\r\n")
        assert silent.recv(1) == b""
    hub.stop()
