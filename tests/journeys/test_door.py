"""Two doors in a real browser: a code before the camera, a search, a dead spot, and a tablet left alone (G7)."""

import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import segno
from PIL import Image
from playwright.sync_api import Browser, BrowserType, Page, expect

from samskap.gatherings.actions import hand_out_pass
from samskap.gatherings.models import Gathering, Participation, Role
from samskap.people.tokens import hashed, token_from
from samskap.testing.browsers import OFFLINE, SIZES, OpenPage, Watch, axe, look, reflows
from samskap.testing.servers import Server

pytestmark = pytest.mark.mission("G7")

CASES = Path("src/samskap/gatherings/tests/finding.json")


def frame(text: str = "") -> bytes:
    """What the camera sees: a badge held up, a little askew, or nobody."""
    picture = Image.new("RGB", (640, 480), (92, 88, 80))
    if text:
        code = io.BytesIO()
        segno.make(text, error="m", micro=False).save(code, kind="png", scale=5, border=4)
        badge = Image.open(code).convert("RGB").rotate(9, expand=True, fillcolor=(240, 236, 226))
        picture.paste(badge, (180, 90))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=80)
    return out.getvalue()


@pytest.fixture
def expected(gathering: Gathering) -> dict[str, Participation]:
    """Three who have signed up, each with a link of their own."""
    people = {}
    for name in ("Kari Lie", "Bjørn Åsen", "Liv Vik"):
        first, last = name.split()
        person = Participation.objects.create(gathering=gathering, first_name=first, last_name=last)
        person.link_hash = hashed(token_of(person))
        person.save()
        people[name] = person
    return people


def token_of(person: Participation) -> str:
    return token_from(f"own link:{person.gathering_id}:{person.pk}")


@pytest.fixture
def camera(
    tmp_path: Path, browser_type: BrowserType, browser_type_launch_args: dict[str, Any], server: Server,
    expected: dict[str, Participation],
) -> Iterator[Browser]:  # fmt: skip
    """A browser before whose camera Kari and then Liv hold up their badges."""
    badges = [f"{server.url}/g/unge/you/{token_of(expected[name])}/" for name in ("Kari Lie", "Liv Vik")]
    nobody = [frame()] * 15
    film = tmp_path / "badges.mjpeg"
    film.write_bytes(b"".join([*nobody, *[frame(badges[0])] * 25, *nobody, *[frame(badges[1])] * 25, *nobody]))
    flags = [
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-video-capture={film}",
    ]
    arguments = {**browser_type_launch_args, "args": [*browser_type_launch_args["args"], *flags]}
    browser = browser_type.launch(**arguments)
    yield browser
    browser.close()


@pytest.fixture
def open_door(server: Server, gathering: Gathering, watch: Watch) -> Callable[[Browser], Page]:
    """A helper's phone at a door."""

    def one_more(browser: Browser) -> Page:
        context = browser.new_context(
            viewport=SIZES["phone"], locale="nb-NO", permissions=["camera"], has_touch=True, is_mobile=True
        )
        context.set_default_timeout(20_000)
        watch.follow(context)
        page = context.new_page()
        page.goto(server.at(f"/p/{hand_out_pass(gathering, role=Role.HELPER)}/"))
        return page

    return one_more


def here(gathering: Gathering) -> set[str]:
    return {person.name for person in gathering.people.here()}


def tap(page: Page, name: str, button: str) -> None:
    page.get_by_label("Navn eller organisasjon").fill(name)
    page.locator("#door-found").get_by_role("button", name=button).first.click()


def test_two_doors_and_a_dead_spot_let_everybody_in_once(
    gathering: Gathering, expected: dict[str, Participation], camera: Browser,
    open_door: Callable[[Browser], Page], watch: Watch,
) -> None:  # fmt: skip
    watch.expect(OFFLINE, "ERR_")
    north, south = open_door(camera), open_door(camera)
    axe(north)
    reflows(north)

    north.get_by_role("button", name="Skann med kameraet").click()
    expect(north.locator("#door-said")).to_contain_text("Kari Lie er sjekket inn.")
    look(north, "door-scan")
    expect(north.locator("#door-said")).to_contain_text("Liv Vik er sjekket inn.")
    expect(south.locator("#door-latest")).to_contain_text("Liv Vik")
    north.get_by_role("button", name="Stopp kameraet").click()
    assert here(gathering) == {"Kari Lie", "Liv Vik"}

    south.context.set_offline(True)
    tap(south, "bjoern", "Sjekk inn")
    expect(south.locator("#door-found .door-row")).to_have_attribute("data-state", "here")
    south.get_by_label("Navn eller organisasjon").fill("Per Hansen")
    south.get_by_text("Kommer uten påmelding").click()
    expect(south.get_by_label("Etternavn")).to_have_value("Hansen")
    south.get_by_role("button", name="Slipp inn").click()
    expect(south.locator("#outbox .outbox-item")).to_have_count(2)
    look(south, "door-offline", whole=True)
    tap(north, "bjorn", "Sjekk inn")
    expect(north.locator("#door-latest")).to_contain_text("Bjørn Åsen")

    south.context.set_offline(False)

    expect(south.locator("#outbox .outbox-item[data-state=waiting]")).to_have_count(0)
    expect(north.locator("#door-latest")).to_contain_text("Per Hansen")
    assert here(gathering) == {"Kari Lie", "Liv Vik", "Bjørn Åsen", "Per Hansen"}
    tap(north, "kari", "Har gått")
    expect(south.locator("#door-counts")).to_contain_text("har gått")
    assert here(gathering) == {"Liv Vik", "Bjørn Åsen", "Per Hansen"}


def test_the_tablet_lets_people_in_and_the_phone_finds_as_the_server_does(
    gathering: Gathering, expected: dict[str, Participation], server: Server, open_page: OpenPage
) -> None:
    tablet = open_page("desk", width=1024)
    tablet.goto(server.at(f"/p/{hand_out_pass(gathering, role=Role.TABLET)}/"))
    axe(tablet)
    reflows(tablet)
    look(tablet, "door-tablet", whole=True)

    tablet.get_by_label("Navnet ditt").fill("bjørn")
    tablet.get_by_role("button", name="Finn meg").click()
    tablet.get_by_role("button", name="Bjørn Å").click()

    expect(tablet.get_by_role("heading", level=1)).to_have_text("Velkommen, Bjørn!")
    look(tablet, "door-tablet-welcome", whole=True)
    assert here(gathering) == {"Bjørn Åsen"}

    desk = open_page("desk")
    desk.goto(server.at(f"/p/{hand_out_pass(gathering, role=Role.HELPER)}/"))
    axe(desk)
    look(desk, "door-desk", whole=True)
    for sought, name, place, near in json.loads(CASES.read_text(encoding="utf-8")):
        found = desk.evaluate(
            """([sought, name, place]) => {
                const {words, howNear} = window.samskapFinding
                return howNear(words(sought), words(name), words(place))
            }""",
            [sought, name, place],
        )
        assert (sought, found) == (sought, near)
