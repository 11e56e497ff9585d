"""A whole BarCamp in the browser: an organiser, two facilitators, four phones, the screen; from empty wall to report.

Twenty-four invented people act beside them. At every block all three views are looked at, by axe and by the camera.
"""

from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from samskap.gatherings.models import Block, Gathering, Role
from samskap.gatherings.recipes import make_from_recipe
from samskap.invented.barcamp import BARCAMP
from samskap.people.actions import find_or_make_user, make_sign_in_link
from samskap.testing.browsers import COLOURS, OpenPage, axe, look, reflows
from samskap.testing.fixtures import Perform
from samskap.testing.servers import Server
from tests.journeys.test_live import join, open_with_pass

pytestmark = [
    pytest.mark.mission("B1", "B2", "B3", "B4", "B5", "B6", "B7", "B8", "G2", "G3", "G8", "G11"),
    pytest.mark.timeout(420),
]


@pytest.fixture
def gathering(transactional_db: None) -> Gathering:
    """Half a day from the recipe, with every kind of block; its doors are closed, and Kari organises it."""
    return make_from_recipe(
        "barcamp-half-day",
        title=BARCAMP.title,
        starts_at=timezone.now(),
        organiser=find_or_make_user("kari@example.org", name="Kari"),
        theme=BARCAMP.theme,
        burning_question=BARCAMP.burning_question,
        place=BARCAMP.place,
        expected=72,
    )


def sign_in(page: Page, server: Server) -> None:
    token = make_sign_in_link(find_or_make_user("kari@example.org"))
    page.goto(server.at(f"/sign-in/{token}/"))
    page.get_by_role("button", name="Logg inn").click()


def on_stage_now(gathering: Gathering) -> Block:
    fresh = Gathering.objects.select_related("on_stage__source").get(pk=gathering.pk)
    assert fresh.on_stage is not None
    fresh.on_stage.gathering = fresh
    return fresh.on_stage


class Tour:
    """Looks at all views at every block; each kind of block once in each colour scheme and at 320 pixels."""

    def __init__(self, phone: Page, desk: Page, screen: Page) -> None:
        self.views = {"phone": phone, "desk": desk, "screen": screen}
        self.seen: set[str] = set()

    def visit(self, block: Block) -> None:
        first = block.kind not in self.seen
        self.seen.add(block.kind)
        for name, page in self.views.items():
            expect(page.locator("body")).to_contain_text(block.title)
            if not first:
                continue
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)
                look(page, f"barcamp-{block.position:02}-{block.kind}-{name}-{scheme}", whole=name != "screen")
                axe(page, only=COLOURS if scheme == "dark" else ())
            page.emulate_media(color_scheme="light")
        if first:
            reflows(self.views["phone"])


@pytest.mark.long
def test_a_whole_barcamp_from_an_empty_wall_to_a_report(
    server: Server, open_page: OpenPage, gathering: Gathering, perform: Perform, join_all: Callable[[], list[Page]]
) -> None:
    planner = open_page("desk")
    sign_in(planner, server)
    planner.goto(server.at(f"/g/{gathering.slug}/plan/"))
    axe(planner)
    look(planner, "barcamp-00-plan", whole=True)
    planner.get_by_role("button", name="Åpne dørene").click()
    expect(planner.locator("body")).to_contain_text(gathering.code)

    phones = join_all()
    screen = open_with_pass(open_page("screen"), server, gathering, Role.SCREEN)
    desks = [open_with_pass(open_page("desk"), server, gathering, Role.FACILITATOR) for _ in range(2)]
    tour = Tour(phones[0], desks[0], screen)

    for step, planned in enumerate(gathering.blocks.all()):
        desk = desks[step % 2]
        expect(desk.locator("#remote-next [name=step]")).to_have_value(str(step))
        desk.locator("#remote-next button").click()
        for one in (*phones, screen):
            expect(one.locator("body")).to_contain_text(planned.title, timeout=20_000)
        for one in desks:
            expect(one.locator("[aria-current=step]")).to_contain_text(planned.title, timeout=20_000)
        block = on_stage_now(gathering)
        assert block == planned
        take_part(phones, block)
        perform(block, None)
        tour.visit(block)

    assert {"talk", "round", "notes", "pitches", "wall", "sessions", "harvest"} <= tour.seen
    desks[1].locator("#remote-end button").click()
    desks[1].get_by_role("dialog").get_by_role("button", name="Avslutt").click()
    phones[0].get_by_role("link", name="Se rapporten").click()
    expect(phones[0].get_by_role("heading", level=1)).to_contain_text(gathering.title)
    expect(phones[0].locator("body")).to_contain_text("Fra telefonen til Aud")
    axe(phones[0])
    reflows(phones[0])
    look(phones[0], "barcamp-99-report-phone", whole=True)


def take_part(phones: list[Page], block: Block) -> None:
    """Do with the thumb what the block asks for."""
    if block.kind == "notes":
        for phone, name in zip(phones, NAMES, strict=True):
            phone.get_by_label("Lappen din").first.fill(f"Fra telefonen til {name}")
            phone.get_by_role("button", name="Heng den opp").click()
        for phone, name in zip(phones, NAMES, strict=True):
            expect(phone.locator("#mine").get_by_text(f"Fra telefonen til {name}").first).to_be_visible()


NAMES = ["Aud", "Bjarne", "Chi", "Ánte"]


@pytest.fixture
def join_all(server: Server, open_page: OpenPage, gathering: Gathering) -> Callable[[], list[Page]]:
    """Four phones come in."""
    return lambda: [join(open_page("phone"), server, gathering.code, name) for name in NAMES]
