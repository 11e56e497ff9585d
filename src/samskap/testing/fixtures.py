"""A gathering to test in: Aud and Bjarne, two rooms, an open door. Every room's tests start from here."""

import itertools
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any, Protocol

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone, translation

from samskap.gatherings import actions
from samskap.gatherings.access import cookie_name
from samskap.gatherings.models import Block, Gathering, Participation, Role, Room
from samskap.invented.barcamp import BARCAMP
from samskap.jobs.doing import do_waiting
from samskap.people.models import Sector
from samskap.people.tokens import hashed
from samskap.stage import remote
from samskap.stage.doing import PARTS
from samskap.stage.rehearsal import Act, Scene, acts_of

OURS = {"sec-fetch-site": "same-origin"}


@pytest.fixture(autouse=True)
def in_bokmaal() -> None:
    """Begin in the language of the house, whatever the last request of another test was read in."""
    translation.deactivate()


@pytest.fixture
def gathering(db: None) -> Gathering:
    """A gathering with open doors, two rooms and three rounds."""
    gathering = Gathering.objects.create(
        slug="unge", title="Møteplasser for unge", burning_question="Hvor møtes vi?", starts_at=timezone.now(), rounds=3
    )
    Room.objects.create(gathering=gathering, name="Peisestua", position=1)
    Room.objects.create(gathering=gathering, name="Biblioteket", position=2)
    actions.open_doors(gathering)
    return gathering


@pytest.fixture
def join(gathering: Gathering) -> Callable[..., Participation]:
    """Somebody more who comes in."""

    def one_more(first_name: str, **values: Any) -> Participation:
        return actions.join(gathering, first_name=first_name, **values, token=f"token-{first_name}-{uuid.uuid4()}")

    return one_more


@pytest.fixture
def aud(join: Callable[..., Participation]) -> Participation:
    """Aud, from the library."""
    return join("Aud", organisation="Nordbygda bibliotek", sector=Sector.PUBLIC)


@pytest.fixture
def bjarne(join: Callable[..., Participation]) -> Participation:
    """Bjarne, from the football club."""
    return join("Bjarne", organisation="Nordbygda idrettslag", sector=Sector.VOLUNTARY)


@pytest.fixture
def on_stage(gathering: Gathering) -> Callable[..., Block]:
    """Make a block of a kind and put it on stage; keywords are its settings."""
    numbers = itertools.count(1)

    def put(kind: str, *, source: Block | None = None, minutes: int = 10, **settings: Any) -> Block:
        block = Block.objects.create(
            gathering=gathering, kind=kind, title=kind.capitalize(), position=next(numbers), minutes=minutes,
            source=source, settings=settings,
        )  # fmt: skip
        gathering.refresh_from_db()
        remote.go_to(gathering, step=gathering.step, block=block)
        return Block.objects.select_related("gathering__on_stage", "source").get(pk=block.pk)

    return put


@pytest.fixture
def phone_of() -> Callable[[Participation], Client]:
    """The phone of a person: a client with their cookie."""

    def phone(person: Participation) -> Client:
        token = f"phone-{person.pk}"
        Participation.objects.filter(pk=person.pk).update(token_hash=hashed(token))
        client = Client(headers=OURS, SERVER_NAME="localhost")
        client.cookies[cookie_name(person.gathering, "person")] = token
        return client

    return phone


@pytest.fixture
def desk(gathering: Gathering) -> Client:
    """A facilitator's desk."""
    client = Client(headers=OURS, SERVER_NAME="localhost")
    client.cookies[cookie_name(gathering, "pass")] = actions.hand_out_pass(gathering, role=Role.FACILITATOR)
    return client


def send(client: Client, block: Block, verb: str, *, key: str = "", **values: Any) -> HttpResponse:
    """Do something in a block as a phone does, with a key of its own each time."""
    headers = {"accept": PARTS, "idempotency-key": key or uuid.uuid4().hex}
    answer: Any = client.post(f"/g/{block.gathering.slug}/b/{block.pk}/{verb}/", values, headers=headers)
    return answer  # type: ignore[no-any-return]


Perform = Callable[[Block, int | None], int]


@pytest.fixture
def perform(gathering: Gathering, phone_of: Callable[[Participation], Client], desk: Client) -> Perform:
    """Let invented people do in a block what its ``demo.py`` says, all of it or the first acts; how many were done."""
    people = [
        actions.join(gathering, first_name=guest.first_name, last_name=guest.last_name, organisation=guest.organisation,
                     sector=guest.sector, drive=guest.drive)
        for guest in BARCAMP.guests[:24]
    ]  # fmt: skip
    phones = {person.pk: phone_of(person) for person in people}

    def play(block: Block, most: int | None = None) -> int:
        done = 0
        for act in itertools.islice(acts_of(Scene(block, people, BARCAMP)), most):
            answer = _carry_out(act, block, desk if act.who is None else phones[act.who.pk])
            assert answer.status_code < 400, f"{act}: {answer.status_code} {answer.content.decode()}"
            done += 1
        return done

    return play


def _carry_out(act: Act, block: Block, client: Client) -> HttpResponse:
    if act.verb.startswith("remote/"):
        answer: Any = client.post(f"/g/{block.gathering.slug}/{act.verb}/", dict(act.values), headers={"accept": PARTS})
        return answer  # type: ignore[no-any-return]
    files = {name: SimpleUploadedFile(path.name, path.read_bytes()) for name, path in act.files.items()}
    return send(client, block, act.verb, **{**act.values, **files})


class WorkOff(Protocol):
    """Does all the jobs that wait; ``later`` is for those that are not due yet. Returns how many were begun."""

    def __call__(self, *, later: timedelta = timedelta(0)) -> int: ...


@pytest.fixture
def work_off(db: None) -> WorkOff:
    """Be the worker: what waits is done now, in the process of the test."""

    def work(*, later: timedelta = timedelta(0)) -> int:
        return do_waiting("the test", later=later)

    return work
