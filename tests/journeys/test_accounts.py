"""Ingrid gets a passkey, and signs in with it alone; and every page about accounts is looked at."""

import re

import pytest
from playwright.sync_api import Page, expect

from samskap.door.views import sign_in_address
from samskap.people.actions import find_or_make_user, make_sign_in_link
from samskap.testing.browsers import OpenPage, axe, look, reflows
from samskap.testing.servers import Server


def give_a_finger(page: Page) -> None:
    """Let the browser have an authenticator that says yes, as a phone with a fingerprint does."""
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    kind = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": kind})


def sign_in(page: Page, at: str) -> None:
    user = find_or_make_user("ingrid@bibliotek.example", name="Ingrid")
    page.goto(at + sign_in_address(make_sign_in_link(user)))
    page.locator("main").get_by_role("button").first.click()


def test_a_passkey_is_added_and_signs_in_without_a_code(server: Server, open_page: OpenPage) -> None:
    page = open_page("desk")
    give_a_finger(page)
    at = server.at("").replace("127.0.0.1", "localhost")  # a passkey belongs to a name, not to a number
    sign_in(page, at)

    page.goto(f"{at}/account/two-step/passkey/")
    page.get_by_label("Hva vil du kalle den?").fill("Maskinen min")
    page.get_by_role("button", name="Legg til en passnøkkel").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nødkoder")
    page.goto(f"{at}/account/two-step/")
    expect(page.get_by_text("Maskinen min", exact=True)).to_be_visible()
    axe(page)
    look(page, "account-two-step", whole=True)
    page.get_by_role("button", name="Logg ut").click()
    page.goto(f"{at}/sign-in/")
    page.get_by_role("button", name="Bruk en passnøkkel").click()

    expect(page).to_have_url(re.compile(r"/plan/$"))


OUT = ("/sign-in/", "/account/new/", "/account/password-sign-in/")
IN = ("/account/", "/account/password/", "/account/two-step/app/", "/account/two-step/passkey/", "/account/close/")


@pytest.mark.parametrize(("locale", "kind"), [("nb-NO", "phone"), ("nn-NO", "desk"), ("en-GB", "phone")])
def test_pages_about_accounts_can_be_used_by_everybody(
    server: Server, open_page: OpenPage, locale: str, kind: str
) -> None:
    page = open_page(kind, locale=locale, dark=locale == "en-GB")  # type: ignore[arg-type]
    for path in OUT:
        page.goto(server.at(path))
        _is_good(page, path, locale)
    sign_in(page, server.url)
    page.goto(server.at("/account/organisations/"))
    _is_good(page, "organisations", locale)
    page.locator("input[name=name]").fill("Nordbygda bibliotek")
    page.locator("main form button").last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nordbygda bibliotek")
    _is_good(page, "organisation", locale)
    for path in IN:
        page.goto(server.at(path))
        _is_good(page, path, locale)


def _is_good(page: Page, name: str, locale: str) -> None:
    axe(page)
    reflows(page)
    look(page, f"account-{name.strip('/').replace('/', '-')}-{locale}", whole=True)
