"""The organiser's side of signing up (G5): the form, the list, the file of people, the answers on the day."""

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from samskap.cards.models import Card
from samskap.gatherings import actions as gatherings
from samskap.gatherings.models import Block, Gathering, Role
from samskap.invented.barcamp import BARCAMP
from samskap.people.models import Organisation, User
from samskap.registering import actions, demo, work
from samskap.registering.importing import Column, Problem, check, guess
from samskap.registering.models import Answer, Question, SignUp, Upload
from samskap.registering.queries import counts_of
from samskap.spreadsheets import Sheet, make_workbook
from samskap.testing.fixtures import OURS

pytestmark = pytest.mark.mission("G5")


@pytest.fixture
def coming(gathering: Gathering) -> Gathering:
    """A gathering in two weeks, with room for three."""
    starts = timezone.now() + timedelta(days=14)
    Gathering.objects.filter(pk=gathering.pk).update(starts_at=starts, opened_at=None)
    SignUp.objects.create(gathering=gathering, opens_at=timezone.now() - timedelta(hours=1), capacity=3)
    gathering.refresh_from_db()
    return gathering


@pytest.fixture
def kari(coming: Gathering) -> Client:
    """The organiser at her machine."""
    user = User.objects.create_user("kari@example.org")
    gatherings.give_role(coming, user=user, role=Role.ORGANISER)
    client = Client(headers=OURS, SERVER_NAME="localhost")
    client.force_login(user)
    return client


def test_the_organiser_builds_a_form_and_reads_the_answers(kari: Client, coming: Gathering) -> None:
    new = "/g/unge/sign-up/form/new/?kind="
    assert kari.post(f"{new}choice", {"label": "Mat?", "options": "Fisk", "key": "1"}).status_code == 422
    kari.post(f"{new}choice", {"label": "Mat?", "options": "Fisk\nVegetar\nFisk", "key": "2"})
    kari.post(f"{new}long", {"label": "Hva savner du?", "for_the_day": "on", "key": "3"})
    food, wish = coming.questions.all()
    assert (food.options, wish.for_the_day) == (["Fisk", "Vegetar"], True)

    kari.post("/g/unge/sign-up/form/", {"what": "down", "pk": food.pk, "key": "4"})
    assert list(coming.questions.all()) == [wish, food]

    added = {"first_name": "Aud", f"question_{food.pk}": "Fisk", f"question_{wish.pk}": "Et sted å være"}
    kari.post("/g/unge/sign-up/people/add/", {**added, "language": "nb", "key": "5"})
    page = kari.get("/g/unge/sign-up/answers/").content.decode()
    assert ("Et sted å være" in page, "<caption>Svar</caption>" in page) == (True, True)


def test_what_is_answered_beforehand_is_shown_on_the_day_once_and_without_a_name(
    kari: Client, coming: Gathering, on_stage: Callable[..., Block]
) -> None:
    wall = on_stage("notes")
    shown = Question.objects.create(gathering=coming, kind="text", label="Hva savner du?", for_the_day=True)
    kept = Question.objects.create(gathering=coming, kind="text", label="Allergier?")
    actions.sign_up(coming, first_name="Aud", answers={shown.pk: "=Et sted\nå være", kept.pk: "Nøtter"})
    answer, secret = (Answer.objects.get(question=question) for question in (shown, kept))

    for key, chosen in (("1", answer), ("2", answer), ("3", secret)):
        kari.post("/g/unge/sign-up/answers/", {"block": wall.pk, "answers": [chosen.pk], "key": key})

    assert [(card.text, card.by, card.approved_at is None) for card in Card.objects.all()] == [
        ("=Et sted å være", None, False)
    ]


def test_the_list_can_be_searched_changed_and_taken_to_excel(
    kari: Client, coming: Gathering, mailbox: Any, work_off: Callable[[], object]
) -> None:
    aud, _bjarne, _dina, erik = (
        actions.sign_up(coming, first_name=name, email=f"{name}@example.org", last_name="=1+1")
        for name in ("Aud", "Bjarne", "Dina", "Erik")
    )
    assert erik.waiting_since is not None
    page = kari.get("/g/unge/sign-up/people/", {"q": "aud"}).content.decode()
    assert ("Aud =1+1" in page, "Bjarne" in page) == (True, False)

    kari.post(f"/g/unge/sign-up/people/{erik.pk}/", {"what": "place", "key": "1"})
    kari.post(f"/g/unge/sign-up/people/{aud.pk}/", {"what": "cancel", "key": "2"})
    work_off()

    erik.refresh_from_db()
    assert (erik.place, SignUp.objects.get().capacity) == (4, 4)
    assert "Nå er det plass til deg" in mailbox.to("Erik@example.org")["subject"]
    file = kari.get("/g/unge/sign-up/people/list.xlsx").content
    rows = list(load_workbook(io.BytesIO(file)).active.iter_rows(values_only=True))
    became = [("Aud", "Meldt av"), ("Bjarne", "Kommer"), ("Dina", "Kommer"), ("Erik", "Kommer")]
    assert [(row[0], row[1], row[8]) for row in rows[1:]] == [(name, "=1+1", status) for name, status in became]


@pytest.mark.parametrize(
    ("headings", "columns"),
    [
        (["Fornavn", "ETTERNAMN", "E-post", "Hva savner du?"], ["first_name", "last_name", "email", "question:7"]),
        (["Name", "E-mail:", "Company", "Sector", "Shoe size"], ["name", "email", "organisation", "sector", ""]),
        (["Navn", "Fornavn", "Org.nr.", "epost", "Mail"], ["", "first_name", "number", "email", ""]),
    ],
)
def test_columns_are_guessed_from_their_headings(headings: list[str], columns: list[str]) -> None:
    assert guess(headings, {7: "Hva savner du?"}) == columns


