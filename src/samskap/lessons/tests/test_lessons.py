"""What Ingrid and Per learnt, and what it does to the next time (G13)."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from samskap.gatherings.actions import give_role
from samskap.gatherings.models import Gathering, OwnRecipe, Role
from samskap.gatherings.recipes import find_recipe, make_from_recipe
from samskap.lessons.actions import change_lesson, use_lesson, write_lesson
from samskap.lessons.changing import Change, Line, changed
from samskap.lessons.models import Lesson
from samskap.people.models import User
from samskap.refusals import Refused
from samskap.testing.fixtures import OURS

pytestmark = pytest.mark.mission("G13")
LINES: list[Line] = [
    {"key": "block-1", "kind": "notes", "title": "Skriv", "minutes": 5, "remarks": "Stille"},
    {"key": "block-2", "kind": "pitches", "title": "Presenter", "minutes": 25, "source": "block-1"},
    {"key": "block-3", "kind": "wall", "title": "Veggen", "minutes": 15, "source": "block-2"},
]


@pytest.fixture
def ingrid(db: None) -> User:
    """Ingrid, who plans gatherings for the county library."""
    return User.objects.create_user("ingrid@bibliotek.example", name="Ingrid")


@pytest.fixture
def day(ingrid: User) -> Gathering:
    """A BarCamp that was held, Ingrid's."""
    made = make_from_recipe(
        "barcamp-half-day", title="Ung i Nordbygda", starts_at=timezone.now() - timedelta(days=1), organiser=ingrid
    )
    first = made.blocks.all()[0]
    first.opened_at = made.starts_at
    first.closed_at = made.starts_at + timedelta(minutes=17)
    first.save()
    return made


@pytest.fixture
def ingrids(ingrid: User) -> Client:
    """What Ingrid is signed in on."""
    client = Client(headers=OURS | {"accept-language": "nb"}, SERVER_NAME="localhost")
    client.force_login(ingrid)
    return client


def post(client: Client, day: Gathering, where: str = "", **values: Any) -> Any:
    return client.post(f"/g/{day.slug}/lessons/{where}", values | {"key": uuid.uuid4().hex})


def test_lessons_change_the_run_sheet_and_what_takes_its_material_finds_another_source() -> None:
    changes = [
        Change("minutes", "block-1", 8),
        Change("note", "block-1", note="Musikk"),
        Change("drop", "block-2"),
        Change("add", "block-3", 10, "Pause"),
        Change("minutes", "block-9", 99),
    ]

    result = [(one["title"], one["minutes"], one.get("source", "")) for one in changed(LINES, changes)]

    assert result == [("Skriv", 8, ""), ("Veggen", 15, "block-1"), ("Pause", 10, "")]
    assert changed(LINES, changes)[0]["remarks"] == "Stille\nMusikk"
    assert [line["minutes"] for line in LINES] == [5, 25, 15]


def test_a_lesson_is_taken_into_ones_own_recipe_with_one_tap_and_out_of_it_again(
    ingrids: Client, ingrid: User, day: Gathering
) -> None:
    first = day.blocks.all()[0]
    values: dict[str, Any] = {"what": "write", "kind": "change", "text": "Velkomsten ble for kort.", "block": first.pk}
    assert post(ingrids, day, **values, next_time="minutes").status_code == 422
    post(ingrids, day, **values, next_time="minutes", minutes="15")
    lesson = Lesson.objects.get()

    post(ingrids, day, what="use", pk=lesson.pk)
    own = OwnRecipe.objects.get(user=ingrid)
    recipe = find_recipe(f"own-{own.pk}", user=ingrid)
    assert recipe is not None
    assert (recipe.lines[0].minutes, own.data["version"]) == (15, 1)
    assert "Velkomsten ble for kort." in ingrids.get(f"/plan/new/own-{own.pk}/").content.decode()

    post(ingrids, day, what="drop", pk=lesson.pk)
    own.refresh_from_db()
    assert (own.data["blocks"][0]["minutes"], own.data["version"]) == (first.minutes, 2)
    assert OwnRecipe.objects.count() == 1


def test_lessons_are_shown_when_a_gathering_is_planned_again(ingrids: Client, ingrid: User, day: Gathering) -> None:
    write_lesson(day, by=ingrid, text="Kakene var en suksess.")

    for page in ("again/",):
        assert "Kakene var en suksess." in ingrids.get(f"/g/{day.slug}/plan/{page}").content.decode()
    ingrids.post(
        f"/g/{day.slug}/plan/again/",
        {"title": "Igjen", "date": "2028-03-10", "time": "09:00", "expected": "30", "key": "a"},
    )
    again = Gathering.objects.get(title="Igjen")
    assert "Kakene var en suksess." in ingrids.get(f"/g/{again.slug}/plan/").content.decode()


def test_of_two_who_change_a_lesson_at_once_nobody_loses_what_they_wrote(
    ingrids: Client, ingrid: User, day: Gathering
) -> None:
    lesson = write_lesson(day, by=ingrid, text="Kort ned presentasjonene.")
    change_lesson(lesson, version=1, kind="change", text="Pers tekst")
    with pytest.raises(Refused):
        change_lesson(lesson, version=1, text="Noe annet")

    answer = post(ingrids, day, f"{lesson.pk}/", kind="change", text="Ingrids tekst", version="1")

    page = answer.content.decode()
    assert (answer.status_code, Lesson.objects.get().text) == (409, "Pers tekst")
    assert "Pers tekst" in page
    assert "Ingrids tekst" in page
    assert post(ingrids, day, f"{lesson.pk}/", kind="change", text="Begge", version="2").status_code == 302


def test_planned_and_real_minutes_are_shown(ingrids: Client, day: Gathering) -> None:
    page = " ".join(ingrids.get(f"/g/{day.slug}/lessons/").content.decode().split())

    assert "5 min</td>" in page
    assert "17 min </td>" in page


def test_another_gatherings_lesson_is_not_there_and_others_do_not_get_in(
    ingrids: Client, ingrid: User, day: Gathering
) -> None:
    other = make_from_recipe("blank", title="En annen", starts_at=timezone.now())
    lesson = write_lesson(other, by=None, text="Hemmelig")
    per = User.objects.create_user("per@kommune.example")
    give_role(day, user=per, role=Role.FACILITATOR)

    assert post(ingrids, day, what="delete", pk=lesson.pk).status_code == 404
    assert ingrids.get(f"/g/{day.slug}/lessons/{lesson.pk}/").status_code == 404
    ingrids.force_login(per)
    assert ingrids.get(f"/g/{day.slug}/lessons/").status_code == 403


def test_a_recipe_belongs_to_whoever_took_the_lesson_into_it(ingrid: User, day: Gathering) -> None:
    per = User.objects.create_user("per@kommune.example")
    lesson = write_lesson(day, by=ingrid, text="Mer tid", next_time="drop", block=day.blocks.all()[1])

    for user in (ingrid, per):
        use_lesson(lesson, user=user)

    assert sorted(OwnRecipe.objects.values_list("user__email", flat=True)) == [ingrid.email, per.email]
