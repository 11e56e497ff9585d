"""The look: what it weighs, that everybody can use it, that it fits."""

import json
from pathlib import Path

import pytest
from django.template import engines
from django.test import Client
from playwright.sync_api import Page, expect

from samskap.design.storage import MANIFEST
from samskap.testing.browsers import OpenPage, axe, reflows
from tests.design.room import Room

DESIGN = Path("src/samskap/design")
NOTES = "".join(
    f'<article class="note" id="card-{n}"><p class="note-text">Lapp nummer {n} om møteplasser</p></article>'
    for n in range(40)
)
SCREEN = """<div id="face" data-face data-stage="b1-1"><header class="screen-head"><div><p class="kicker">09.35</p>
<h1>Skriv én ting på hver lapp</h1></div><time class="clock" data-paused-left="95">1:35</time></header>
<main class="screen-main" data-pages><div class="notes">{notes}</div></main>
<footer class="screen-foot"><p>Kode<br><strong>K7M2</strong></p></footer></div>"""


def test_a_first_visit_weighs_less_than_sixty_kilobytes() -> None:
    sizes = json.loads(MANIFEST.read_text())["sizes"]
    camera = sum(size["brotli"] for name, size in sizes.items() if name.startswith("camera-"))
    script_and_style = sum(size["brotli"] for name, size in sizes.items() if name.endswith((".js", ".css")))

    assert script_and_style - camera < 60_000
    assert 0 < camera < 25_000, "fetched only where there is a door to look after"


def test_the_built_files_name_no_other_host() -> None:
    names = json.loads(MANIFEST.read_text())["names"]
    style = (MANIFEST.parent.parent / names["design/samskap.css"]).read_text()

    assert "http" not in style.replace("http://www.w3.org/2000/svg", "").replace(
        "http%3A%2F%2Fwww.w3.org%2F2000%2Fsvg", ""
    )
    assert "resolved" not in (DESIGN / "package-lock.json").read_text()
    assert "http" not in (DESIGN / "package-lock.json").read_text()


def test_templates_have_no_inline_style_and_no_inline_script() -> None:
    rendered = (
        engines["django"]
        .from_string(
            "{% load design %}{% qr 'https://samskap.example/j/K7M2' label='Bli med' %}{% clock paused_left=95 %}"
            "{% bars rows title='Sektorer' %}{% progress 3 4 label='Har skrevet' %}{% shape 'star' %}{% icon 'clock' %}"
        )
        .render({"rows": [("Frivillig", 31), ("Kommune", 22)]})
    )

    assert "style=" not in rendered
    assert "<script" not in rendered


def test_a_static_file_is_served_with_its_hash_and_kept_for_ever() -> None:
    names = json.loads(MANIFEST.read_text())["names"]

    response = Client().get("/static/" + names["design/samskap.css"], headers={"accept-encoding": "br, gzip"})

    assert response.headers["Content-Encoding"] == "br"
    assert "immutable" in response.headers["Cache-Control"]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("name", ["guide", "phone", "desk", "screen"])
def test_axe_finds_no_barrier(room: Room, open_page: OpenPage, name: str, *, dark: bool) -> None:
    page = open_page("screen" if name == "screen" else "desk", dark=dark)
    page.goto(f"{room.url}/guide/{name}")

    axe(page)


@pytest.mark.parametrize("name", ["guide", "phone", "desk"])
def test_nothing_is_wider_than_320_pixels(room: Room, open_page: OpenPage, name: str) -> None:
    page = open_page("desk")
    page.goto(f"{room.url}/guide/{name}")

    reflows(page)


def big_screen(room: Room, open_page: OpenPage, notes: str) -> Page:
    room.audience = "screen"
    room.face = SCREEN.format(notes=notes)
    page = open_page("screen")
    page.goto(f"{room.url}/g/test/")
    return page


def test_the_screen_pages_what_does_not_fit_and_never_scrolls(room: Room, open_page: OpenPage) -> None:
    page = big_screen(room, open_page, NOTES)

    expect(page.locator(".page-dots span")).not_to_have_count(0)
    assert page.evaluate("[document.documentElement.scrollHeight, innerHeight]") == [1080, 1080]
    cut = page.evaluate(
        """() => { const floor = document.querySelector('.screen-main').getBoundingClientRect().bottom;
        return [...document.querySelectorAll('.note')].filter((note) => note.offsetParent
            && note.getBoundingClientRect().bottom > floor + 2).length }"""
    )
    assert cut == 0


def test_lists_side_by_side_turn_the_page_together(room: Room, open_page: OpenPage) -> None:
    groups = "".join(
        f"<section><h2>{name}</h2><ul>" + "".join(f"<li>{name} {n}</li>" for n in range(20)) + "</ul></section>"
        for name in ("Loftet", "Salen")
    )
    page = big_screen(room, open_page, f'</div><div class="grid">{groups}')
    expect(page.locator(".page-dots span")).not_to_have_count(0)
    cut = page.evaluate(
        """() => { const floor = document.querySelector('.screen-main').getBoundingClientRect().bottom;
        return [...document.querySelectorAll('li')].filter((item) => item.offsetParent
            && item.getBoundingClientRect().bottom > floor + 2).length }"""
    )

    assert cut == 0
    expect(page.get_by_text("Loftet 0")).to_be_visible()
    expect(page.get_by_text("Salen 0")).to_be_visible()


def test_the_screen_can_be_read_from_fifteen_metres(room: Room, open_page: OpenPage) -> None:
    page = big_screen(room, open_page, NOTES)
    size = "Math.round(parseFloat(getComputedStyle(document.querySelector('{}')).fontSize))"

    assert page.evaluate(size.format("h1")) >= 80
    assert page.evaluate(size.format(".note-text")) >= 40


def test_few_notes_need_no_pages(room: Room, open_page: OpenPage) -> None:
    page = big_screen(room, open_page, '<article class="note"><p class="note-text">Bare én</p></article>')

    expect(page.locator(".clock")).to_have_text("1:35")
    expect(page.locator(".page-dots")).to_have_count(0)
