"""Those who sign up say where they come from by name or number, also when the company register is away (G5)."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect

from samskap.gatherings.models import Gathering
from samskap.people.models import Organisation
from samskap.registering.models import SignUp
from samskap.testing.browsers import OpenPage
from samskap.testing.fixtures import OURS
from samskap.testing.register import Register
from samskap.testing.servers import Server

pytestmark = pytest.mark.mission("G5")


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
