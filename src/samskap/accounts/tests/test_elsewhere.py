"""Signing in with an account elsewhere, against a real OpenID provider that runs beside the test."""

import json
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.contrib.sessions.models import Session
from oidc_provider_mock import User as Account
from oidc_provider_mock import run_server_in_thread

from samskap.accounts.providers import BadProvider, make_provider, read_providers
from samskap.people.models import User
from samskap.testing.servers import Server

NATIONAL_NUMBER = "13097248022"
HEADERS = {"Sec-Fetch-Site": "same-origin", "Accept": "text/html"}
KARI: dict[str, object] = {
    "name": "Kari Nordmann", "email": "kari@nordbygda.example", "email_verified": True, "pid": NATIONAL_NUMBER,
    "acr": "idporten-loa-substantial", "phone_number": "+4799999999",
}  # fmt: skip
Provide = Callable[..., Any]

# The provider runs in this process, on a library that is being replaced.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@pytest.fixture
def provide(settings: Any) -> Provide:
    """Run a provider whose accounts are those given, and let our own server know it."""

    @contextmanager
    def run(*accounts: Account, **own: Any) -> Iterator[None]:
        with run_server_in_thread(user_claims=accounts) as provider:
            lines = {
                "name": "Prøveporten", "server": f"http://localhost:{provider.server_port}", "client_id": "samskap",
                "client_secret": "secret",
            }  # fmt: skip
            app = make_provider("ours", lines | own)
            settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
            yield

    return run


def walk(server: Server, sub: str, *, browser: requests.Session | None = None, process: str = "") -> requests.Response:
    """Go the whole way: our page, the provider's page, its form, and back to us."""
    browser = browser or requests.Session()
    start = browser.get(
        server.at(f"/account/with/ours/?next=/account/&process={process or 'login'}"),
        headers=HEADERS,
        allow_redirects=False,
    )
    there = start.headers["Location"]
    asked = parse_qs(urlsplit(there).query)
    assert (asked["code_challenge_method"], asked["response_type"]) == (["S256"], ["code"])
    back = browser.post(there, data={"sub": sub}, allow_redirects=False)
    return browser.get(back.headers["Location"], headers=HEADERS | {"Sec-Fetch-Site": "cross-site"})


def test_one_comes_in_with_an_account_elsewhere_and_no_national_number_is_kept(
    server: Server, provide: Provide, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with provide(Account(sub="kari", claims=KARI), acr=["idporten-loa-substantial"]):
        browser = requests.Session()
        page = walk(server, "kari", browser=browser)
        again = walk(server, "kari")

    assert ("Kari Nordmann" in page.text, page.url, again.url) == (True, server.at("/account/"), server.at("/account/"))
    account = SocialAccount.objects.get()
    assert (account.user, account.uid, account.extra_data) == (
        User.objects.get(email="kari@nordbygda.example"),
        "kari",
        {"sub": "kari", "name": "Kari Nordmann", "email": "kari@nordbygda.example", "acr": "idporten-loa-substantial",
         "iss": account.extra_data["iss"]},
    )  # fmt: skip
    kept = json.dumps([*(one.get_decoded() for one in Session.objects.all()), account.extra_data], default=str)
    assert ("Kari" in kept, NATIONAL_NUMBER in kept, NATIONAL_NUMBER in caplog.text) == (True, False, False)


def test_too_low_a_level_and_an_address_nobody_vouches_for_are_refused(server: Server, provide: Provide) -> None:
    User.objects.create_user("kari@nordbygda.example", name="Kari")
    low = KARI | {"acr": "idporten-loa-low"}
    with provide(Account(sub="kari", claims=low), acr=["idporten-loa-substantial"]):
        weak = walk(server, "kari")
    with provide(Account(sub="eve", claims=KARI | {"email_verified": False})):
        unsure = walk(server, "eve")
    with provide(Account(sub="nobody", claims={"acr": "x"})):
        nameless = walk(server, "nobody")

    assert [one.status_code for one in (weak, unsure, nameless)] == [403, 403, 403]
    assert ("ikke så sikker" in weak.text, "går ikke god for" in unsure.text) == (True, True)
    assert (SocialAccount.objects.count(), User.objects.count()) == (0, 1)


def test_an_account_here_is_found_by_an_address_that_is_vouched_for(server: Server, provide: Provide) -> None:
    kari = User.objects.create_user("kari@nordbygda.example", name="Kari")
    with provide(Account(sub="kari", claims=KARI | {"email_verified": False}), trusts_email=True):
        page = walk(server, "kari")

    assert page.url == server.at("/account/")
    assert [one.user for one in SocialAccount.objects.all()] == [kari]


def test_an_answer_that_nobody_asked_for_is_refused(server: Server, provide: Provide) -> None:
    with provide(Account(sub="kari", claims=KARI)):
        stranger = requests.get(server.at("/account/with/ours/back/?code=x&state=made-up"), headers=HEADERS, timeout=10)
        lured = requests.get(
            server.at("/account/with/ours/"),
            headers=HEADERS | {"Sec-Fetch-Site": "cross-site"},
            allow_redirects=False,
            timeout=10,
        )

    assert (stranger.status_code, "Noe gikk galt" in stranger.text) == (401, True)
    assert lured.headers["Location"] == "/sign-in/"
    assert SocialAccount.objects.count() == 0


def test_a_file_of_providers_is_read_and_what_is_missing_is_said(tmp_path: Any) -> None:
    file = tmp_path / "oidc.toml"
    file.write_text('[entra]\ntenant = "abc"\nclient_id = "1"\nclient_secret = "2"\n')
    (entra,) = read_providers(str(file))

    assert (entra["name"], entra["settings"]["server_url"]) == (
        "Microsoft", "https://login.microsoftonline.com/abc/v2.0",
    )  # fmt: skip
    file.write_text('[idporten]\nclient_id = "1"\n')
    with pytest.raises(BadProvider, match=r"\[idporten\] has no client_secret"):
        read_providers(str(file))
