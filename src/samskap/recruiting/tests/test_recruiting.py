"""Ingrid gets people to come: the page, the letters, the calls, and how far she is (G4)."""

import re
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from PIL import Image

from samskap.gatherings import actions as gatherings
from samskap.gatherings.models import Gathering, Participation, Role
from samskap.invented.barcamp import BARCAMP
from samskap.invented.guests import people
from samskap.jobs.models import Job
from samskap.letters.models import Letter
from samskap.letters.unsubscribing import Wish, hash_address, unsubscribe
from samskap.people.models import User
from samskap.recruiting import actions
from samskap.recruiting.demo import _address, before
from samskap.recruiting.models import Audience, Contact, Invitation, InvitePage, Trial
from samskap.recruiting.queries import counts, reach
from samskap.recruiting.recipients import BadLine, Recipient, read_recipients
from samskap.recruiting.texts import FIELDS, fill_in, ready_words, unknown_fields
from samskap.stage.forgetting import forget
from samskap.testing.fixtures import OURS, WorkOff
from samskap.testing.mailbox import Mailbox

pytestmark = pytest.mark.mission("G4")
PASTED = """\
Åse Ås <ase@lag.example>
Bo Berg; bo@lag.example; 99 99 99 99
carl@bedrift.example, dina@bedrift.example

Erik uten adresse
ASE@lag.example
feil@@lag.example"""


@pytest.fixture
def ingrid(gathering: Gathering) -> Client:
    """Ingrid, who plans the gathering, at her machine."""
    user = User.objects.create_user("ingrid@bibliotek.example", name="Ingrid")
    gatherings.give_role(gathering, user=user, role=Role.ORGANISER)
    client = Client(headers=OURS | {"accept-language": "nb"}, SERVER_NAME="localhost")
    client.force_login(user)
    return client


def signs_up(gathering: Gathering, email: str, sector: str = "voluntary") -> Participation:
    return Participation.objects.create(gathering=gathering, first_name="Åse", email=email, sector=sector)


def test_what_is_pasted_is_read_and_what_cannot_be_read_comes_back() -> None:
    good, bad = read_recipients(PASTED)

    assert good == [
        Recipient("Åse Ås", "ase@lag.example"),
        Recipient("Bo Berg", "bo@lag.example"),
        Recipient("", "carl@bedrift.example"),
        Recipient("", "dina@bedrift.example"),
    ]
    assert bad == [BadLine(5, "Erik uten adresse"), BadLine(7, "feil@@lag.example")]


@pytest.mark.parametrize("audience", Audience.values)
def test_there_is_a_text_for_each_audience_in_each_language(audience: str) -> None:
    seen = set()
    for language in FIELDS:
        words = ready_words(audience, language)
        values = dict.fromkeys(set(FIELDS[language].values()) - {"name"}, "x") | {"name": ""}
        filled = fill_in(words.text, language, values)

        assert (unknown_fields(words.subject + words.text, language), "{" in filled, "  " in filled) == (
            [],
            False,
            False,
        )
        assert filled.splitlines()[0] in {"Hei", "Hello"}
        seen.add(words.text)
    assert len(seen) == 3


def test_the_page_is_for_everybody_when_it_is_published_and_not_before(
    gathering: Gathering, ingrid: Client, client: Client
) -> None:
    picture = BytesIO()
    Image.new("RGB", (60, 30), "teal").save(picture, "PNG")
    values = {
        "intro": "Vi møtes <b>nå</b>.", "practical": "Det blir suppe.", "invited_by": "Biblioteket",
        "picture": SimpleUploadedFile("ute.png", picture.getvalue()),
    }  # fmt: skip
    assert ingrid.post("/g/unge/invite/page/edit/", values).status_code == 422  # says nothing of what it shows
    values["picture"] = SimpleUploadedFile("ute.png", picture.getvalue())
    assert ingrid.post("/g/unge/invite/page/edit/", values | {"alt": "Et tun"}).status_code == 302
    public = ["/g/unge/invite/page/", "/g/unge/invite/page/picture.jpg", "/g/unge/invite/page/calendar.ics"]
    assert [client.get(path).status_code for path in public] == [404, 404, 404]
    assert ingrid.get(public[0]).status_code == 200

    ingrid.post("/g/unge/invite/", {"what": "publish", "on": "yes"})

    page = client.get(public[0]).content.decode()
    assert ("Vi møtes &lt;b&gt;nå&lt;/b&gt;." in page, 'alt="Et tun"' in page, "/g/unge/sign-up/" in page) == (
        True, True, True
    )  # fmt: skip
    assert '<meta property="og:image" content="http://localhost:8000/g/unge/invite/page/picture.jpg">' in page
    shown: Any = client.get(public[1])
    assert Image.open(BytesIO(b"".join(shown.streaming_content))).format == "JPEG"
    assert b"BEGIN:VEVENT" in client.get(public[2]).content


