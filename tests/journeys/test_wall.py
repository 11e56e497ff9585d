"""From the line to the wall, in a real browser: pitch, place, drag, keyboard, support (B2, B4, B5)."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from samskap.activities.pitches import actions as pitches
from samskap.activities.wall import actions as wall_actions
from samskap.cards.placing import wall_of
from samskap.gatherings import actions
from samskap.gatherings.models import Block, Gathering, Participation, Role
from samskap.testing.browsers import OpenPage, axe, look, reflows
from samskap.testing.servers import Server

OnStage = Callable[..., Block]


def come_in(page: Page, server: Server, gathering: Gathering, name: str) -> Page:
    page.goto(server.at(f"/j/{gathering.join_token}/"))
    page.get_by_label("Fornavn").fill(name)
    page.get_by_role("button", name="Bli med").click()
    expect(page.locator("body.phone")).to_be_visible()
    return page


def with_pass(page: Page, server: Server, gathering: Gathering, role: Role) -> Page:
    page.goto(server.at(f"/p/{actions.hand_out_pass(gathering, role=role)}/"))
    return page


@pytest.mark.mission("B4")
def test_b4_from_the_line_to_the_wall(
    server: Server, open_page: OpenPage, gathering: Gathering, on_stage: OnStage, aud: Participation
) -> None:
    block = on_stage("pitches")
    pitches.join_queue(block, by=aud, text="Kveldskino")
    phone = come_in(open_page("phone"), server, gathering, "Cecilie")
    desk = with_pass(open_page("desk"), server, gathering, Role.FACILITATOR)
    screen = with_pass(open_page("screen"), server, gathering, Role.SCREEN)

    phone.get_by_label("Temaet ditt").fill("Sykkelverksted")
    phone.get_by_role("button", name="Still deg i kø").click()
    expect(phone.get_by_role("heading", name="1 person foran deg")).to_be_visible()
    desk.get_by_role("button", name="Slipp til Aud").click()
    expect(phone.get_by_role("heading", name="Du er den neste")).to_be_visible()
    for page, name in ((phone, "phone"), (desk, "desk"), (screen, "screen")):
        axe(page)
        look(page, f"pitches-{name}", whole=name != "screen")
    reflows(phone)
    reflows(desk)

    desk.get_by_role("button", name="Slipp til Cecilie").click()
    expect(screen.locator(".pitch-topic")).to_have_text("Sykkelverksted")
    phone.get_by_role("group", name="Runde 1").get_by_role("button", name="Peisestua").click()
    expect(phone.locator("#mine").get_by_text("henger i Peisestua, runde 1")).to_be_visible()
    expect(screen.locator(".pitch-wall").get_by_text("Sykkelverksted")).to_be_visible()


@pytest.mark.mission("B2", "B4", "B5")
def test_b5_the_wall_is_arranged_by_hand_and_keyboard_and_supported_from_phones(
    server: Server, open_page: OpenPage, gathering: Gathering, on_stage: OnStage, aud: Participation
) -> None:
    block = on_stage("wall", enough=2)
    first, second, third = (
        wall_actions.write_topic(block, by=aud, text=text) for text in ("Sykkelverksted", "Leksehjelp", "Kveldskino")
    )
    desk = with_pass(open_page("desk"), server, gathering, Role.FACILITATOR)
    screen = with_pass(open_page("screen"), server, gathering, Role.SCREEN)
    rooms = list(gathering.rooms.all())

    desk.locator(f"#topic-{first.pk}").drag_to(desk.locator(f"#place-1-{rooms[0].pk}"))
    expect(desk.locator(f"#place-1-{rooms[0].pk}").get_by_text("Sykkelverksted")).to_be_visible()
    desk.locator(f"#topic-{second.pk}").click()
    desk.locator(f"#place-2-{rooms[1].pk}").click()
    expect(desk.locator(f"#place-2-{rooms[1].pk}").get_by_text("Leksehjelp")).to_be_visible()
    desk.locator(f"#topic-{third.pk}").focus()
    for key in ("Space", "ArrowDown", "Space"):
        desk.keyboard.press(key)
    expect(desk.locator("table").get_by_text("Kveldskino").first).to_be_visible()
    assert sum(1 + place.heading.gathered.count() for place in wall_of(gathering).taken if place.heading) == 3

    desk.get_by_role("button", name="Spør om støtte").click()
    phone = come_in(open_page("phone"), server, gathering, "Cecilie")
    phone.locator(f"#support-{second.pk}").get_by_role("button").click()
    expect(phone.get_by_role("heading", name="Du støtter")).to_be_visible()
    expect(screen.locator(f"#place-2-{rooms[1].pk} .tally")).to_contain_text("1/2")
    for page, name in ((phone, "phone"), (desk, "desk"), (screen, "screen")):
        axe(page)
        look(page, f"wall-{name}", whole=name != "screen")
    reflows(phone)
    reflows(desk)
