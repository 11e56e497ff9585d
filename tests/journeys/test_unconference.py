"""An unconference in the browser: each of its rooms on a phone, at the desk and on the screen, in both colours."""

import pytest
from playwright.sync_api import Page, expect

from samskap.demo.day import Day
from samskap.demo.invent import invent
from samskap.gatherings.models import Block, Role
from samskap.printing.actions import hand_out_shapes
from samskap.testing.browsers import COLOURS, OpenPage, axe, look, reflows
from samskap.testing.servers import Server
from samskap.testing.whole_day import WholeDay
from tests.journeys.test_live import join, open_with_pass

PEOPLE = 19
ROOMS = ("ladder", "pitches", "dots", "microactions", "reflections")


@pytest.mark.long
@pytest.mark.timeout(400)
@pytest.mark.mission("U1", "U2", "U3", "U4", "U9", "U10")
def test_a_whole_unconference_on_phone_desk_and_screen(server: Server, open_page: OpenPage) -> None:
    invented = invent("unconference", number=PEOPLE)
    gathering = invented.gathering
    day = WholeDay(Day(gathering, invented.tale), join_path=f"/j/{gathering.join_token}/", desk_pass=invented.own_desk)
    day.come_in(invented.guests)
    hand_out_shapes(gathering, ("triangle", "square", "circle"))
    pages = {
        "phone": join(open_page("phone"), server, gathering.code, "Aud"),
        "desk": open_with_pass(open_page("desk"), server, gathering, Role.FACILITATOR),
        "screen": open_with_pass(open_page("screen"), server, gathering, Role.SCREEN),
    }
    seen = []
    for block in day.play():
        if block.kind in ROOMS:
            seen.append(block.kind)
            visit(pages, block)
    assert seen == list(ROOMS)
    assert not day.refused, day.refused


def visit(pages: dict[str, Page], block: Block) -> None:
    """Look at a block from everywhere."""
    for name, page in pages.items():
        expect(page.locator("body")).to_contain_text(block.title)
        page.reload()
        expect(page.locator("body")).to_contain_text(block.title)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            look(page, f"unconference-{block.position:02}-{block.kind}-{name}-{scheme}", whole=name != "screen")
            axe(page, only=COLOURS if scheme == "dark" else ())
        page.emulate_media(color_scheme="light")
    reflows(pages["phone"])
