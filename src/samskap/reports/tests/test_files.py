"""Editions as PDF, Word, open data and archive; sent and published with nobody in them who has not said yes."""

import io
import json
import zipfile
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import docx
import pypdf
import pytest
from django.test import Client
from django.utils import timezone
from PIL import Image

from samskap.cards.actions import write_card
from samskap.cards.photos import Picture, store_photo
from samskap.gatherings import actions as gatherings
from samskap.gatherings.consents import give_consent, withdraw_consent
from samskap.gatherings.models import Block, Gathering, Participation, Purpose, Role
from samskap.people.actions import find_or_make_user
from samskap.reports import actions
from samskap.reports.archiving import NotAsWritten, verify
from samskap.reports.editions import make_edition
from samskap.reports.files import file_of
from samskap.reports.models import Comment, Edition
from samskap.reports.open_data import as_zip, open_data
from samskap.reports.printed import pdf_of
from samskap.reports.publishing import find_personal
from samskap.reports.reading import read_edition
from samskap.reports.sending import tell_of_comments
from samskap.reports.worded import word_of
from samskap.testing.fixtures import OURS, WorkOff
from samskap.testing.mailbox import Mailbox

pytestmark = pytest.mark.mission("G11")

PhoneOf = Callable[[Participation], Client]
OnStage = Callable[..., Block]


@pytest.fixture
def organiser(gathering: Gathering) -> Client:
    client = Client(headers=OURS, SERVER_NAME="localhost")
    user = find_or_make_user("organiser@nordbygda.example")
    gatherings.give_role(gathering, user=user, role=Role.ORGANISER)
    client.force_login(user)
    return client


@pytest.fixture
def edition(
    gathering: Gathering, on_stage: OnStage, aud: Participation, bjarne: Participation, settings: Any
) -> Edition:
    """A note by Aud, who says yes to her name, one by Bjarne, who does not, and a picture."""
    block = on_stage("notes")
    write_card(block, text="Sykkelverksted på Čáhcesuolu", by=aud)
    write_card(block, text="<b>Leksehjelp</b> & kakao", by=bjarne)
    give_consent(aud, Purpose.NAME)
    out = io.BytesIO()
    Image.new("RGB", (160, 120), "green").save(out, "JPEG")
    photo = store_photo(Picture(out.getvalue(), 160, 120), gathering=gathering, caption="Veggen")
    actions.describe_photo(photo, alt="En vegg full av lapper", caption="Veggen")
    actions.write_part(gathering, f"block-{block.pk}", before="### Slik gikk det\nVi *sorterte*.\n\n1. Først\n2. Så")
    return make_edition(gathering)


def test_the_pdf_has_title_contents_names_by_consent_and_is_tagged(edition: Edition) -> None:
    pdf = pypdf.PdfReader(io.BytesIO(pdf_of(read_edition(edition))))

    text = "\n".join(page.extract_text() for page in pdf.pages)
    assert "Sykkelverksted på Čáhcesuolu" in text
    assert "<b>Leksehjelp</b> & kakao" in text
    assert ("– Aud" in text, "Bjarne" in text) == (True, False)
    assert "Innhold" in pdf.pages[1].extract_text()
    root: Any = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert [one.title for one in pdf.outline if not isinstance(one, list)][:1] == ["Møteplasser for unge"]


def test_the_word_document_has_headings_lists_and_pictures_with_words(edition: Edition) -> None:
    word = docx.Document(io.BytesIO(word_of(read_edition(edition))))

    said = [(one.style.name if one.style else "", one.text) for one in word.paragraphs]
    assert ("Title", "Møteplasser for unge") in said
    assert ("Heading 1", "Notes") in said
    assert ("Heading 2", "Slik gikk det") in said
    assert ("List Number", "Først") in said
    assert ("List Bullet", "<b>Leksehjelp</b> & kakao") in said
    assert ("List Bullet", "Sykkelverksted på Čáhcesuolu – Aud") in said
    assert [shape._inline.docPr.get("descr") for shape in word.inline_shapes] == ["En vegg full av lapper"]
    assert 'TOC \\o "1-2"' in word.element.xml
    assert 'w:val="nb-NO"' in word.styles.element.xml


