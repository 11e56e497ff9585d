"""Signing in: a code by e-mail, a password, two steps; and nobody else gets in."""

import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.core.cache import cache
from django.test import Client

from samskap.accounts.adapters import AccountAdapter
from samskap.jobs.doing import do_waiting
from samskap.people.actions import make_sign_in_link
from samskap.people.models import User

Browser = Callable[..., Client]
NORWEGIAN = {"accept-language": "nn"}


@pytest.fixture(autouse=True)
def nobody_has_tried_before() -> None:
    cache.clear()


def letters() -> list[str]:
    do_waiting("the test")
    return [str(one.body) for one in mail.outbox]


def code_in_the_letter() -> str:
    found = re.search(r"^\W*([A-Z0-9]{4}-[A-Z0-9]{4})\W*$", letters()[-1], re.MULTILINE)
    assert found
    return found[1]


def is_in(client: Client) -> bool:
    return client.get("/plan/").status_code == 200


def sign_in_with_a_code(client: Client, user: User) -> None:
    client.post("/sign-in/", {"email": user.email})
    client.post("/account/code/", {"code": code_in_the_letter()})


def test_one_signs_in_with_a_code_by_letter(browser_of: Browser, ingrid: User) -> None:
    hers = browser_of()
    ingrid.language = "nn"
    ingrid.save()

    sent = hers.post("/sign-in/?next=/account/", {"email": "Ingrid@Bibliotek.example"})
    code = code_in_the_letter()
    assert (sent.headers["Location"], mail.outbox[-1].subject) == (
        "/account/code/?next=%2Faccount%2F", f"Koden din til Samskap: {code}",
    )  # fmt: skip
    assert (hers.post("/account/code/", {"code": "BBBB-BBBB"}).status_code, is_in(hers)) == (422, False)
    answer = hers.post("/account/code/?next=/account/", {"code": code.lower().replace("-", " ")})

    assert (answer.headers["Location"], is_in(hers)) == ("/account/", True)


def test_a_code_opens_only_the_browser_that_asked_and_only_for_a_while(browser_of: Browser, ingrid: User) -> None:
    hers, another = browser_of(), browser_of()
    hers.post("/sign-in/", {"email": ingrid.email})
    another.post("/sign-in/", {"email": "nobody@example.org"})
    codes = re.findall(r"[A-Z0-9]{4}-[A-Z0-9]{4}", letters()[0])

    another.post("/account/code/", {"code": codes[0]})
    assert not is_in(another)
    session = hers.session
    session["account_login"]["state"]["stages"]["login_by_code"]["data"]["at"] = time.time() - 16 * 60
    session.save()
    hers.post("/account/code/", {"code": codes[0]})
    assert not is_in(hers)


def test_guessing_codes_ends_after_five(browser_of: Browser, ingrid: User) -> None:
    hers = browser_of()
    hers.post("/sign-in/", {"email": ingrid.email})
    right = code_in_the_letter()

    answers = [hers.post("/account/code/", {"code": "BBBB-BBBB"}).status_code for _ in range(5)]
    hers.post("/account/code/", {"code": right})

    assert (answers, is_in(hers)) == ([422, 422, 422, 422, 302], False)


def test_the_page_does_not_tell_who_has_an_account(browser_of: Browser, ingrid: User) -> None:
    known = browser_of().post("/sign-in/", {"email": ingrid.email})
    unknown = browser_of().post("/sign-in/", {"email": "nobody@example.org"})

    assert (known.status_code, known.headers["Location"]) == (unknown.status_code, unknown.headers["Location"])
    assert "ingen konto" in letters()[-1]


def test_an_account_is_made_with_a_name_and_an_address_that_is_ones_own(db: None, browser_of: Browser) -> None:
    theirs = browser_of()
    theirs.post("/account/new/", {"name": "Kari  Nordmann", "email": "kari@example.org"}, headers=NORWEGIAN)
    assert not is_in(theirs)

    theirs.post("/account/verify/", {"code": code_in_the_letter()})

    kari = User.objects.get(email="kari@example.org")
    assert (is_in(theirs), kari.name, kari.language, kari.has_usable_password()) == (
        True, "Kari Nordmann", "nn", False,
    )  # fmt: skip


