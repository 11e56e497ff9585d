"""Signing up, before the day (G5): the form, places and waiting list, one's own link and page."""

import threading
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from django.core.cache import cache
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from samskap.gatherings.actions import own_link
from samskap.gatherings.consents import has_consented
from samskap.gatherings.models import Gathering, Participation, Purpose
from samskap.registering import actions
from samskap.registering.models import Answer, Question, SignUp
from samskap.stage.forgetting import forget
from samskap.testing.fixtures import OURS
from samskap.writing.queue import write

pytestmark = pytest.mark.mission("G5")
Sign = Callable[..., Participation]


@pytest.fixture
def coming(gathering: Gathering) -> Gathering:
    """A gathering in two weeks, with two places, open for sign-up."""
    now = timezone.now()
    Gathering.objects.filter(pk=gathering.pk).update(starts_at=now + timedelta(days=14), opened_at=None)
    SignUp.objects.create(gathering=gathering, opens_at=now - timedelta(hours=1), capacity=2)
    gathering.refresh_from_db()
    return gathering


@pytest.fixture
def sign(coming: Gathering) -> Sign:
    """Somebody who signs up."""

    def one(first_name: str, **values: Any) -> Participation:
        email = values.pop("email", f"{first_name.lower()}@example.org")
        return write(lambda: actions.sign_up(coming, first_name=first_name, email=email, **values))

    return one


@pytest.fixture
def stranger() -> Client:
    """Somebody's browser, which nobody knows, and which has guessed at nothing."""
    cache.clear()
    return Client(headers=OURS, SERVER_NAME="localhost")


def places(gathering: Gathering) -> dict[str, int | None]:
    return dict(gathering.people.coming().values_list("first_name", "place"))


def waiting(gathering: Gathering) -> list[str]:
    return [person.first_name for person in gathering.people.waiting()]


def test_whoever_is_one_too_many_waits_and_moves_up_when_somebody_cancels(coming: Gathering, sign: Sign) -> None:
    aud, _bjarne, _dina, _erik = (sign(name) for name in ("Aud", "Bjarne", "Dina", "Erik"))
    assert (places(coming), waiting(coming)) == ({"Aud": 1, "Bjarne": 2}, ["Dina", "Erik"])

    write(lambda: actions.cancel(aud))
    assert (places(coming), waiting(coming)) == ({"Bjarne": 2, "Dina": 1}, ["Erik"])

    write(lambda: actions.restore(aud))
    assert (places(coming), waiting(coming)) == ({"Bjarne": 2, "Dina": 1}, ["Erik", "Aud"])

    write(lambda: actions.set_capacity(coming, 3))
    assert (places(coming), waiting(coming)) == ({"Bjarne": 2, "Dina": 1, "Erik": 3}, ["Aud"])


def test_nobody_loses_a_place_and_nobody_moves_up_where_there_are_fewer_places(coming: Gathering, sign: Sign) -> None:
    aud, *_rest = (sign(name) for name in ("Aud", "Bjarne", "Dina"))
    write(lambda: actions.set_capacity(coming, 1))
    write(lambda: actions.cancel(aud))
    assert (places(coming), waiting(coming)) == ({"Bjarne": 2}, ["Dina"])


def at_once(number: int, act: Callable[[int], object]) -> Counter[str]:
    """Let so many do something at the same time, each with a connection of their own; count how it went."""
    ready, went = threading.Barrier(number), Counter[str]()

    def one(who: int) -> None:
        try:
            ready.wait(20)
            act(who)
            went["done"] += 1
        except Exception as error:
            went[type(error).__name__] += 1
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=(who,)) for who in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return went


def test_sixty_who_sign_up_at_once_share_twelve_places(transactional_db: None, coming: Gathering) -> None:
    SignUp.objects.update(capacity=12)

    went = at_once(60, lambda who: write(lambda: actions.sign_up(coming, first_name=f"Gjest {who}")))

    assert went == {"done": 60}
    assert sorted(places(coming).values(), key=str) == sorted(range(1, 13), key=str)
    assert len(waiting(coming)) == 48


