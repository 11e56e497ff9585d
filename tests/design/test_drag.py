"""A note finds its place by dragging, by tapping and from the keyboard alone (B4)."""

import pytest
from playwright.sync_api import Page, expect

from samskap.testing.browsers import OpenPage
from tests.design.room import Room

WALL = """<div id="mine"><form id="wall" method="post" action="/g/test/b/1/place/" data-live data-board>
<input type="hidden" name="card"><input type="hidden" name="place">
<div class="note" data-pick="7" data-card-name="Sykkelverksted">Sykkelverksted</div>
<table class="board"><tbody>
<tr><td class="slot" data-place="salen:1" data-place-name="Salen, 10.50"></td>
<td class="slot" data-place="loftet:1" data-place-name="Loftet, 10.50"></td></tr>
<tr><td class="slot" data-place="salen:2" data-place-name="Salen, 12.30"></td>
<td class="slot" data-place="loftet:2" data-place-name="Loftet, 12.30"></td></tr>
</tbody></table></form></div>"""

ORDER = """<div id="mine"><form id="rank" method="post" action="/g/test/b/1/rank/" data-live data-board>
<input type="hidden" name="card"><input type="hidden" name="place">
<ol data-order><li data-pick="1">Først</li>
<li data-pick="2">Så</li><li data-pick="3">Til slutt</li></ol></form></div>"""


@pytest.fixture
def wall(room: Room, open_page: OpenPage) -> Page:
    room.mine = WALL
    page = open_page("desk")
    page.goto(f"{room.url}/g/test/")
    page.wait_for_selector("#connection[data-state=live]")
    return page


def placed(page: Page, room: Room) -> dict[str, str]:
    for _ in range(50):
        if room.kept:
            break
        page.wait_for_timeout(100)
    [posted] = room.kept
    return posted.fields


@pytest.mark.mission("B4")
def test_a_note_is_placed_from_the_keyboard_alone(wall: Page, room: Room) -> None:
    wall.focus("[data-pick]")
    wall.keyboard.press("Space")
    for key in ("ArrowDown", "ArrowRight", "ArrowDown"):
        wall.keyboard.press(key)
    expect(wall.locator("#polite")).to_have_text("Sykkelverksted: Loftet, 12.30")
    wall.keyboard.press("Space")

    assert placed(wall, room) == {"card": "7", "place": "loftet:2"}
    expect(wall.locator("#polite")).not_to_have_text("")


@pytest.mark.mission("B4")
def test_a_note_is_placed_by_tapping_it_and_then_the_place(room: Room, open_page: OpenPage) -> None:
    room.mine = WALL
    phone = open_page("phone")
    phone.goto(f"{room.url}/g/test/")
    phone.tap("[data-pick]")
    expect(phone.locator("[data-pick]")).to_have_attribute("aria-pressed", "true")
    phone.tap("[data-place='salen:2']")

    assert placed(phone, room) == {"card": "7", "place": "salen:2"}


@pytest.mark.mission("B4")
def test_a_note_is_placed_by_dragging(wall: Page, room: Room) -> None:
    wall.drag_and_drop("[data-pick]", "[data-place='loftet:1']")

    assert placed(wall, room) == {"card": "7", "place": "loftet:1"}
    expect(wall.locator(".drag-ghost")).to_have_count(0)


def test_escape_puts_it_back(wall: Page, room: Room) -> None:
    wall.focus("[data-pick]")
    wall.keyboard.press("Space")
    wall.keyboard.press("ArrowDown")
    wall.keyboard.press("Escape")

    expect(wall.locator("#polite")).to_have_text("Sykkelverksted er lagt tilbake.")
    expect(wall.locator(".slot[data-over], .note[data-picked]")).to_have_count(0)
    assert room.came == []


def test_a_push_does_not_take_a_lifted_note_out_of_the_hand(wall: Page, room: Room) -> None:
    wall.focus("[data-pick]")
    wall.keyboard.press("Space")
    wall.keyboard.press("ArrowDown")
    room.push(room.face.replace("Skriv", "Plasser") + WALL.replace("10.50", "10.55"))
    expect(wall.locator("h1")).to_have_text("Plasser")
    wall.keyboard.press("ArrowRight")
    wall.keyboard.press("Space")

    assert placed(wall, room) == {"card": "7", "place": "loftet:1"}


def test_an_order_is_changed_from_the_keyboard(room: Room, open_page: OpenPage) -> None:
    room.mine = ORDER
    page = open_page("desk")
    page.goto(f"{room.url}/g/test/")
    page.focus("[data-pick='1']")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#polite")).to_have_text("Først: nummer 3 av 3")
    page.keyboard.press("Space")

    assert placed(page, room) == {"card": "1", "place": "2"}


def test_an_order_is_changed_by_dragging(room: Room, open_page: OpenPage) -> None:
    room.mine = ORDER
    page = open_page("desk")
    page.goto(f"{room.url}/g/test/")
    page.drag_and_drop("[data-pick='3']", "[data-pick='1']")

    assert placed(page, room) == {"card": "3", "place": "0"}


def test_a_note_can_be_laid_on_another_but_not_on_itself(room: Room, open_page: OpenPage) -> None:
    room.mine = (
        '<div id="mine"><form id="gather" method="post" action="/g/test/b/1/gather/" data-live>'
        '<input type="hidden" name="card"><input type="hidden" name="heading"></form>'
        '<div class="notes" data-board="gather" data-field-place="heading">'
        '<div data-pick="1" data-place="1">Sykler</div><div data-pick="2" data-place="2">Verksted</div></div></div>'
    )
    page = open_page("desk")
    page.goto(f"{room.url}/g/test/")
    page.drag_and_drop("[data-pick='1']", "[data-pick='1']", target_position={"x": 40, "y": 20})
    page.drag_and_drop("[data-pick='1']", "[data-pick='2']")

    assert placed(page, room) == {"card": "1", "heading": "2"}