def test_a_password_is_set_after_a_code_and_works_from_then_on(browser_of: Browser, ingrid: User) -> None:
    hers, elsewhere = browser_of(), browser_of()
    sign_in_with_a_code(hers, ingrid)
    sign_in_with_a_code(elsewhere, ingrid)

    assert hers.post("/account/password/", {"password": "kort"}).status_code == 422
    assert hers.post("/account/password/", {"password": "password1234"}).status_code == 422
    hers.post("/account/password/", {"password": "en ganske lang setning"})

    assert (is_in(hers), is_in(elsewhere)) == (True, False)
    fresh = browser_of()
    wrong = fresh.post("/account/password-sign-in/", {"login": ingrid.email, "password": "noe helt annet"})
    assert (wrong.status_code, is_in(fresh)) == (422, False)
    fresh.post("/account/password-sign-in/", {"login": ingrid.email, "password": "en ganske lang setning"})
    assert is_in(fresh)


def test_an_open_laptop_does_not_let_its_finder_change_how_one_signs_in(browser_of: Browser, ingrid: User) -> None:
    hers = browser_of(ingrid)  # signed in long ago

    for path in ("password", "email", "two-step/app", "two-step/passkey", "close", "data"):
        assert hers.get(f"/account/{path}/").headers["Location"].startswith("/account/is-it-you/")
    hers.post("/account/is-it-you/")
    assert hers.post("/account/is-it-you/", {"code": "BBBB-BBBB"}).status_code == 422
    hers.post("/account/is-it-you/", {"code": code_in_the_letter()})
    assert hers.get("/account/password/").status_code == 200


def test_with_two_steps_a_code_from_the_letter_is_not_enough(
    browser_of: Browser, ingrid: User, django_capture_on_commit_callbacks: Any
) -> None:
    hers = browser_of()
    sign_in_with_a_code(hers, ingrid)
    page = hers.get("/account/two-step/app/").content.decode()
    secret = re.search(r'id="totp-secret"\s*>\s*([A-Z2-7]+)\s*<', page)
    assert secret
    assert "<svg" in page
    with django_capture_on_commit_callbacks(execute=True):
        hers.post("/account/two-step/app/", {"code": now_in_the_app(secret[1])})
    assert Authenticator.objects.filter(user=ingrid, type="totp").count() == 1
    recovery = re.findall(r"<code>(\d{8})</code>", hers.get("/account/two-step/codes/").content.decode())

    again = browser_of()
    sign_in_with_a_code(again, ingrid)
    assert (is_in(again), again.get("/account/second-step/").status_code) == (False, 200)
    assert again.post("/account/second-step/", {"code": "000000"}).status_code == 422
    again.post("/account/second-step/", {"code": recovery[0]})

    assert is_in(again)
    assert any("med app ble slått på" in " ".join(one.split()) for one in letters())  # the owner is told


def now_in_the_app(secret: str) -> str:
    counter = int(time.time()) // 30
    return str(format_hotp_value(hotp_value(secret, counter)))


def test_signing_out_everywhere_leaves_only_this_browser(browser_of: Browser, ingrid: User) -> None:
    hers, left_behind = browser_of(ingrid), browser_of(ingrid)

    hers.post("/account/everywhere/")

    assert (is_in(hers), is_in(left_behind)) == (True, False)


def test_a_link_from_the_command_line_still_signs_in(browser_of: Browser, ingrid: User) -> None:
    hers = browser_of()
    hers.post(f"/sign-in/{make_sign_in_link(ingrid)}/")

    assert (is_in(hers), hers.get("/account/password/").status_code) == (True, 200)


def test_every_refusal_that_can_be_shown_is_said_in_our_own_words() -> None:
    unused = {"phone", "username", "select_only_one", "primary_email", "enter_current", "reset"}
    theirs = {
        name
        for name, text in AccountAdapter.error_messages.items()
        if text is DefaultAccountAdapter.error_messages.get(name) and not any(word in name for word in unused)
    }

    assert theirs == set()