def test_each_gets_the_text_for_them_once_and_what_came_of_it_is_seen(
    gathering: Gathering, ingrid: Client, mailbox: Mailbox, work_off: WorkOff
) -> None:
    unsubscribe(Wish(hash_address("dina@bedrift.example"), "invitation", None))
    mailbox.refuse("carl@bedrift.example", "550 5.1.1 No such user")
    add = {"what": "add", "audience": "voluntary", "language": "nb", "pasted": PASTED}
    answer = ingrid.post("/g/unge/invite/letters/", add)
    assert answer.status_code == 422
    left = re.search(r"<textarea[^>]*>(.*?)</textarea>", answer.content.decode(), re.DOTALL)
    assert left is not None
    assert left[1].split("\n")[-2:] == ["Erik uten adresse", "feil@@lag.example"]
    assert Invitation.objects.count() == 4

    sent = ingrid.post("/g/unge/invite/letters/", {"what": "send"})
    assert sent.headers["Location"] == Job.objects.get().get_absolute_url()
    work_off()

    assert dict(counts(gathering)) == {"sent": 2, "failed": 1, "withheld": 1}
    text = mailbox.to("ase@lag.example").get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert ("Hei Åse Ås" in text, "uten at dere må skrive søknader" in text) == (True, True)
    assert str(mailbox.to("ase@lag.example")["Reply-To"]) == "ingrid@bibliotek.example"
    assert "4 brev" in ingrid.get(sent.headers["Location"]).content.decode()

    # Begun again after a fall, it sends nothing twice; and who has answered is left in peace.
    again = Invitation.objects.get(email="ase@lag.example")
    Invitation.objects.filter(pk=again.pk).update(letter=None)
    actions.send_invitation(again)
    work_off()
    signs_up(gathering, "BO@lag.example")
    ingrid.post("/g/unge/invite/letters/", {"what": "remind"})
    work_off(later=timedelta(minutes=1))

    assert [str(one["Subject"]).strip().split(":")[0] for one in mailbox.letters] == [
        "Hva kan laget ditt få til sammen med andre? Møteplasser for unge",
        "Hva kan laget ditt få til sammen med andre? Møteplasser for unge",
        "Påminnelse",
    ]
    assert counts(gathering)["signed-up"] == 1
    assert ingrid.get("/g/unge/invite/letters/?state=failed").content.decode().count("carl@bedrift.example") > 0


def test_somebody_is_invited_once_however_the_address_is_written(gathering: Gathering) -> None:
    Invitation.objects.create(gathering=gathering, email="ase@lag.example", audience="public")
    with pytest.raises(IntegrityError, match=r"somebody_is_invited_once|UNIQUE"), transaction.atomic():
        Invitation.objects.create(gathering=gathering, email="Ase@lag.example", audience="public")


