"""Nothing typed disappears, and nothing is said twice."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from samskap.testing.browsers import OpenPage
from tests.design.room import MINE, Room


def write(page: Page, text: str) -> None:
    page.fill("#text", text)
    page.click("text=Heng opp")


def wait_until_kept(page: Page, room: Room, texts: list[str]) -> None:
    for _ in range(150):
        if len(room.kept) >= len(texts):
            break
        page.wait_for_timeout(100)
    assert [posted.fields["text"] for posted in room.kept] == texts


@pytest.mark.mission("G3")
def test_a_note_is_sent_with_a_key_and_the_box_is_empty_again(phone: Page, room: Room) -> None:
    write(phone, "Leksehjelp på biblioteket")

    wait_until_kept(phone, room, ["Leksehjelp på biblioteket"])
    assert len(room.came[0].key) >= 32
    expect(phone.locator("#text")).to_have_value("")


@pytest.mark.mission("G3", "B3")
def test_notes_written_offline_arrive_once_and_in_order(
    phone: Page, room: Room, broken_lines: Callable[[], None]
) -> None:
    broken_lines()
    phone.context.set_offline(True)
    for text in ("Først", "Så", "Til slutt"):
        write(phone, text)
    expect(phone.locator(".outbox-item .outbox-says")).to_have_text(["Først", "Så", "Til slutt"])
    assert room.came == []

    phone.context.set_offline(False)

    wait_until_kept(phone, room, ["Først", "Så", "Til slutt"])
    assert len(room.came) == 3
    expect(phone.locator(".outbox-item[data-state=waiting]")).to_have_count(0)


@pytest.mark.mission("G3")
def test_a_note_survives_that_the_page_is_closed_before_it_was_sent(
    phone: Page, room: Room, broken_lines: Callable[[], None]
) -> None:
    broken_lines()
    phone.context.set_offline(True)
    write(phone, "Skrevet i heisen")
    expect(phone.locator(".outbox-says")).to_have_text("Skrevet i heisen")
    context = phone.context
    phone.close()
    context.set_offline(False)

    again = context.new_page()
    again.goto(f"{room.url}/g/test/")

    wait_until_kept(again, room, ["Skrevet i heisen"])


def test_a_double_tap_is_one_tap(phone: Page, room: Room) -> None:
    room.slow = 0.3
    phone.fill("#text", "Sykkelverksted")
    phone.dblclick("text=Heng opp")

    wait_until_kept(phone, room, ["Sykkelverksted"])
    phone.wait_for_timeout(900)
    assert len(room.came) == 1


def test_a_retry_carries_the_same_key(phone: Page, room: Room, broken_lines: Callable[[], None]) -> None:
    broken_lines()
    room.fail = [503, 503]
    write(phone, "Turkamerater")

    wait_until_kept(phone, room, ["Turkamerater"])
    assert len({posted.key for posted in room.came}) == 1


def test_what_waits_says_why_and_is_sent_when_it_can_be(
    phone: Page, room: Room, broken_lines: Callable[[], None]
) -> None:
    broken_lines()
    room.answers["/g/test/b/1/write/"] = (503, '<div id="notice"><p>Disken er full.</p></div>')
    write(phone, "Turkamerater")
    expect(phone.locator(".outbox-item[data-state=waiting] .outbox-state")).to_have_text("Disken er full.")

    room.answers.clear()

    expect(phone.locator(".outbox-item[data-state=waiting]")).to_have_count(0)
    assert {posted.fields["text"] for posted in room.came} == {"Turkamerater"}


def test_two_different_notes_have_different_keys(phone: Page, room: Room) -> None:
    write(phone, "Én")
    write(phone, "To")

    wait_until_kept(phone, room, ["Én", "To"])
    assert len({posted.key for posted in room.came}) == 2


def test_a_refusal_says_why_and_gives_the_text_back(phone: Page, room: Room, broken_lines: Callable[[], None]) -> None:
    broken_lines()
    room.answers["/g/test/b/1/write/"] = (409, '<div id="notice" data-color="danger"><p>Blokken er lukket.</p></div>')
    write(phone, "Kom litt for sent")

    expect(phone.locator("#notice")).to_contain_text("Blokken er lukket.")
    expect(phone.locator("#text")).to_have_value("Kom litt for sent")


def test_a_refused_text_stays_in_the_tray_when_its_box_is_gone(
    phone: Page, room: Room, broken_lines: Callable[[], None]
) -> None:
    broken_lines()
    room.answers["/g/test/b/1/write/"] = (
        410,
        '<div id="notice"><p>Blokken er over.</p></div><div id="mine" data-version="2">Ny blokk</div>',
    )
    room.mine = '<div id="mine" data-version="2">Ny blokk</div>'
    room.slow = 0.3
    write(phone, "Rakk det ikke")
    phone.evaluate("document.getElementById('write').remove()")

    expect(phone.locator(".outbox-item[data-state=refused] .outbox-says")).to_have_text("Rakk det ikke")
    expect(phone.locator("#mine")).to_have_text("Ny blokk")


def test_without_indexeddb_a_note_is_still_sent(room: Room, open_page: OpenPage) -> None:
    page = open_page("phone")
    page.add_init_script("Object.defineProperty(window, 'indexedDB', {value: undefined})")
    page.goto(f"{room.url}/g/test/")
    write(page, "Privat vindu")

    wait_until_kept(page, room, ["Privat vindu"])


def test_half_typed_text_survives_a_reload(phone: Page) -> None:
    phone.locator("#text").press_sequentially("Jeg tenker på")
    phone.reload()

    expect(phone.locator("#text")).to_have_value("Jeg tenker på")


def test_a_draft_is_gone_once_it_is_sent(phone: Page, room: Room) -> None:
    phone.locator("#text").press_sequentially("Ferdig tenkt")
    phone.click("text=Heng opp")
    wait_until_kept(phone, room, ["Ferdig tenkt"])
    phone.reload()

    expect(phone.locator("#text")).to_have_value("")


def test_a_photo_is_made_smaller_and_waits_in_the_outbox(
    room: Room, open_page: OpenPage, broken_lines: Callable[[], None]
) -> None:
    broken_lines()
    room.mine = MINE.replace("<textarea", '<input type="file" id="photo" name="photo" data-photo><textarea')
    page = open_page("phone")
    page.goto(f"{room.url}/g/test/")
    picture = page.evaluate(
        """async () => {
            const canvas = document.createElement('canvas');
            Object.assign(canvas, {width: 3200, height: 2400});
            const context = canvas.getContext('2d');
            for (let x = 0; x < 3200; x += 8) {
                context.fillStyle = `hsl(${x} 60% 50%)`;
                context.fillRect(x, 0, 8, 2400);
            }
            const blob = await new Promise((done) => canvas.toBlob(done, 'image/png'));
            return [...new Uint8Array(await blob.arrayBuffer())];
        }"""
    )
    page.set_input_files("#photo", {"name": "vegg.png", "mimeType": "image/png", "buffer": bytes(picture)})
    page.context.set_offline(True)
    write(page, "Bilde av veggen")
    expect(page.locator(".outbox-says")).to_have_text("Bilde av veggen")
    page.context.set_offline(False)

    wait_until_kept(page, room, ["Bilde av veggen"])
    name, kind, _size = room.kept[0].fields["photo"].split()
    assert (name, kind) == ("vegg.jpg", "image/jpeg")
