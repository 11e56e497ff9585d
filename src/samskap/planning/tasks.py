"""What there is to do before and after: the ready-made list, ticking off, and what is overdue."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal

from django.utils import timezone

from samskap.gatherings.models import Block, Gathering
from samskap.gatherings.recipes import find_recipe, in_language
from samskap.people.models import User
from samskap.planning.models import Phase, Task

State = Literal["done", "overdue", "today", "soon", "later"]
SOON = 7  # days
KEPT = ("phase", "title", "days", "responsible", "materials")


@cache
def ready_made() -> Sequence[Mapping[str, Any]]:
    """The tasks that most gatherings have."""
    file = Path(__file__).parent / "ready_tasks.toml"
    return tuple(tomllib.loads(file.read_text(encoding="utf-8"))["tasks"])


def make_ready_tasks(gathering: Gathering, *, user: User | None = None, language: str = "nb") -> list[Task]:
    """Give a gathering the ready-made tasks, and those of its recipe."""
    recipe = find_recipe(gathering.recipe, user=user)
    lines = [*ready_made(), *(recipe.tasks if recipe else ())]
    rows = [in_language(dict(line), language) for line in lines]
    return Task.objects.bulk_create(Task(gathering=gathering, **row) for row in rows)


def copy_tasks(earlier: Gathering, to: Gathering) -> None:
    """Let a gathering have the tasks of an earlier one, to be done anew."""
    rows = Task.objects.filter(gathering=earlier).values(*KEPT)
    Task.objects.bulk_create(Task(gathering=to, **row) for row in rows)


def tick_task(task: Task, *, by: User | None) -> None:
    """Tick a task off (hake av)."""
    Task.objects.filter(pk=task.pk, done_at=None).update(done_at=timezone.now(), done_by=by)


def untick_task(task: Task) -> None:
    """Take the tick back."""
    Task.objects.filter(pk=task.pk).update(done_at=None, done_by=None)


def write_task(task: Task, **values: Any) -> Task:
    """Write a new task, or change one."""
    for name, value in values.items():
        setattr(task, name, value)
    task.save()
    return task


@dataclass(frozen=True)
class Due:
    """A task with its date, and how urgent it is."""

    task: Task
    due: date
    state: State


def by_date(tasks: Iterable[Task], *, today: date | None = None) -> list[Due]:
    """Put tasks in the order they are due, and say which are overdue."""
    today = today or timezone.localdate()
    found = [Due(task, task.due, _state(task, today)) for task in tasks]
    return sorted(found, key=lambda one: (one.due, one.task.pk))


def _state(task: Task, today: date) -> State:
    if task.done_at is not None:
        return "done"
    days = (task.due - today).days
    if days < 0:
        return "overdue"
    if days == 0:
        return "today"
    return "soon" if days <= SOON else "later"


def tasks_of(gathering: Gathering) -> list[Due]:
    """The tasks of a gathering in the order they are due."""
    return by_date(Task.objects.filter(gathering=gathering).select_related("gathering", "done_by"))


def in_phases(tasks: Sequence[Due]) -> list[tuple[Phase, list[Due]]]:
    """The tasks before the gathering, and those after it."""
    return [(phase, [one for one in tasks if one.task.phase == phase]) for phase in Phase]


def to_bring(blocks: Iterable[Block], tasks: Iterable[Task] = ()) -> list[tuple[str, list[str]]]:
    """Every material once, with what it is for: what a line of materials names, between commas."""
    found: dict[str, tuple[str, list[str]]] = {}
    everything: list[Block | Task] = [*blocks, *tasks]
    for one in everything:
        for thing in one.materials.replace(";", ",").replace("\n", ",").split(","):
            name = " ".join(thing.split())
            if name:
                _name, uses = found.setdefault(name.casefold(), (name[:1].upper() + name[1:], []))
                if one.title not in uses:
                    uses.append(one.title)
    return sorted(found.values(), key=lambda pair: pair[0].casefold())