def test_a_text_is_changed_tried_on_oneself_and_commented_on_by_somebody_else(
    ingrid: Client, mailbox: Mailbox, work_off: WorkOff, client: Client
) -> None:
    where = "/g/unge/invite/texts/resident/?language=nn"
    words = {"what": "words", "subject": "Kom til {samling}", "text": "Hei {namn}\n\nKom!\n\n{lenkje}"}
    refused = ingrid.post(where, words | {"text": "Hei {fornavn}"})
    assert (refused.status_code, "{fornavn}" in refused.content.decode()) == (422, True)
    assert ingrid.post(where, words).status_code == 302

    ingrid.post(where, {"what": "test", "test-to": "ingrid@bibliotek.example", "test-name": "Ingrid"})
    ingrid.post(where, {"what": "trial", "trial-to": "per@lag.example", "trial-name": "Per", "key": "per"})
    work_off()

    assert str(mailbox.to("ingrid@bibliotek.example")["Subject"]) == "Kom til Møteplasser for unge"
    letter = mailbox.to("per@lag.example").get_body(("plain",)).get_content()  # type: ignore[union-attr]
    link = re.search(r"http://localhost:8000(/invitation/\S+/)", letter)
    assert link is not None
    assert client.get("/invitation/made-up/").status_code == 404
    here = Client(headers=OURS, SERVER_NAME="localhost")
    assert "Kom!" in here.get(link[1]).content.decode()
    assert here.post(link[1], {"comment": ""}).status_code == 422
    assert here.post(link[1], {"comment": "Når slutter det?"}).status_code == 302
    assert "Når slutter det?" in ingrid.get(where).content.decode()


def test_key_people_are_called_and_what_they_said_is_kept(gathering: Gathering, ingrid: Client) -> None:
    ingrid.post("/g/unge/invite/calls/", {"name": "Siv Sund", "sector": "business", "phone": "400 00 000"})
    siv = Contact.objects.get()
    assert (siv.called_at, 'href="tel:40000000"' in ingrid.get("/g/unge/invite/calls/").content.decode()) == (
        None,
        True,
    )

    said = {"name": "Siv Sund", "sector": "business", "reply": "comes", "said": "Tar med to.", "next_on": "2027-03-01"}
    ingrid.post(f"/g/unge/invite/calls/{siv.pk}/", said)

    siv.refresh_from_db()
    assert (siv.called_at is None, siv.get_reply_display(), siv.said) == (False, "kommer", "Tar med to.")
    with pytest.raises(IntegrityError, match=r"only_who_was_called_has_replied|CHECK"), transaction.atomic():
        Contact.objects.create(gathering=gathering, name="Ola", reply="no")


def test_how_far_each_sector_is_is_drawn_and_said(gathering: Gathering, ingrid: Client) -> None:
    signs_up(gathering, "a@x.example", "business")
    signs_up(gathering, "b@x.example", "public")

    ingrid.post("/g/unge/invite/", {"what": "targets", "business": "4", "voluntary": "2", "public": "1"})

    assert [(row.sector, row.there, row.wanted, row.is_reached) for row in reach(gathering)] == [
        ("business", 1, 4, False), ("voluntary", 0, 2, False), ("public", 1, 1, True)
    ]  # fmt: skip
    assert "1 av 4" in ingrid.get("/g/unge/invite/").content.decode()


def test_whoever_is_forgotten_was_never_invited_or_called(gathering: Gathering, work_off: WorkOff) -> None:
    actions.add_recipients(gathering, [Recipient("Åse", "ase@lag.example")], audience="public", language="nb")
    actions.send_invitation(Invitation.objects.get())
    Contact.objects.create(gathering=gathering, name="Åse", email="ASE@lag.example")
    actions.send_trial(gathering, audience="public", language="nb", to="ase@lag.example", key="1", by=None)
    InvitePage.objects.create(gathering=gathering)

    forget(signs_up(gathering, "ase@lag.example"))

    assert [model._default_manager.count() for model in (Invitation, Contact, Trial, Letter)] == [0, 0, 0, 0]


def test_everybody_who_is_invented_has_an_address(gathering: Gathering) -> None:
    """Names are Sámi and Vietnamese too; what the demo fills in must go with any of them."""
    user = User.objects.create_user("ingrid@bibliotek.example", name="Ingrid")

    before(gathering, organiser=user, tale=BARCAMP)

    assert (Invitation.objects.count() > 12, Contact.objects.count(), Trial.objects.get().comment != "") == (
        True,
        6,
        True,
    )
    assert all(_address(one).isascii() for one in people(400))