COLUMNS = [Column.NAME, Column.EMAIL, Column.ORGANISATION, Column.NUMBER, Column.SECTOR]


@pytest.mark.parametrize(
    ("row", "problems"),
    [
        (["Aud Ŋŋa Berg", "aud@example.org", "", "923 609 016", "Frivillig"], []),
        (["", "aud@example.org", "", "", ""], [Problem.NO_NAME]),
        (["Aud", "aud(at)example.org", "", "", ""], [Problem.BAD_EMAIL]),
        (["Aud", "", "", "123456789", "Månefolk"], [Problem.UNKNOWN_SECTOR, Problem.BAD_NUMBER]),
        (["Per", "PER@example.org", "", "", ""], [Problem.ON_THE_LIST]),
        (["Kari Nordmann", "", "Sykkelsmia", "", ""], [Problem.ON_THE_LIST]),
    ],
)
def test_each_row_is_told_what_is_wrong_with_it(row: list[str], problems: list[Problem]) -> None:
    known = {"per@example.org"}, {("kari nordmann", "sykkelsmia")}
    [found] = check([(2, row)], COLUMNS, emails=known[0], names=known[1])
    assert found.problems == problems


def test_somebody_who_is_twice_in_the_file_is_told_the_second_time() -> None:
    rows = [(2, ["Aud Berg", "aud@example.org"]), (3, ["A. Berg", "AUD@example.org"]), (4, ["Per"]), (5, ["Per"])]
    found = check(rows, COLUMNS, emails=set(), names=set())
    assert [bool(row.problems) for row in found] == [False, True, False, True]
    assert (found[0].values["first_name"], found[0].values["last_name"]) == ("Aud", "Berg")


def sent(rows: list[list[str]]) -> SimpleUploadedFile:
    headings = ["Navn", "E-post", "Organisasjon", "Sektor", "Hva savner du?"]
    return SimpleUploadedFile("påmeldte.xlsx", make_workbook([Sheet("Ark", headings, rows)]))


def test_a_file_is_looked_at_and_then_all_of_it_is_on_the_list_once(
    kari: Client, coming: Gathering, mailbox: Any, work_off: Callable[[], object]
) -> None:
    question = Question.objects.create(gathering=coming, kind="text", label="Hva savner du?")
    rows = [[f"Gjest {n} Ås", f"gjest{n}@example.org", "Sykkelsmia", "næringsliv", "Sykler"] for n in range(5)]

    where = kari.post("/g/unge/sign-up/import/", {"file": sent(rows), "key": "1"}).headers["Location"]
    assert "Gjest 4 Ås" in kari.get(where).content.decode()
    assert coming.people.count() == 0
    for _ in range(2):
        kari.post(where, {"import": "all", "send": "yes", "key": "2"})
    kari.post(where, {"import": "all", "key": "3"})
    work_off()  # writes the letters
    work_off()  # sends them

    assert [person.place for person in coming.people.order_by("pk")] == [1, 2, 3, None, None]
    assert coming.people.waiting().count() == 2
    assert {answer.text for answer in question.answers.all()} == {"Sykler"}
    assert Organisation.objects.filter(name="Sykkelsmia").count() == 1
    assert len(mailbox.letters) == 5
    assert Upload.objects.get().table == {}


def test_where_something_is_wrong_nothing_is_written_unless_the_organiser_says_so(
    kari: Client, coming: Gathering
) -> None:
    rows = [["Aud Berg", "aud@example.org", "", "", ""], ["", "tom@example.org", "", "Månefolk", ""]]
    where = kari.post("/g/unge/sign-up/import/", {"file": sent(rows), "key": "1"}).headers["Location"]

    answer = kari.post(where, {"import": "all", "key": "2"})
    assert (answer.status_code, coming.people.count()) == (422, 0)
    assert "Navnet mangler." in answer.content.decode()

    kari.post(where, {"import": "good", "key": "3"})
    assert [person.name for person in coming.people.all()] == ["Aud Berg"]


def test_a_file_that_is_none_is_refused_in_plain_words(kari: Client, coming: Gathering) -> None:
    file = SimpleUploadedFile("liste.xlsx", b"PK\x03\x04 not a file")
    answer = kari.post("/g/unge/sign-up/import/", {"file": file})
    assert (answer.status_code, "Dette er verken en Excel-fil" in answer.content.decode()) == (422, True)


def test_those_with_a_place_are_reminded_once(coming: Gathering, mailbox: Any, work_off: Callable[[], object]) -> None:
    SignUp.objects.update(reminder_days=3, reminder_text="Ta med sykkelen.", capacity=1)
    actions.sign_up(coming, first_name="Aud", email="aud@example.org")
    actions.sign_up(coming, first_name="Bjarne", email="bjarne@example.org")
    work_off()
    mailbox.letters.clear()

    work.remind()
    Gathering.objects.update(starts_at=timezone.now() + timedelta(days=2))
    work.remind()
    work.remind()
    work_off()

    [letter] = mailbox.letters
    text = letter.get_body(("plain",)).get_content()
    assert (letter["to"], "Ta med sykkelen." in text) == ("aud@example.org", True)


def test_the_invented_people_fill_the_list(gathering: Gathering) -> None:
    Gathering.objects.update(starts_at=timezone.now() + timedelta(days=9), opened_at=None)
    gathering.refresh_from_db()

    placed = demo.before(gathering, tale=BARCAMP)

    counts = counts_of(gathering)
    assert (counts.coming, counts.waiting, counts.cancelled) == (demo.MOST, 7, demo.CANCELLED)
    assert [person.name for person in placed[:1]] == [f"{BARCAMP.guests[0].first_name} {BARCAMP.guests[0].last_name}"]
