"""Gunn has signed up and has no account: from her own link she sees what is stored about her, and is forgotten."""

import pytest
from playwright.sync_api import expect

from samskap.gatherings.actions import own_link
from samskap.gatherings.consents import give_consent
from samskap.gatherings.models import Gathering, Participation, Purpose
from samskap.testing.browsers import OpenPage, axe, look, reflows
from samskap.testing.servers import Server


@pytest.mark.mission("G5")
def test_from_the_own_link_one_corrects_and_is_forgotten(
    server: Server, open_page: OpenPage, gathering: Gathering
) -> None:
    gunn = Participation.objects.create(gathering=gathering, first_name="Gunn", email="gunn@example.org")
    give_consent(gunn, Purpose.REPORT)
    page = open_page("phone")
    page.goto(server.at(own_link(gunn)))
    page.get_by_role("link", name="Se opplysningene dine").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Opplysningene dine")
    axe(page)
    reflows(page)
    look(page, "own-data", whole=True)
    page.get_by_label("Fornavn").fill("Gunnhild")
    page.get_by_label("Fornavn").press("Enter")
    expect(page.get_by_label("Fornavn")).to_have_value("Gunnhild")

    page.get_by_role("link", name="Glem meg").click()
    axe(page)
    page.get_by_role("button", name="Glem meg").click()

    expect(page.get_by_text("Du er glemt")).to_be_visible()
    assert not gathering.people.exclude(first_name="").exists()
