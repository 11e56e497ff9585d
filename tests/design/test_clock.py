"""Everybody's clock shows the same, whatever the phone believes the time is."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from samskap.testing.browsers import OpenPage
from tests.design.room import Room


def task(clock: str) -> str:
    return f'<div id="face-now" data-face data-stage="b1-1"><section class="task"><h1>Skriv</h1>{clock}</section></div>'


def ends_in(seconds: float) -> str:
    at = datetime.now(UTC) + timedelta(seconds=seconds)
    return f'<time class="clock" data-ends-at="{at.isoformat()}">?</time>'


def seconds_shown(page: Page) -> int:
    text = page.locator(".clock").inner_text()
    minutes, seconds = text.lstrip("+").split(":")
    return (int(minutes) * 60 + int(seconds)) * (-1 if text.startswith("+") else 1)


@pytest.mark.mission("G3")
def test_a_phone_with_a_wrong_clock_counts_by_the_servers(room: Room, open_page: OpenPage) -> None:
    room.face = task(ends_in(300))
    page = open_page("phone")
    page.add_init_script("const real = Date.now; Date.now = () => real() + 7 * 60 * 1000")
    page.goto(f"{room.url}/g/test/")

    expect(page.locator(".clock")).to_have_text(re.compile(r"^[45]:"))
    assert 240 < seconds_shown(page) <= 300


def test_over_time_has_a_plus_and_its_own_look(room: Room, open_page: OpenPage) -> None:
    room.face = task(ends_in(-12))
    page = open_page("phone")
    page.goto(f"{room.url}/g/test/")

    expect(page.locator(".clock.over")).to_contain_text("+0:")


def test_a_paused_clock_stands_still(room: Room, open_page: OpenPage) -> None:
    room.face = task('<time class="clock" data-paused-left="95">?</time>')
    page = open_page("phone")
    page.goto(f"{room.url}/g/test/")
    expect(page.locator(".clock.paused")).to_have_text("1:35")
    page.wait_for_timeout(1200)

    expect(page.locator(".clock.paused")).to_have_text("1:35")


def test_the_end_is_said_aloud_once_and_not_every_second(room: Room, open_page: OpenPage) -> None:
    room.face = task(ends_in(3))
    page = open_page("phone")
    page.goto(f"{room.url}/g/test/")
    page.evaluate(
        """() => { window.said = [];
        new MutationObserver(() => said.push(document.getElementById('polite').textContent))
            .observe(document.getElementById('polite'), {childList: true, characterData: true, subtree: true}) }"""
    )
    expect(page.locator(".clock.over")).to_be_visible()
    page.wait_for_timeout(1500)

    assert [text for text in page.evaluate("said") if text] == ["Tiden er ute."]
