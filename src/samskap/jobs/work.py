"""What can be done beside the requests, and asking for it.

An app says in its ``work.py`` what it can do::

    @work("print-badges", title=_("Badges"))
    def print_badges(job: Job, *, size: str) -> None:
        for number, person in enumerate(people, start=1):
            job.progress(number, len(people))
        job.keep("merkelapper.pdf", data, "application/pdf")

and asks for it inside a write: ``start("print-badges", gathering=gathering, by=user, size="a7")``. The row is there
when the write is committed, and the worker sees it within the second.

Work can be begun a second time, when the worker died in the middle of it. So it is written to be done again, or keeps
what it has done in rows of its own, as letters do.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any, TypeVar

from django.apps import apps
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language

from samskap.gatherings.access import CREW, Who
from samskap.gatherings.models import Gathering
from samskap.jobs.models import FOLDER, Job
from samskap.people.models import User

KEPT = timedelta(days=7)
Does = TypeVar("Does", bound=Callable[..., None])


@dataclass(frozen=True)
class Work:
    """One kind of work. ``who`` may see how it goes and fetch what it makes; ``tries`` is for what may pass by itself.

    ``leaves_nothing``: the job's row goes when it is done, since what was done has a row of its own.
    """

    name: str
    title: str | Promise
    do: Callable[..., None]
    who: frozenset[Who] = CREW
    tries: int = 1
    wait: timedelta = timedelta(minutes=1)
    leaves_nothing: bool = False


@dataclass(frozen=True)
class Regular:
    """Work that is done again and again."""

    name: str
    often: timedelta
    do: Callable[[], object]


class TryAgain(Exception):
    """It did not go now, and may go later; the text says why. The work's ``tries`` says how often we believe it."""


_works: dict[str, Work] = {}
_regular: dict[str, Regular] = {}


def work(name: str, *, title: str | Promise, **more: Any) -> Callable[[Does], Does]:
    """Declare work under a name that `start` knows it by."""

    def declare(do: Does) -> Does:
        assert name not in _works or _works[name].do.__module__ == do.__module__, f"Two works are called {name}"
        _works[name] = Work(name, title, do, **more)
        return do

    return declare


def every(*, minutes: float) -> Callable[[Does], Does]:
    """Declare work that the worker does at least so often; once, however many workers there are."""

    def declare(do: Does) -> Does:
        name = f"{do.__module__}.{do.__name__}"
        _regular[name] = Regular(name, timedelta(minutes=minutes), do)
        return do

    return declare


@cache
def _find() -> None:
    """Read every app's ``work.py``."""
    for app in apps.get_app_configs():
        if app.name.startswith("samskap.") and find_spec(f"{app.name}.work"):
            import_module(f"{app.name}.work")


def works() -> dict[str, Work]:
    """All that can be done, by name."""
    _find()
    return _works


def regular() -> dict[str, Regular]:
    """All that is done again and again, by name."""
    _find()
    return _regular


def start(
    name: str,
    *,
    gathering: Gathering | None = None,
    by: User | None = None,
    key: str = "",
    urgent: bool = False,
    after: timedelta = timedelta(0),
    **values: Any,
) -> Job:
    """Ask for work to be done (sette i gang): after the commit, beside the requests, once.

    With a ``key`` there is one such job, however often it is asked for; one that had failed is tried again.
    ``values`` go to the work as keywords, and are what JSON can hold.
    """
    assert name in works(), f"No work is called {name}"
    now = timezone.now()
    fields = {
        "gathering": gathering,
        "by": by,
        "values": values,
        "language": get_language() or "nb",
        "urgent": urgent,
        "due_at": now + after,
    }
    if not key:
        return Job.objects.create(name=name, **fields)
    with transaction.atomic():
        job, is_new = Job.objects.get_or_create(name=name, key=key, defaults=fields)
    return job if is_new or job.failed_at is None else start_again(job)


def start_again(job: Job) -> Job:
    """Try again what has failed (prøve igjen). Of two who ask, one is enough."""
    Job.objects.filter(pk=job.pk).exclude(failed_at=None).update(
        failed_at=None, claim="", tries=0, started_at=None, due_at=timezone.now(), done=0, total=0, note="", trouble=""
    )
    job.refresh_from_db()
    return job


def let_files_go(gathering: Gathering) -> None:
    """Remove the files that were made for a gathering: they may name somebody who is to be forgotten."""
    for job in Job.objects.filter(gathering=gathering).exclude(file=""):
        _let_file_go(job)


def _let_file_go(job: Job) -> None:
    if Job.objects.filter(pk=job.pk, file=job.file).update(file=""):
        transaction.on_commit(lambda: default_storage.delete(job.file))


@every(minutes=60)
def throw_old_jobs() -> None:
    """Let files and jobs go after a week, and files whose job is gone after a day."""
    now = timezone.now()
    old = Job.objects.filter(made_at__lt=now - KEPT).exclude(ended_at=None, failed_at=None)
    for job in old.exclude(file=""):
        _let_file_go(job)
    old.filter(file="").delete()
    known = set(Job.objects.exclude(file="").values_list("file", flat=True))
    names = default_storage.listdir(FOLDER)[1] if default_storage.exists(FOLDER) else []
    for path in (f"{FOLDER}/{name}" for name in names):
        if path not in known and default_storage.get_modified_time(path) < now - timedelta(days=1):
            default_storage.delete(path)
