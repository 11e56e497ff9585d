"""A method is a file; a gathering is made from it."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import pytest
from django.conf import settings

from samskap.gatherings.actions import free_slug, save_as_recipe
from samskap.gatherings.models import Block, Gathering, Membership
from samskap.gatherings.recipes import FOLDER, LANGUAGES, find_recipe, in_language, make_from_recipe, recipes
from samskap.people.models import User
from samskap.stage.activity import activities

NINE = datetime(2026, 11, 12, 8, tzinfo=UTC)  # nine o'clock in Norway
FILES = sorted(FOLDER.glob("*.toml"))
TEXTS = {"name", "summary", "title", "responsible", "materials", "remarks"}


@pytest.fixture
def ingrid(db: None) -> User:
    """Ingrid, who plans gatherings for the county library."""
    return User.objects.create_user("ingrid@bibliotek.example", name="Ingrid")


def texts(value: Any) -> Iterator[tuple[str, Any]]:
    """Every text of a recipe with the name of its place."""
    if isinstance(value, Mapping):
        for name, one in value.items():
            if name in TEXTS:
                yield name, one
            else:
                yield from texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from texts(one)


def plan(gathering: Gathering) -> list[tuple[str, int]]:
    return [(block.title, block.minutes) for block in gathering.blocks.all()]


@pytest.mark.mission("G2", "B1", "B2", "B3", "B4", "B5", "B6", "B7", "B9")
def test_a_full_day_barcamp_is_made_to_the_minute(ingrid: User) -> None:
    day = make_from_recipe("barcamp-full-day", title="Ung i Nordbygda", starts_at=NINE, organiser=ingrid)

    assert plan(day) == [
        ("Velkommen", 10),
        ("Slik gjør vi det", 5),
        ("Husregler", 5),
        ("Innsjekk", 15),
        ("Temaet for dagen", 15),
        ("Fem minutter: skriv", 5),
        ("Presenter lappen din", 35),
        ("Veggen: hvem blir med på hva?", 15),
        ("Pause – finn rommet ditt", 10),
        ("Gruppearbeid, runde 1", 45),
        ("Høsting etter runde 1", 15),
        ("Lunsj", 45),
        ("Gruppearbeid, runde 2", 45),
        ("Høsting etter runde 2", 15),
        ("Strekk på beina", 10),
        ("Gruppearbeid, runde 3", 45),
        ("Høsting etter runde 3", 20),
        ("Utsjekk", 20),
        ("Takk for i dag", 15),
    ]
    assert sum(block.minutes for block in day.blocks.all()) == 390  # nine to half past three


@pytest.mark.mission("G2", "B4", "B5", "B6", "B7")
def test_what_is_made_in_one_block_is_the_material_of_the_next(ingrid: User) -> None:
    day = make_from_recipe("barcamp-full-day", title="Ung i Nordbygda", starts_at=NINE)

    fed = [(block.title, block.source.title) for block in day.blocks.all() if block.source]
    assert fed == [
        ("Presenter lappen din", "Fem minutter: skriv"),
        ("Veggen: hvem blir med på hva?", "Presenter lappen din"),
        ("Gruppearbeid, runde 1", "Veggen: hvem blir med på hva?"),
        ("Høsting etter runde 1", "Gruppearbeid, runde 1"),
        ("Gruppearbeid, runde 2", "Veggen: hvem blir med på hva?"),
        ("Høsting etter runde 2", "Gruppearbeid, runde 2"),
        ("Gruppearbeid, runde 3", "Veggen: hvem blir med på hva?"),
        ("Høsting etter runde 3", "Gruppearbeid, runde 3"),
    ]


@pytest.mark.mission("G1")
def test_whoever_makes_a_gathering_may_plan_it_and_lead_it(ingrid: User) -> None:
    day = make_from_recipe("barcamp-half-day", title="Ung", starts_at=NINE, organiser=ingrid)

    assert sorted(Membership.objects.filter(gathering=day, user=ingrid).values_list("role", flat=True)) == [
        "facilitator",
        "organiser",
    ]


@pytest.mark.mission("G2")
def test_a_shorter_day_leaves_the_last_round_out(ingrid: User) -> None:
    day = make_from_recipe("barcamp-full-day", title="Ung", starts_at=NINE, rounds=2)

    assert [block.setting("round") for block in day.blocks.filter(kind="sessions")] == [1, 2]
    assert not day.blocks.filter(title__contains="runde 3").exists()


@pytest.mark.mission("G1")
def test_rooms_are_those_the_organiser_names_or_the_recipes_own(db: None) -> None:
    named = make_from_recipe("barcamp-full-day", title="A", starts_at=NINE, rooms=["Kantina", "Loftet", "Kantina"])
    own = make_from_recipe("barcamp-full-day", title="B", starts_at=NINE, language="nn")

    assert [room.name for room in named.rooms.all()] == ["Kantina", "Loftet"]
    assert [room.name for room in own.rooms.all()] == ["Salen", "Biblioteket", "Peisestova", "Verkstaden"]


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_a_run_sheet_speaks_the_organisers_language(db: None, language: str) -> None:
    day = make_from_recipe("barcamp-full-day", title="Ung", starts_at=NINE, language=language)

    first = {"nb": "Velkommen", "nn": "Velkomen", "en": "Welcome"}
    assert day.blocks.all()[0].title == first[language]
    assert "{" not in "".join(f"{block.title}{block.settings}" for block in day.blocks.all()).replace("{'", "").replace(
        "{}", ""
    )


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_text_of_a_recipe_is_in_every_language(file: Any) -> None:
    data = tomllib.loads(file.read_text(encoding="utf-8"))

    found = list(texts(data))
    chosen = [("settings", one) for block in data["blocks"] for one in block.get("settings", {}).values()]
    missing = [one for _, one in found if set(one) != LANGUAGES or not all(one.values())]
    keywords = [one for _, one in chosen if isinstance(one, str)]
    untold = [one for _, one in chosen if isinstance(one, dict) and (set(one) != LANGUAGES or not all(one.values()))]
    assert (missing, untold) == ([], [])
    assert all(re.fullmatch("[a-z-]+", word) for word in keywords)
    assert len(found) > 20


@pytest.mark.parametrize("recipe", recipes().values(), ids=lambda recipe: recipe.key)
def test_a_recipe_takes_its_material_from_earlier_blocks_only(recipe: Any) -> None:
    seen = set()
    for line in recipe.lines:
        assert not line.source or line.source in seen
        assert line.key not in seen
        seen.add(line.key)


@pytest.mark.parametrize("recipe", recipes().values(), ids=lambda recipe: recipe.key)
def test_what_a_recipe_chooses_is_something_the_activity_asks(recipe: Any) -> None:
    known = activities()
    for line in recipe.lines:
        if line.kind in known:
            form = known[line.kind].Settings
            chosen = in_language(dict(line.settings), "nb")
            assert set(chosen) <= set(form.base_fields), line.key
            initial = {name: field.initial for name, field in form.base_fields.items()}
            errors = form(initial | chosen).errors
            assert not errors, (line.key, errors)


@pytest.mark.mission("B1")
def test_each_recipe_says_how_many_people_and_rounds_it_is_for(db: None) -> None:
    assert {one.key: (one.fewest, one.most, one.rounds, one.minutes) for one in recipes().values()} == {
        "barcamp-full-day": (24, 72, 3, 390),
        "barcamp-half-day": (24, 72, 2, 210),
        "unconference": (24, 200, 2, 375),
    }


@pytest.mark.mission("G2", "G13")
def test_a_changed_run_sheet_can_be_saved_and_used_again(ingrid: User) -> None:
    day = make_from_recipe("barcamp-half-day", title="Ung", starts_at=NINE, organiser=ingrid)
    Block.objects.filter(gathering=day, kind="notes").update(title="Skriv i ti minutter", minutes=10)

    own = save_as_recipe(day, user=ingrid, name="Slik gjør biblioteket det")
    again = make_from_recipe(f"own-{own.pk}", title="Ung igjen", starts_at=NINE, organiser=ingrid)

    assert plan(again) == plan(day)
    assert [b.source.title for b in again.blocks.all() if b.source] == [
        b.source.title for b in day.blocks.all() if b.source
    ]
    assert list(again.rooms.values_list("name", "seats")) == list(day.rooms.values_list("name", "seats"))


def test_somebody_elses_recipe_is_not_there(ingrid: User) -> None:
    day = make_from_recipe("barcamp-half-day", title="Ung", starts_at=NINE, organiser=ingrid)
    own = save_as_recipe(day, user=ingrid, name="Mitt")
    other = User.objects.create_user("per@example.org")

    assert find_recipe(f"own-{own.pk}", user=other) is None
    with pytest.raises(KeyError):
        make_from_recipe(f"own-{own.pk}", title="Ung", starts_at=NINE, organiser=other)


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Møte på Ås: æ, ø og å", "mote-pa-as-ae-o-og-a"),
        ("Sámi đ ŋ ŧ", "sami-d-n-t"),
        ("日本", "gathering"),
        ("!!!", "gathering"),
        ("x" * 80, "x" * 50),
    ],
)
def test_a_title_becomes_an_address(db: None, title: str, slug: str) -> None:
    assert free_slug(title) == slug


def test_two_gatherings_with_the_same_title_have_two_addresses(db: None) -> None:
    slugs = [make_from_recipe("barcamp-half-day", title="Ung", starts_at=NINE).slug for _ in range(3)]

    assert slugs == ["ung", "ung-2", "ung-3"]


def test_our_languages_are_those_of_the_product() -> None:
    assert {code for code, _ in settings.LANGUAGES} == LANGUAGES
