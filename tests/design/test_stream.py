"""What is pushed comes in, and what a person is doing is left alone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.design.room import FACE, MINE, Room

TASK = '<div id="face-now" data-face data-stage="{stage}"{more}><section class="task"><h1>{title}</h1></section></div>'
OTHERS = '<div id="face-others" data-face><p id="count">{text}</p></div>'


def face(title: str = "Skriv", text: str = "En lapp", stage: str = "b1-1", more: str = "") -> str:
    return TASK.format(title=title, stage=stage, more=more) + "\n" + OTHERS.format(text=text)


@pytest.mark.mission("G3")
def test_what_is_pushed_is_shown(phone: Page, room: Room) -> None:
    room.push(face(text="12 lapper"))

    expect(phone.locator("#count")).to_have_text("12 lapper")


@pytest.mark.mission("G3")
def test_a_push_keeps_half_typed_text_focus_and_caret(phone: Page, room: Room) -> None:
    phone.locator("#text").press_sequentially("Jeg tenker på")
    phone.evaluate("document.getElementById('text').setSelectionRange(4, 10)")
    room.push(face(text="13 lapper") + MINE)

    expect(phone.locator("#count")).to_have_text("13 lapper")
    assert phone.evaluate(
        "(({value, selectionStart, selectionEnd, id}) => [id, value, selectionStart, selectionEnd])"
        "(document.activeElement)"
    ) == ["text", "Jeg tenker på", 4, 10]


def test_a_push_keeps_half_typed_text_that_has_no_focus(phone: Page, room: Room) -> None:
    room.mine = MINE.replace(' data-draft="b1"', "")  # so that it is not a kept draft that comes back
    phone.reload()
    phone.locator("#text").press_sequentially("Halvveis")
    phone.evaluate("document.activeElement.blur()")
    room.push(face(text="14 lapper") + room.mine.replace("</textarea>", "Et forslag fra tjeneren</textarea>"))

    expect(phone.locator("#count")).to_have_text("14 lapper")
    expect(phone.locator("#text")).to_have_value("Halvveis")


def test_an_open_dialog_and_open_details_stay_open(phone: Page, room: Room) -> None:
    room.push(
        face() + '<div id="mine"><details id="more"><summary>Mer</summary>Alt</details>'
        '<button type="button" data-open="ask">Spør</button>'
        '<dialog id="ask" class="ds-dialog"><p>Hva lurer du på?</p></dialog></div>'
    )
    phone.click("summary")
    phone.click("text=Spør")
    room.push(
        face(text="15 lapper") + '<div id="mine"><details id="more"><summary>Mer</summary>Alt og litt til</details>'
        '<button type="button" data-open="ask">Spør</button>'
        '<dialog id="ask" class="ds-dialog"><p>Hva lurer du på nå?</p></dialog></div>'
    )

    expect(phone.locator("dialog#ask")).to_contain_text("på nå?")
    assert phone.evaluate(
        "[document.querySelector('#more').open, document.querySelector('#ask').matches(':modal')]"
    ) == [
        True,
        True,
    ]


@pytest.mark.mission("G3")
def test_the_next_block_gives_a_new_box_and_keeps_what_was_begun(phone: Page, room: Room) -> None:
    phone.locator("#text").press_sequentially("Rakk ikke å sende")
    room.mine = MINE.replace("/b/1/", "/b/2/").replace('data-draft="b1"', 'data-draft="b2"')
    room.push(face(title="Neste", stage="b2-1"))

    expect(phone.locator("form[action='/g/test/b/2/write/'] textarea")).to_have_value("")
    expect(phone.locator(".outbox-item[data-state=kept] .outbox-says")).to_have_text("Rakk ikke å sende")


@pytest.mark.mission("G3")
def test_only_the_one_whose_own_things_changed_asks_for_them(phone: Page, room: Room) -> None:
    room.push(face(text="a", more=' data-spread="0" data-refresh="16:4 18:9"'))
    expect(phone.locator("#count")).to_have_text("a")
    phone.wait_for_timeout(200)
    assert room.mine_fetched == 0

    room.mine = '<div id="mine" data-mine="/g/test/mine/" data-version="2">Du er nå i Salen</div>'
    room.push(face(text="b", more=' data-spread="0" data-refresh="16:4 17:2"'))

    expect(phone.locator("#mine")).to_have_text("Du er nå i Salen")
    room.push(face(text="c", more=' data-spread="0" data-refresh="16:4 17:2"'))
    expect(phone.locator("#count")).to_have_text("c")
    phone.wait_for_timeout(200)
    assert room.mine_fetched == 1


@pytest.mark.mission("G3")
def test_a_phone_that_lost_the_line_is_where_everybody_is_again(
    phone: Page, room: Room, broken_lines: Callable[[], None]
) -> None:
    broken_lines()
    phone.context.set_offline(True)
    room.drop_lines()
    expect(phone.locator("#connection")).to_have_attribute("data-state", "offline")
    expect(phone.locator("#connection")).to_contain_text("Uten nett")
    room.push(face(title="Alle er her nå", stage="b5-1"))

    phone.context.set_offline(False)

    expect(phone.locator("h1")).to_have_text("Alle er her nå")
    expect(phone.locator("#connection")).to_have_attribute("data-state", "live")


@pytest.mark.mission("G3")
def test_a_phone_asks_by_itself_when_streams_do_not_get_through(
    phone: Page, room: Room, broken_lines: Callable[[], None]
) -> None:
    broken_lines()
    # Somebody in between answers every stream with an error, but lets ordinary requests through.
    phone.route("**/live/**", lambda route: route.continue_() if "once=1" in route.request.url else route.abort())
    room.face = face(text="hentet, ikke sendt")
    room.number += 1
    room.drop_lines()

    expect(phone.locator("#count")).to_have_text("hentet, ikke sendt")
    expect(phone.locator("#connection")).to_have_attribute("data-state", "polling")


def test_when_it_is_over_the_page_says_what_is_so_now(phone: Page, room: Room) -> None:
    room.face = face(title="Takk for i dag")
    with phone.expect_navigation():
        room.gone()

    expect(phone.locator("h1")).to_have_text("Takk for i dag")


def test_without_access_the_page_asks_once_and_then_says_so(
    phone: Page, room: Room, broken_lines: Callable[[], None]
) -> None:
    broken_lines()
    room.refuse_stream = 403
    with phone.expect_navigation():
        room.drop_lines()

    expect(phone.locator("#notice")).to_contain_text("Du har ikke lenger tilgang")


def test_a_silent_line_is_tried_again(room: Room, phone: Page) -> None:
    phone.clock.install()
    phone.reload()
    phone.wait_for_selector("#connection[data-state=live]")
    before = room.opened
    phone.clock.fast_forward(60_000)

    for _ in range(50):
        if room.opened > before:
            break
        phone.clock.fast_forward(5_000)
        phone.wait_for_timeout(50)
    assert room.opened > before


def test_the_same_face_again_is_only_a_heartbeat(phone: Page, room: Room) -> None:
    phone.evaluate("document.getElementById('count').textContent = 'urørt'")
    for listener in room.listeners:
        listener.put(room.event())
    phone.wait_for_timeout(300)

    expect(phone.locator("#count")).to_have_text("urørt")
    assert FACE in room.face
