"""Organisations from the company register, which may be away, slow or mad (G5)."""

import json
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect

from samskap.gatherings.models import Gathering
from samskap.people.models import Organisation
from samskap.registering import register
from samskap.registering.models import SignUp
from samskap.testing.browsers import OpenPage
from samskap.testing.fixtures import OURS
from samskap.testing.servers import Server

pytestmark = pytest.mark.mission("G5")
BANK = {"organisasjonsnummer": "923609016", "navn": "NORDBYGDA SPAREBANK"}


class Register(ThreadingHTTPServer):
    """A small register. ``mood`` is how it answers."""

    mood = "well"
    asked = 0
    daemon_threads = True


class Answers(BaseHTTPRequestHandler):
    """What the register says."""

    server: Register

    def do_GET(self) -> None:
        self.server.asked += 1
        parts = urlsplit(self.path)
        if self.server.mood == "slow":
            time.sleep(4)
        if self.server.mood == "mad":
            return self._say(200, b"<html>Velkommen</html>")
        if self.server.mood == "broken":
            return self._say(500, b"")
        if parts.path == "/enheter":
            found = [BANK, {"navn": "Uten nummer"}, 7] if "spare" in parse_qs(parts.query)["navn"][0] else []
            return self._say(200, json.dumps({"_embedded": {"enheter": found}}).encode())
        known = parts.path == "/enheter/923609016"
        return self._say(200 if known else 404, json.dumps(BANK if known else {}).encode())

    def _say(self, status: int, body: bytes) -> None:
        try:
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body)
        except OSError:
            pass  # whoever asked has gone

    def log_message(self, *_args: Any) -> None:
        """Quiet."""


@pytest.fixture
def brreg(settings: Any) -> Iterator[Register]:
    """A register that runs on this machine."""
    cache.clear()
    server = Register(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.COMPANY_REGISTER = f"http://127.0.0.1:{server.server_port}"
    yield server
    server.shutdown()
    server.server_close()
    cache.clear()


def test_an_organisation_is_found_by_name_and_by_number_and_remembered(brreg: Register) -> None:
    assert [str(one) for one in register.find("  spare  ")] == ["NORDBYGDA SPAREBANK (923609016)"]
    assert [one.name for one in register.find("923 609 016")] == ["NORDBYGDA SPAREBANK"]
    asked = brreg.asked
    register.find("spare")
    assert (brreg.asked, register.find("ab"), register.find("123 456 789")) == (asked, [], [])


@pytest.mark.parametrize(
    ("text", "number"),
    [("923 609 016", "923609016"), ("923609017", ""), ("123456785", ""), ("Sparebanken", "")],
    ids=["right", "check digit", "first digit", "name"],
)
def test_a_number_is_known_by_its_check_digit_and_its_first(text: str, number: str) -> None:
    assert register.number_in(text) == number


@pytest.mark.parametrize("mood", ["slow", "mad", "broken"])
def test_a_register_that_is_away_is_left_alone_for_a_while(brreg: Register, mood: str) -> None:
    brreg.mood = mood
    for _ in range(2):
        with pytest.raises(register.Away):
            register.find("spare")
    assert brreg.asked == 1


def test_people_sign_up_with_name_or_number_also_when_the_register_is_away(
    brreg: Register, gathering: Gathering, client: Client
) -> None:
    later = gathering.starts_at.replace(year=gathering.starts_at.year + 1)
    Gathering.objects.update(starts_at=later)
    SignUp.objects.create(gathering=gathering, opens_at=gathering.starts_at, needs_email=False)

    def sign_up(organisation: str) -> tuple[int, str]:
        values = {"first_name": "Aud", "organisation": organisation, "language": "nb"}
        answer = client.post("/g/unge/sign-up/", values, headers=OURS)
        person = gathering.people.order_by("pk").last()
        said = f"{person.organisation} {person.organisation.number}" if person and person.organisation else ""
        return answer.status_code, said

    assert (
        '<option value="NORDBYGDA SPAREBANK (923609016)">'
        in client.get("/g/unge/sign-up/organisation/", {"organisation": "spare"}).content.decode()
    )
    assert sign_up("923609016") == (302, "NORDBYGDA SPAREBANK 923609016")
    assert sign_up("Nordbygda Sparebank (923 609 016)") == (302, "NORDBYGDA SPAREBANK 923609016")
    cache.clear()
    brreg.mood = "broken"
    assert client.get("/g/unge/sign-up/organisation/", {"organisation": "spare"}).content.strip() == b""
    assert sign_up("974760673")[0] == 422
    assert sign_up("Sykkelsmia") == (302, "Sykkelsmia None")


def test_organisations_are_suggested_while_one_writes_and_any_text_will_do(
    brreg: Register, server: Server, open_page: OpenPage
) -> None:
    gathering = Gathering.objects.create(
        slug="unge", title="Møteplasser for unge", starts_at=timezone.now() + timedelta(days=9)
    )
    SignUp.objects.create(gathering=gathering, opens_at=timezone.now(), needs_email=False, capacity=9)
    page = open_page("phone")
    page.goto(server.at("/g/unge/sign-up/"))

    page.get_by_label("Fornavn").fill("Aud")
    page.get_by_label("Organisasjon").press_sequentially("spare")
    expect(page.locator("datalist option")).to_have_attribute("value", "NORDBYGDA SPAREBANK (923609016)")
    page.get_by_label("Organisasjon").fill("Nordbygda Sparebank (923609016)")
    page.get_by_role("button", name="Meld meg på").click()

    expect(page.get_by_role("heading", name="Hei, Aud!")).to_be_visible()
    expect(page.get_by_text("Du har plass")).to_be_visible()
    assert gathering.people.get().organisation == Organisation.objects.get(number="923609016")