def test_an_edition_is_made_into_a_file_that_goes_when_somebody_takes_a_yes_back(
    gathering: Gathering, edition: Edition, aud: Participation, organiser: Client, phone_of: PhoneOf, work_off: WorkOff
) -> None:
    where = f"/g/{gathering.slug}/report/editions/1/pdf/"
    assert phone_of(aud).get(where).status_code == 404

    assert organiser.post(where, {"key": "k1"}).status_code == 302
    work_off()

    answer = phone_of(aud).get(where)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    assert b"".join(answer.streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined]
    withdraw_consent(aud, Purpose.NAME)
    assert phone_of(aud).get(where).status_code == 404


def test_the_archive_holds_everything_and_can_be_checked(
    gathering: Gathering, edition: Edition, organiser: Client, phone_of: PhoneOf, aud: Participation, work_off: WorkOff
) -> None:
    where = f"/g/{gathering.slug}/report/editions/1/archive/"
    organiser.post(where, {"key": "k1"})
    work_off()

    made = file_of(edition, "archive")
    assert made is not None
    with made.file.open("rb") as file, zipfile.ZipFile(file) as bag:
        names = set(bag.namelist())
        assert {"README.txt", "report.pdf", "report.html", "report.docx", "run-sheet.csv", "SHA256SUMS.txt"} <= names
        assert {"open-data/data.json", "open-data/cards.csv"} <= names
        assert b"data:image/jpeg;base64," in bag.read("report.html")
        assert b"http://" not in bag.read("report.html").replace(b"http://www.w3.org", b"")
        assert len([name for name in names if name.startswith("photos/")]) == 1
        assert verify(file) == len(names) - 1
    assert phone_of(aud).get(where).status_code == 404


def test_an_archive_that_was_changed_is_found_out() -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as bag:
        bag.writestr("README.txt", "changed")
        bag.writestr("SHA256SUMS.txt", f"{'0' * 64}  README.txt\n")

    with pytest.raises(NotAsWritten):
        verify(archive)


def test_open_data_holds_what_was_made_and_nobody(
    gathering: Gathering, edition: Edition, join: Callable[..., Participation]
) -> None:
    for number in range(3):
        join(f"Kari{number}", organisation="Nordbygda bibliotek")

    data = open_data(gathering, edition)

    assert [card["text"] for card in data["cards"]] == ["Sykkelverksted på Čáhcesuolu", "<b>Leksehjelp</b> & kakao"]
    assert data["organisations"] == [
        {"organisation": "Nordbygda bibliotek", "people": 4}, {"organisation": None, "people": 1},
    ]  # fmt: skip
    written = json.dumps(data, ensure_ascii=False)
    assert [name for name in ("Aud", "Bjarne", "Kari0", "idrettslag") if name in written] == []
    with zipfile.ZipFile(io.BytesIO(as_zip(data))) as bag:
        assert "gathering.csv" in bag.namelist()
        assert "Sykkelverksted" in bag.read("cards.csv").decode("utf-8-sig")


