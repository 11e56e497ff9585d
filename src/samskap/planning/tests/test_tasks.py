"""What there is to do before and after, and planning anew from what was planned before (G2, G13)."""

import uuid
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from samskap.gatherings.models import Block, Gathering
from samskap.gatherings.recipes import make_from_recipe
from samskap.people.models import Organisation, User
from samskap.planning.models import Task
from samskap.planning.tasks import by_date, make_ready_tasks, tasks_of, to_bring
from samskap.testing.fixtures import OURS

pytestmark = pytest.mark.mission("G2")
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
    """A BarCamp in March, Ingrid's."""
    return make_from_recipe("barcamp-half-day", title="Ung i Nordbygda", starts_at=MARCH, organiser=ingrid)


def post(client: Client, day: Gathering, page: str, **values: Any) -> Any:
    return client.post(f"/g/{day.slug}/plan/{page}/", values | {"key": uuid.uuid4().hex})


def test_a_task_is_due_so_many_days_before_or_after_and_says_when_it_is_late(day: Gathering) -> None:
    food = Task(gathering=day, title="Mat", days=14)
    rooms = Task(gathering=day, title="Rom", days=56, done_at=timezone.now())
    thanks = Task(gathering=day, title="Takk", phase="after", days=1)
    sheets = Task(gathering=day, title="Ark", days=2)

    found = by_date([food, rooms, thanks, sheets], today=date(2027, 3, 8))

    assert [(one.task.title, one.due.isoformat(), one.state) for one in found] == [
        ("Rom", "2027-01-13", "done"),
        ("Mat", "2027-02-24", "overdue"),
        ("Ark", "2027-03-08", "today"),
        ("Takk", "2027-03-11", "soon"),
    ]


def test_a_new_gathering_has_a_ready_made_list_in_the_organisers_language(ingrids: Client) -> None:
    new = {"title": "Ny", "date": "2027-03-10", "time": "09:00", "expected": "30", "rounds": "2", "key": "k"}
    for language in ("nb", "nn", "en"):
        ingrids.post("/plan/new/blank/", new | {"key": language}, headers={"accept-language": language})

    made = Gathering.objects.order_by("pk")
    assert [one.blocks.count() for one in made] == [0, 0, 0]
    assert [tasks_of(one)[0].task.title for one in made] == [
        "Bestill rom, og se dem selv",
        "Bestill rom, og sjå dei sjølv",
        "Book the rooms, and see them yourself",
    ]


def test_a_task_is_added_ticked_off_changed_and_deleted(ingrids: Client, ingrid: User, day: Gathering) -> None:
    assert post(ingrids, day, "tasks", what="add", title="", phase="before", days=3).status_code == 422
    post(ingrids, day, "tasks", what="add", title="Bestill kake", phase="before", days=3, materials="Fat")
    task = Task.objects.get()

    post(ingrids, day, "tasks", what="tick", pk=task.pk)
    task.refresh_from_db()
    assert (task.done_at is not None, task.done_by) == (True, ingrid)

    post(ingrids, day, "tasks", what="untick", pk=task.pk)
    post(ingrids, day, f"tasks/{task.pk}", title="Bestill kaker", phase="before", days=4)
    task.refresh_from_db()
    assert (task.title, task.days, task.done_at) == ("Bestill kaker", 4, None)

    post(ingrids, day, f"tasks/{task.pk}", what="delete")
    assert not Task.objects.exists()


def test_a_task_of_another_gathering_is_not_there(ingrids: Client, ingrid: User, day: Gathering) -> None:
    other = make_from_recipe("blank", title="En annen", starts_at=MARCH)
    task = Task.objects.create(gathering=other, title="Hemmelig")

    assert post(ingrids, day, "tasks", what="tick", pk=task.pk).status_code == 404
    assert ingrids.get(f"/g/{day.slug}/plan/tasks/{task.pk}/").status_code == 404


def test_an_overdue_task_is_marked_in_words(ingrids: Client, day: Gathering) -> None:
    Gathering.objects.filter(pk=day.pk).update(starts_at=timezone.now() + timedelta(days=1))
    Task.objects.create(gathering=day, title="Bestill mat", days=14)

    assert "Skulle vært gjort" in ingrids.get(f"/g/{day.slug}/plan/").content.decode()
    assert "Skulle vært gjort" in ingrids.get(f"/g/{day.slug}/plan/tasks/").content.decode()


def test_what_to_bring_is_listed_once_with_what_it_is_for() -> None:
    blocks = [
        Block(title="Skriv", materials="Lapper, tusjer"),
        Block(title="Veggen", materials="tusjer; tape"),
        Block(title="Takk"),
    ]

    assert to_bring(blocks) == [
        ("Lapper", ["Skriv"]),
        ("Tape", ["Veggen"]),
        ("Tusjer", ["Skriv", "Veggen"]),
    ]


@pytest.mark.mission("G13")
def test_a_gathering_is_planned_again_with_everything_but_the_people(
    ingrids: Client, ingrid: User, day: Gathering
) -> None:
    make_ready_tasks(day)
    Task.objects.update(done_at=timezone.now())
    day.owners.create(organisation=Organisation.objects.create(name="Nordbygda kommune"))
    day.people.create(first_name="Aud", arrived_at=timezone.now())
    lunch = day.blocks.get(title="Pause – finn rommet ditt")
    lunch.starts_at = MARCH.replace(hour=10, minute=30)
    lunch.responsible = "Per"
    lunch.save()

    answer = post(ingrids, day, "again", title="Ung igjen", date="2027-10-20", time="10:00", expected="40")

    again = Gathering.objects.get(title="Ung igjen")
    assert answer.headers["Location"] == f"/g/{again.slug}/plan/"
    assert (again.made_from, again.expected, again.people.count()) == (day, 40, 0)
    assert list(again.rooms.values_list("name", "seats")) == list(day.rooms.values_list("name", "seats"))
    for same in ("title", "minutes", "settings", "responsible", "source__title"):
        assert list(again.blocks.values_list(same)) == list(day.blocks.values_list(same))
    assert timezone.localtime(again.blocks.get(title=lunch.title).starts_at).isoformat() == "2027-10-20T10:30:00+02:00"
    assert Task.objects.filter(gathering=again, done_at=None).count() == Task.objects.filter(gathering=day).count() > 9
    assert [str(owner.organisation) for owner in again.owners.all()] == ["Nordbygda kommune"]
    assert sorted(again.memberships.filter(user=ingrid).values_list("role", flat=True)) == ["facilitator", "organiser"]
