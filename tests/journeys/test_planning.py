"""Ingrid plans a BarCamp in a real browser: sign in, choose a recipe, change the run sheet, open the doors."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from samskap.door.views import sign_in_address
from samskap.gatherings.models import Gathering
from samskap.people.actions import find_or_make_user, make_sign_in_link
from samskap.testing.browsers import OpenPage, Watch, axe, look, reflows
from samskap.testing.servers import Server


@pytest.fixture
def ingrid(server: Server, open_page: OpenPage) -> Page:
    """Ingrid at her desk, signed in."""
    page = open_page("desk")
    token = make_sign_in_link(find_or_make_user("ingrid@bibliotek.example", name="Ingrid"))
    page.goto(server.at(sign_in_address(token)))
    page.locator("main").get_by_role("button").first.click()
    expect(page).to_have_url(re.compile(r"/plan/$"))
    return page


def make_a_barcamp(page: Page) -> None:
    page.get_by_role("link", name=re.compile("Bruk denne oppskriften.*BarCamp, hel dag")).click()
    page.get_by_label("Hva heter samlingen?").fill("Møteplasser for unge")
    page.get_by_label("Det brennende spørsmålet").fill("Hva skal til for at alle unge har et sted å være?")
    page.get_by_label("Dato").fill("2027-03-10")
    page.get_by_label("Hvor mange venter du?").fill("72")
    page.get_by_role("button", name="Lag samlingen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Møteplasser for unge")


def line(page: Page, title: str) -> Locator:
    return page.locator(f'[data-card-name="{title}"]')


def first_titles(page: Page, count: int) -> list[str]:
    return page.locator(".plan-title").all_inner_texts()[:count]


@pytest.mark.mission("G1", "G2", "B1")
def test_a_barcamp_is_made_from_a_recipe_and_the_doors_are_opened(ingrid: Page) -> None:
    axe(ingrid)
    make_a_barcamp(ingrid)

    expect(ingrid.get_by_text("det går bare opp hvis hver person jobber i én runde").first).to_be_visible()
    axe(ingrid)
    look(ingrid, "plan", whole=True)
    reflows(ingrid)
    ingrid.get_by_role("button", name="Åpne dørene").click()
    expect(ingrid.get_by_text("Dørene er åpne. 0 personer er her.")).to_be_visible()
    assert Gathering.objects.get().is_open


@pytest.mark.mission("G2")
def test_the_run_sheet_is_changed_with_taps_keyboard_and_dragging_and_a_slip_is_undone(ingrid: Page) -> None:
    make_a_barcamp(ingrid)
    ingrid.get_by_role("navigation").get_by_role("link", name="Kjøreplan").click()
    notes = line(ingrid, "Fem minutter: skriv")

    longer = notes.get_by_role("button", name="5 minutter mer")
    longer.click()
    expect(notes.get_by_label("Minutter for")).to_have_value("10")
    longer.click()
    expect(notes.get_by_label("Minutter for")).to_have_value("15")
    expect(ingrid.locator(".plan-total")).to_contain_text("15.40")

    notes.focus()
    for key in ("Space", "ArrowUp", "ArrowUp", "Space"):
        ingrid.keyboard.press(key)
    expect(ingrid.locator(".plan-title").nth(3)).to_have_text("Fem minutter: skriv")
    expect(line(ingrid, "Fem minutter: skriv")).to_be_focused()

    line(ingrid, "Fem minutter: skriv").locator(".drag-handle").drag_to(line(ingrid, "Temaet for dagen"))
    expect(ingrid.locator(".plan-title").nth(5)).to_have_text("Fem minutter: skriv")

    line(ingrid, "Husregler").get_by_role("button", name="Slett").click()
    expect(line(ingrid, "Husregler")).to_have_count(0)
    ingrid.get_by_role("button", name="Angre").click()
    expect(line(ingrid, "Husregler")).to_be_visible()
    assert first_titles(ingrid, 6) == [
        "Velkommen",
        "Slik gjør vi det",
        "Husregler",
        "Innsjekk",
        "Temaet for dagen",
        "Fem minutter: skriv",
    ]
    axe(ingrid)
    look(ingrid, "run-sheet")
    reflows(ingrid)


@pytest.mark.mission("G2")
def test_a_block_that_has_begun_is_refused_with_a_reason(ingrid: Page, server: Server, watch: Watch) -> None:
    watch.expect("status of 409")
    make_a_barcamp(ingrid)
    ingrid.get_by_role("navigation").get_by_role("link", name="Kjøreplan").click()
    slug = Gathering.objects.get().slug
    block = Gathering.objects.get().blocks.all()[2]
    # Somebody at the desk is quicker.
    ingrid.request.post(
        server.at(f"/g/{slug}/remote/go/"),
        form={"step": "0", "block": str(block.pk)},
        headers={"Sec-Fetch-Site": "same-origin", "Accept": "text/vnd.samskap.parts"},
    )

    line(ingrid, block.title).get_by_role("button", name="Slett").click()

    expect(ingrid.locator("#notice")).to_contain_text("har begynt, så bolken kan ikke slettes")
    expect(line(ingrid, block.title)).to_contain_text("i gang nå")