def test_counting_first_would_give_too_many_a_place(transactional_db: None, coming: Gathering) -> None:
    """The control: what the test above must be able to see."""
    seen = threading.Barrier(15)

    def careless(who: int) -> None:
        free = coming.people.coming().count() < 12
        seen.wait(20)
        since = None if free else timezone.now()
        write(lambda: Participation.objects.create(gathering=coming, first_name=f"Gjest {who}", waiting_since=since))

    at_once(15, careless)

    assert len(places(coming)) > 12


def test_the_database_gives_a_place_once(coming: Gathering, sign: Sign) -> None:
    aud, bjarne = sign("Aud"), sign("Bjarne")
    with pytest.raises(IntegrityError, match=r"(?i)a_place_is_taken_once|place"), transaction.atomic():
        Participation.objects.filter(pk=bjarne.pk).update(place=aud.place)


FORM = {
    "first_name": "Aud", "last_name": "Ŋŋa", "email": "aud@example.org", "organisation": "Nordbygda bibliotek",
    "sector": "public", "drive": "Bøker", "language": "nn", "consents": ["report", "photos"], "key": "one",
}  # fmt: skip


def test_one_signs_up_answers_and_gets_in_with_the_link_of_the_letter(
    coming: Gathering, stranger: Client, mailbox: Any, work_off: Callable[[], object]
) -> None:
    text = Question.objects.create(gathering=coming, kind="long", label="Hva savner du?", position=1)
    many = Question.objects.create(gathering=coming, kind="choices", label="Mat?", options=["Fisk", "Vegetar"])
    values = {**FORM, f"question_{text.pk}": "Et sted å være", f"question_{many.pk}": ["Fisk", "Vegetar"]}

    answer = stranger.post("/g/unge/sign-up/", values)
    stranger.post("/g/unge/sign-up/", values)
    work_off()

    assert answer.headers["Location"] == "/g/unge/sign-up/thanks/"
    person = coming.people.get()
    assert (person.place, person.organisation and person.organisation.name, person.language) == (
        1, "Nordbygda bibliotek", "nn",
    )  # fmt: skip
    assert {one.text for one in Answer.objects.all()} == {"Et sted å være", "Fisk\nVegetar"}
    assert [purpose.value for purpose in Purpose if has_consented(person, purpose)] == ["report", "photos"]
    [letter] = mailbox.letters
    assert "Du har plass" in letter["subject"]
    assert "BEGIN:VCALENDAR" in all_of(letter)
    assert own_link(person) in all_of(letter)
    assert stranger.get("/g/unge/you/").status_code == 403
    page = stranger.get(own_link(person), follow=True).content.decode()
    assert ("Hei, Aud!" in page, "Et sted å være" in page) == (True, True)
    calendar = stranger.get("/g/unge/you/calendar.ics").content.decode()
    assert "SUMMARY:Møteplasser for unge" in calendar


def all_of(letter: EmailMessage) -> str:
    return "\n".join(
        part.get_payload(decode=True).decode()  # type: ignore[union-attr]
        for part in letter.walk()
        if not part.is_multipart()
    )


def test_who_is_signed_up_is_told_to_nobody_but_themselves(
    coming: Gathering, stranger: Client, sign: Sign, mailbox: Any, work_off: Callable[[], object]
) -> None:
    aud = sign("Aud")
    work_off()
    mailbox.letters.clear()

    known = stranger.post("/g/unge/sign-up/", {**FORM, "email": "AUD@example.org"})
    new = stranger.post("/g/unge/sign-up/", {**FORM, "email": "dina@example.org", "key": "two"})
    work_off()

    assert (known.status_code, known.headers["Location"]) == (new.status_code, new.headers["Location"])
    assert known.cookies.keys() == new.cookies.keys()
    assert sorted(letter["to"] for letter in mailbox.letters) == ["aud@example.org", "dina@example.org"]
    assert any(own_link(aud) in all_of(letter) for letter in mailbox.letters)
    assert coming.people.count() == 2
    strangers = [stranger.post("/g/unge/sign-up/again/", {"email": f"{who}@example.org"}) for who in ("aud", "nobody")]
    assert strangers[0].content == strangers[1].content


