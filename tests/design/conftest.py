from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page

from samskap.testing.browsers import OFFLINE, OpenPage, Watch
from tests.design.room import Room, serve


@pytest.fixture
def room() -> Iterator[Room]:
    """A room with a server of its own."""
    room = Room()
    server = serve(room)
    yield room
    room.drop_lines()
    server.shutdown()
    server.server_close()


@pytest.fixture
def phone(room: Room, open_page: OpenPage) -> Page:
    """A phone in the room, connected."""
    page = open_page("phone")
    page.goto(f"{room.url}/g/test/")
    page.wait_for_selector("#connection[data-state=live]")
    return page


@pytest.fixture
def broken_lines(watch: Watch) -> Callable[[], None]:
    """Call it in a test where requests are meant to fail."""
    return lambda: watch.expect(OFFLINE, "ERR_", "status of")
