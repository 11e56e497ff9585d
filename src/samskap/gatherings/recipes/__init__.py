"""Recipes: a method as a list of blocks, one file each (oppskrift). A new file here is a new recipe.

Every text in a file is in the three languages of the product; it is resolved once, in the organiser's language, when a
gathering is made. From then on the run sheet is the organiser's own to change.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from samskap.gatherings.actions import free_slug, give_role
from samskap.gatherings.models import Block, Gathering, OwnRecipe, Role, Room
from samskap.people.models import User

FOLDER = Path(__file__).parent
Text = str | Mapping[str, str]


@dataclass(frozen=True)
class Line:
    """One block of a recipe. ``round`` says which round it belongs to, for days with fewer rounds; ``locked`` is the
    hour it must begin at, as 11:30."""

    key: str
    kind: str
    title: Text
    minutes: int
    settings: Mapping[str, Any] = field(default_factory=dict)
    source: str = ""
    round: int = 0
    locked: str = ""
    responsible: Text = ""
    materials: Text = ""
    remarks: Text = ""


@dataclass(frozen=True)
class Recipe:
    """A method, ready to be made into a gathering."""

    key: str
    name: Text
    summary: Text
    lines: Sequence[Line]
    rooms: Sequence[Mapping[str, Any]] = ()
    rounds: int = 1
    group: int = 6
    fewest: int = 2
    most: int = 500
    usual: int = 48
    starts: time = time(9)
    tasks: Sequence[Mapping[str, Any]] = ()
    wants_brokers: bool = False

    @property
    def minutes(self) -> int:
        """How long the day is."""
        return sum(line.minutes for line in self.lines)

    def lines_for(self, rounds: int) -> list[Line]:
        """The blocks of a day with so many rounds: what belongs to a later round is left out."""
        return [line for line in self.lines if line.round <= rounds]


def recipes() -> dict[str, Recipe]:
    """Return the product's own recipes by their keys, the longest day first."""
    return dict(_read_all())


@cache
def _read_all() -> Mapping[str, Recipe]:
    found = (
        parse(file.stem, tomllib.loads(file.read_text(encoding="utf-8"))) for file in sorted(FOLDER.glob("*.toml"))
    )
    return {recipe.key: recipe for recipe in sorted(found, key=lambda recipe: -recipe.minutes)}


def parse(key: str, data: Mapping[str, Any]) -> Recipe:
    """Read a recipe from the data of a file, or from what an organiser has saved."""
    values = {
        name: data[name] for name in ("name", "rooms", "rounds", "group", "tasks", "wants_brokers") if name in data
    }
    people = {name: data["people"][name] for name in ("fewest", "most", "usual") if name in data.get("people", {})}
    starts = data.get("starts", time(9))
    return Recipe(
        key=key,
        summary=data.get("summary", ""),
        lines=[Line(**line) for line in data["blocks"]],
        starts=starts if isinstance(starts, time) else time.fromisoformat(starts),
        **values,
        **people,
    )


def in_language(value: Any, language: str) -> Any:
    """Resolve the texts in a value: a table of languages becomes its text, whatever it lies in."""
    if isinstance(value, Mapping):
        if value and value.keys() <= LANGUAGES:
            return value.get(language) or value[settings.LANGUAGE_CODE]
        return {name: in_language(one, language) for name, one in value.items()}
    if isinstance(value, list):
        return [in_language(one, language) for one in value]
    return value


LANGUAGES = frozenset(code for code, _name in settings.LANGUAGES)


def find_recipe(name: str, *, user: User | None = None) -> Recipe | None:
    """Return a recipe of the product by its key, or one of the user's own by ``own-<number>``."""
    if name.startswith("own-") and name[4:].isdecimal():
        own = OwnRecipe.objects.filter(user=user, pk=int(name[4:])).first() if user is not None else None
        return parse(name, own.data) if own else None
    return BLANK if name == BLANK.key else recipes().get(name)


# No recipe: an empty run sheet, to be filled by whoever knows what they want.
BLANK = Recipe(
    key="blank",
    name={"nb": "Blankt ark", "nn": "Blankt ark", "en": "Blank sheet"},
    summary={
        "nb": "En tom kjøreplan. Legg inn bolkene selv.",
        "nn": "Ein tom køyreplan. Legg inn bolkane sjølv.",
        "en": "An empty run sheet. Add the blocks yourself.",
    },
    lines=[],
    usual=24,
)


@transaction.atomic
def make_from_recipe(
    name: str,
    *,
    title: str,
    starts_at: datetime,
    organiser: User | None = None,
    language: str = "nb",
    rooms: Sequence[str] | None = None,
    **fields: Any,
) -> Gathering:
    """Make a gathering with rooms and run sheet from a recipe (lag fra oppskrift).

    ``rooms`` are the names of the rooms; the recipe's own when it is left out. ``fields`` are fields of the gathering.
    Whoever makes a gathering may plan it and lead it. Raises `KeyError` for a recipe that does not exist.
    """
    recipe = find_recipe(name, user=organiser)
    if recipe is None:
        raise KeyError(name)
    fields = {"expected": recipe.usual, "rounds": recipe.rounds} | fields
    gathering = Gathering.objects.create(
        slug=free_slug(title), title=title, starts_at=starts_at, recipe=recipe.key, **fields
    )
    _make_rooms(gathering, recipe, rooms, language)
    _make_blocks(gathering, recipe, language)
    if organiser is not None:
        for role in (Role.ORGANISER, Role.FACILITATOR):
            give_role(gathering, user=organiser, role=role)
    return gathering


def _make_rooms(gathering: Gathering, recipe: Recipe, names: Sequence[str] | None, language: str) -> None:
    wanted = (
        [(in_language(room["name"], language), room.get("seats", 12)) for room in recipe.rooms]
        if names is None
        else [(name, seats_to_begin_with(gathering, names)) for name in dict.fromkeys(names)]
    )
    Room.objects.bulk_create(
        Room(gathering=gathering, name=room, seats=seats, position=number)
        for number, (room, seats) in enumerate(wanted, start=1)
    )


def seats_to_begin_with(gathering: Gathering, names: Sequence[str]) -> int:
    """How many a room may seat until somebody has counted: enough for its share of the people."""
    return max(12, -(-gathering.expected // len(names)))


def _make_blocks(gathering: Gathering, recipe: Recipe, language: str) -> None:
    made: dict[str, Block] = {}
    for position, line in enumerate(recipe.lines_for(gathering.rounds), start=1):
        made[line.key] = Block.objects.create(
            gathering=gathering,
            position=position,
            kind=line.kind,
            title=in_language(line.title, language),
            minutes=line.minutes,
            starts_at=_locked(gathering, line.locked),
            settings=in_language(dict(line.settings), language),
            source=made.get(line.source),
            responsible=in_language(line.responsible, language),
            materials=in_language(line.materials, language),
            remarks=in_language(line.remarks, language),
        )


def _locked(gathering: Gathering, hour: str) -> datetime | None:
    if not hour:
        return None
    at = time.fromisoformat(hour)
    return timezone.localtime(gathering.starts_at).replace(hour=at.hour, minute=at.minute, second=0, microsecond=0)