def test_without_an_address_one_goes_straight_to_ones_own_page_also_when_it_is_sent_twice(
    coming: Gathering, stranger: Client
) -> None:
    assert stranger.post("/g/unge/sign-up/", {**FORM, "email": ""}).status_code == 422
    SignUp.objects.update(needs_email=False)

    answers = [stranger.post("/g/unge/sign-up/", {**FORM, "email": ""}) for _ in range(2)]

    assert {answer.headers["Location"] for answer in answers} == {own_link(coming.people.get())}


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"opens_at": None}, "Påmeldingen har ikke åpnet ennå"),
        ({"closes_at": timezone.now() - timedelta(minutes=1)}, "Fristen er ute"),
        ({"capacity": 0}, "Alle plassene er tatt"),
    ],
    ids=["private", "closed", "full"],
)
def test_the_page_says_how_it_is(coming: Gathering, stranger: Client, values: dict[str, Any], says: str) -> None:
    SignUp.objects.update(**values)

    page = stranger.get("/g/unge/sign-up/").content.decode()
    answer = stranger.post("/g/unge/sign-up/", FORM)

    assert says in page
    assert (answer.status_code, coming.people.coming().count()) == (302 if "capacity" in values else 410, 0)


def test_one_changes_cancels_and_undoes_on_ones_own_page(coming: Gathering, stranger: Client, sign: Sign) -> None:
    aud, bjarne = sign("Aud"), sign("Bjarne")
    stranger.get(own_link(aud))

    stranger.post("/g/unge/you/change/", {**FORM, "key": "three", "drive": "Sykler", "consents": []})
    aud.refresh_from_db()
    assert (aud.drive, aud.place) == ("Sykler", 1)
    taken = stranger.post("/g/unge/you/change/", {**FORM, "key": "four", "email": bjarne.email})
    assert taken.status_code == 422
    stranger.post("/g/unge/you/", {"what": "cancel", "key": "five"})
    assert list(places(coming)) == ["Bjarne"]
    stranger.post("/g/unge/you/", {"what": "undo", "key": "six"})
    assert places(coming) == {"Aud": 1, "Bjarne": 2}


@pytest.mark.mission("G7")
def test_one_checks_in_on_ones_own_page_when_doors_are_open(coming: Gathering, stranger: Client, sign: Sign) -> None:
    aud = sign("Aud")
    stranger.get(own_link(aud))
    assert stranger.get("/g/unge/", headers={"accept": "text/html"}).headers["Location"] == "/g/unge/you/"
    stranger.post("/g/unge/you/", {"what": "arrive", "key": "early"})
    assert not coming.people.here().exists()

    Gathering.objects.update(opened_at=timezone.now())
    assert "Jeg er her" in stranger.get("/g/unge/you/").content.decode()
    answer = stranger.post("/g/unge/you/", {"what": "arrive", "key": "now"})

    assert (answer.headers["Location"], stranger.get("/g/unge/").status_code) == ("/g/unge/", 200)
    assert list(coming.people.here()) == [aud]


def test_a_link_that_is_wrong_or_of_somebody_forgotten_opens_nothing(
    coming: Gathering, stranger: Client, sign: Sign
) -> None:
    aud = sign("Aud")
    path = own_link(aud)
    Question.objects.create(gathering=coming, kind="text", label="Hva?")
    write(lambda: actions.answer(aud, {coming.questions.get().pk: "Noe"}))
    write(lambda: forget(aud))

    assert [stranger.get(one).status_code for one in (path, "/g/unge/you/nonsense/")] == [404, 404]
    assert Answer.objects.count() == 0
    assert stranger.get("/g/unge/you/").status_code == 403
