"""A whole room behind one address: nobody is locked out because of the others."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import Client

from samskap.gatherings.models import Gathering, Participation
from samskap.testing.fixtures import OURS

ROOM = 300
VENUE = "192.0.2.7"


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    """What was guessed here does not count elsewhere."""
    yield
    cache.clear()


def phone() -> Client:
    """A phone that has never been here, on the network of the venue."""
    return Client(headers=OURS, SERVER_NAME="localhost", REMOTE_ADDR=VENUE, HTTP_X_FORWARDED_FOR=VENUE)


def come_in(phone: Client, code: str, name: str) -> int:
    """Type the code on the front page, then say one's name; the status of the page one ends up at."""
    assert phone.get("/").status_code == 200
    door = phone.post("/", {"code": code})
    assert door.status_code == 302, door.content
    return phone.post(door.headers["Location"], {"first_name": name}, follow=True).status_code


@pytest.mark.long
@pytest.mark.mission("B1", "G7")
@pytest.mark.sqlite  # it is our counting that is tried, not the database
def test_a_room_of_300_behind_one_address_is_let_in(gathering: Gathering) -> None:
    answers = [come_in(phone(), gathering.code, f"Aud {number}") for number in range(ROOM)]

    assert answers == [200] * ROOM
    assert Participation.objects.filter(gathering=gathering).count() == ROOM


def test_those_who_type_wrong_lock_nobody_out_but_themselves(gathering: Gathering) -> None:
    restless = phone()
    restless.get("/")
    for _ in range(20):
        restless.post("/", {"code": "FEIL23"})
    for _ in range(20):
        phone().get("/j/FEIL23/")  # and twenty who have no cookie yet

    assert restless.post("/", {"code": gathering.code}).status_code == 422
    assert come_in(phone(), gathering.code, "Aud") == 200
    assert phone().get(f"/j/{gathering.join_token}/").status_code == 200