def test_what_is_published_names_only_those_who_said_yes_to_that(
    gathering: Gathering, edition: Edition, aud: Participation, organiser: Client, client: Client
) -> None:
    where = f"/r/{gathering.slug}/"
    assert client.get(where).status_code == 404

    organiser.post(f"/g/{gathering.slug}/report/publish/", {"shares_data": "on", "licence": "CC BY 4.0", "key": "k1"})

    answer = client.get(where)
    page = answer.content.decode()
    assert ("Sykkelverksted" in page, "Aud" in page, "noindex" in page) == (True, False, True)
    assert 'property="og:title"' in page
    photo = gathering.photos.get()
    assert f"/r/{gathering.slug}/photo/{photo.pk}/" in page
    assert client.get(f"/r/{gathering.slug}/photo/{photo.pk}/").status_code == 200
    assert client.get(f"/r/{gathering.slug}/json/").status_code == 200
    give_consent(aud, Purpose.PUBLISH)
    assert "Aud" in client.get(where).content.decode()

    actions.leave_out_photo(photo, out=True)
    assert client.get(f"/r/{gathering.slug}/photo/{photo.pk}/").status_code == 404
    organiser.post(f"/g/{gathering.slug}/report/publish/", {"withdraw": "yes", "key": "k2"})
    assert client.get(where).status_code == 404
    assert client.get(f"/r/{gathering.slug}/json/").status_code == 404


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Skriv til aud@nordbygda.example.", [("e-mail", "aud@nordbygda.example.")]),
        ("Ring 912 34 567 i morgen", [("phone", "912 34 567")]),
        ("Ring 91 23 45 67 i morgen", [("phone", "91 23 45 67")]),
        ("Ring +47 91234567", [("phone", "+47 91234567")]),
        ("Født 010190 12345", [("number", "010190 12345")]),
        ("Aud tar med kaka, og Audun kaffe", [("name", "Aud")]),
        ("Vi møtes 2026-11-22, 20.00–22.00, 40 000 kroner", []),
    ],
)
def test_what_may_be_about_a_person_is_pointed_out(line: str, found: list[tuple[str, str]]) -> None:
    assert list(find_personal(line, {"Aud", "Li"})) == found


def test_the_report_is_sent_once_to_each_who_asked(
    gathering: Gathering,
    edition: Edition,
    aud: Participation,
    bjarne: Participation,
    organiser: Client,
    mailbox: Mailbox,
    work_off: WorkOff,
) -> None:
    for person in (aud, bjarne):
        Participation.objects.filter(pk=person.pk).update(email=f"{person.first_name.lower()}@example.org")
    give_consent(aud, Purpose.REPORT)

    for key in ("k1", "k2"):
        organiser.post(f"/g/{gathering.slug}/report/send/", {"audience": "asked", "key": key})
        work_off()
        work_off()

    assert [letter["To"] for letter in mailbox.letters] == ["Aud <aud@example.org>"]
    assert "Møteplasser for unge" in mailbox.letters[0]["Subject"]
    edition.refresh_from_db()
    assert edition.sent_at is not None
    organiser.post(f"/g/{gathering.slug}/report/send/", {"audience": "all", "key": "k3"})
    work_off()
    work_off()
    assert len(mailbox.letters) == 2


def test_the_organisers_hear_of_comments_once_a_day(
    gathering: Gathering, organiser: Client, aud: Participation, mailbox: Mailbox, work_off: WorkOff
) -> None:
    actions.choose(gathering, comments_from=timezone.now() - timedelta(days=1))
    Comment.objects.create(gathering=gathering, key="people", title="Hvem var her", text="Lag 2 mangler", by=aud)

    tell_of_comments()
    Comment.objects.create(gathering=gathering, key="people", title="Hvem var her", text="Lag 3 også", by=aud)
    tell_of_comments()
    work_off()

    [letter] = mailbox.letters
    body = letter.get_body(("plain",))
    assert body is not None
    assert "Lag 2 mangler" in body.get_content()


def test_ones_own_page_says_where_the_report_is_and_until_when(
    gathering: Gathering, edition: Edition, aud: Participation, phone_of: PhoneOf
) -> None:
    now = timezone.now()
    actions.choose(gathering, comments_from=now - timedelta(days=1), comments_until=now + timedelta(days=3))

    page = phone_of(aud).get(f"/g/{gathering.slug}/you/").content.decode()

    assert f"/g/{gathering.slug}/report/" in page
    assert "åpen for kommentarer til og med" in page
