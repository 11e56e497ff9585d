"""The run sheet for those who need it: on paper, in the calendar, by a link (G2, G10)."""

import uuid
from datetime import datetime
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

import pypdf
import pytest
import vobject
from django.test import Client

from samskap.gatherings.actions import give_role
from samskap.gatherings.models import Gathering, Role
from samskap.gatherings.recipes import make_from_recipe
from samskap.people.models import User
from samskap.planning.models import ProgrammeLink, View
from samskap.planning.programme import programme, share
from samskap.planning.tasks import make_ready_tasks
from samskap.testing.fixtures import OURS

pytestmark = pytest.mark.mission("G2", "G10")
MARCH = datetime(2027, 3, 10, 9, tzinfo=ZoneInfo("Europe/Oslo"))


@pytest.fixture
def ingrid(db: None) -> User:
    """Ingrid, who plans gatherings for the county library."""
    return User.objects.create_user("ingrid@bibliotek.example", name="Ingrid")


@pytest.fixture
def ingrids(ingrid: User) -> Client:
    """What Ingrid is signed in on."""
    client = Client(headers=OURS | {"accept-language": "nb"}, SERVER_NAME="localhost")
    client.force_login(ingrid)
    return client


@pytest.fixture
def day(ingrid: User) -> Gathering:
    """A BarCamp in March with something that is nobody else's business."""
    made = make_from_recipe(
        "barcamp-half-day", title="Ung i Nordbygda", starts_at=MARCH, organiser=ingrid, place="Ullinsvin, Vågå"
    )
    make_ready_tasks(made)
    made.blocks.filter(kind="notes").update(
        remarks="Kari må ikke få ordet først. Så går vi videre.", responsible="Per", materials="Gule lapper"
    )
    return made


@pytest.fixture
def stranger(db: None) -> Client:
    """Somebody without an account."""
    return Client(headers=OURS | {"accept-language": "nb"}, SERVER_NAME="localhost")


def test_each_role_sees_what_it_needs_and_no_more(day: Gathering) -> None:
    def seen(view: View) -> list[str]:
        line = next(one for one in programme(day, view)["lines"] if one["slot"].block.kind == "notes")
        return [name for name in ("who", "materials", "remarks", "cue") if line[name]]

    assert {view.value: seen(view) for view in View} == {
        "organiser": ["who", "materials", "remarks"],
        "facilitator": ["who", "materials", "remarks"],
        "host": ["who", "cue"],
        "helper": ["who", "materials"],
        "open": [],
    }
    assert programme(day, View.ORGANISER)["phases"] != []
    assert programme(day, View.HELPER)["bring"] != []
    assert (programme(day, View.OPEN)["bring"], programme(day, View.OPEN)["rooms"]) == ([], [])


def test_the_pdf_of_the_organiser_has_everything_and_that_of_participants_nothing_internal(
    ingrids: Client, day: Gathering
) -> None:
    def text(view: str) -> str:
        answer = ingrids.get(f"/g/{day.slug}/plan/share/{view}.pdf")
        assert answer.headers["Content-Type"] == "application/pdf"
        pages = pypdf.PdfReader(BytesIO(answer.content)).pages
        return " ".join(" ".join(page.extract_text() for page in pages).split())

    everything, open_to_all = text("organiser"), text("open")

    assert all(one in everything for one in ("Kari må ikke", "Gule lapper", "Bestill rom", "Peisestua", "Vågå"))
    assert "Fem minutter: skriv" in open_to_all
    assert not any(one in open_to_all for one in ("Kari", "Per", "Gule lapper", "Bestill rom"))


def test_only_organisers_get_the_organisers_pdf(ingrids: Client, day: Gathering) -> None:
    per = User.objects.create_user("per@kommune.example")
    give_role(day, user=per, role=Role.HOST)
    ingrids.force_login(per)

    assert ingrids.get(f"/g/{day.slug}/plan/share/organiser.pdf").status_code == 404
    assert ingrids.get(f"/g/{day.slug}/plan/share/nobody.pdf").status_code == 404
    assert ingrids.get(f"/g/{day.slug}/plan/calendar.ics").status_code == 200


def test_a_link_shows_the_programme_without_an_account_until_it_is_taken_back(
    ingrids: Client, stranger: Client, day: Gathering
) -> None:
    def post(**values: Any) -> None:
        ingrids.post(f"/g/{day.slug}/plan/share/", values | {"key": uuid.uuid4().hex})

    post(what="share", view="organiser")
    assert not ProgrammeLink.objects.exists()  # what organisers know can't be shared
    post(what="share", view="open", label="Nettsida")
    link = ProgrammeLink.objects.get()

    answer = stranger.get(f"/plan/programme/{link.token}/")
    page = answer.content.decode()
    assert "Fem minutter: skriv" in page
    assert "Kari må ikke" not in page
    assert "Per" not in page.replace("Personvern", "")
    assert answer.headers["X-Robots-Tag"] == "noindex"

    post(what="take-back", pk=link.pk)
    assert stranger.get(f"/plan/programme/{link.token}/").status_code == 404
    assert stranger.get("/plan/programme/nothing/").status_code == 404


def test_the_calendar_file_is_read_by_another_library(stranger: Client, day: Gathering) -> None:
    link = share(day)

    answer = stranger.get(f"/plan/programme/{link.token}/calendar.ics")
    event = vobject.readOne(answer.content.decode()).vevent

    assert (event.summary.value, event.location.value) == ("Ung i Nordbygda", "Ullinsvin, Vågå")
    assert (event.dtstart.value, event.dtend.value) == (MARCH, MARCH.replace(hour=12, minute=30))
