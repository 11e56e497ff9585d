"""Work beside the requests: done once, taken up again when a worker falls, and shown while it goes."""

import threading
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client
from django.utils import timezone

from samskap.gatherings import actions
from samskap.gatherings.access import PLANNERS
from samskap.gatherings.models import Gathering, Participation
from samskap.jobs import work as working
from samskap.jobs.doing import DEATHS, LEASE, claim_next, do, do_regular, give_back, plan_regular
from samskap.jobs.models import Job, Timed
from samskap.jobs.work import KEPT, TryAgain, every, start, throw_old_jobs, work
from samskap.refusals import Refused
from samskap.stage.forgetting import forget
from samskap.testing.fixtures import WorkOff

done: Counter[str] = Counter()


@pytest.fixture(autouse=True)
def _nothing_done() -> None:
    done.clear()


@work("try-bake", title="Boller")
def bake(job: Job, *, rolls: int) -> None:
    """Bake rolls, and keep them."""
    for number in range(1, rolls + 1):
        job.progress(number, rolls, f"Bolle {number}")
    done["rolls"] += rolls
    job.keep("Boller på brett.txt", "æøå".encode(), "text/plain")


@work("try-oven", title="Ovn", tries=3, wait=timedelta(minutes=1))
def light(job: Job) -> None:
    """Light an oven that is cold twice."""
    if job.tries < 3:
        raise TryAgain("Ovnen er kald.")


@work("try-refuse", title="Nei", who=PLANNERS)
def refuse(job: Job) -> None:
    """Do what can't be done."""
    raise Refused("Det er ikke mer mel.")


def test_a_job_is_done_once_and_what_it_made_can_be_fetched(
    gathering: Gathering, desk: Client, work_off: WorkOff
) -> None:
    job = start("try-bake", gathering=gathering, key="to-brett", rolls=2)
    assert start("try-bake", gathering=gathering, key="to-brett", rolls=2) == job
    assert 'hx-trigger="every 1s"' in desk.get(job.get_absolute_url()).content.decode()

    assert (work_off(), work_off(), done["rolls"]) == (1, 0, 2)

    page = desk.get(job.get_absolute_url()).content.decode()
    assert "hx-trigger" not in page
    answer: Any = desk.get(Job.objects.get().file_url)
    assert b"".join(answer.streaming_content).decode() == "æøå"
    assert "attachment" in answer.headers["Content-Disposition"]


def test_what_is_asked_for_in_a_write_that_fails_is_not_done(gathering: Gathering, work_off: WorkOff) -> None:
    from samskap.writing.queue import write

    def effect() -> None:
        start("try-bake", rolls=1)
        raise Refused

    with pytest.raises(Refused):
        write(effect)
    assert work_off() == 0


@pytest.mark.django_db(transaction=True)
def test_of_many_workers_one_gets_each_job() -> None:
    jobs = [start("try-bake", rolls=1) for _ in range(12)]
    ready, taken = threading.Barrier(4), []

    def worker(name: str) -> None:
        ready.wait()
        while (job := claim_next(name)) is not None:
            taken.append(job.pk)
        connection.close()

    workers = [threading.Thread(target=worker, args=[str(number)]) for number in range(4)]
    for one in workers:
        one.start()
    for one in workers:
        one.join()

    assert sorted(taken) == [job.pk for job in jobs]


def test_a_job_whose_worker_died_is_taken_up_again_and_the_dead_one_can_say_nothing(db: None) -> None:
    start("try-bake", rolls=1)
    first = claim_next("Kari")
    assert first is not None
    assert claim_next("Ola") is None

    second = claim_next("Ola", now=timezone.now() + LEASE + timedelta(seconds=1))
    assert second is not None
    do(first)  # it was not dead, only slow

    assert (done["rolls"], Job.objects.get().ended_at) == (0, None)
    do(second)
    assert (done["rolls"], Job.objects.get().ended_at is None) == (1, False)


def test_a_worker_that_is_started_again_takes_up_its_own_at_once_and_gives_up_what_always_fells_it(db: None) -> None:
    start("try-bake", rolls=1)
    for _ in range(DEATHS):
        assert claim_next("Kari") is not None
        give_back("Kari")

    last = claim_next("Kari")
    assert last is not None
    do(last)

    job = Job.objects.get()
    assert (done["rolls"], job.failed_at is None, "for stor" in job.trouble) == (0, False, True)


def test_what_may_pass_is_tried_again_a_little_later_each_time(db: None, work_off: WorkOff) -> None:
    job = start("try-oven")

    assert work_off() == 1
    job.refresh_from_db()
    assert (job.trouble, job.failed_at) == ("Ovnen er kald.", None)
    assert (work_off(), work_off(later=timedelta(seconds=61)), work_off(later=timedelta(seconds=90))) == (0, 1, 0)
    assert work_off(later=timedelta(minutes=4)) == 1

    job.refresh_from_db()
    assert (job.ended_at is None, job.tries, job.trouble) == (False, 3, "")


def test_what_failed_says_why_to_those_who_may_see_it_and_can_be_tried_again(
    gathering: Gathering, desk: Client, work_off: WorkOff, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = start("try-refuse", gathering=gathering, key="mel")
    work_off()
    # The work says that it is for organisers; a facilitator's desk finds nothing, and neither does another gathering's.
    assert desk.get(job.get_absolute_url()).status_code == 404
    monkeypatch.setitem(working.works(), "try-refuse", working.Work("try-refuse", "Nei", refuse))
    page = desk.get(job.get_absolute_url()).content.decode()
    assert "Det er ikke mer mel." in page

    assert desk.post(job.get_absolute_url()).status_code == 302

    assert Job.objects.get().failed_at is None
    assert work_off() == 1
    other = Gathering.objects.create(slug="annen", title="En annen", starts_at=timezone.now())
    actions.open_doors(other)
    assert desk.get(f"/g/annen/work/{job.pk}/").status_code in {403, 404}


def test_regular_work_is_done_by_one_worker_each_time(db: None) -> None:
    @every(minutes=10)
    def water() -> None:
        done["water"] += 1

    name = f"{__name__}.water"
    plan_regular()
    plan_regular()
    Timed.objects.exclude(name=name).delete()

    assert (do_regular(), do_regular()) == (1, 0)
    Timed.objects.update(due_at=timezone.now())
    assert (do_regular(), done["water"]) == (1, 2)
    working._regular.pop(name)


def test_files_go_after_a_week_and_when_somebody_is_forgotten(
    gathering: Gathering, aud: Participation, work_off: WorkOff, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    for number in range(2):
        start("try-bake", gathering=gathering if number else None, rolls=1)
    work_off()
    of_none, of_aud = Job.objects.order_by("pk")

    with django_capture_on_commit_callbacks(execute=True):
        forget(aud)
    assert (default_storage.exists(of_none.file), default_storage.exists(of_aud.file)) == (True, False)

    Job.objects.update(made_at=timezone.now() - KEPT - timedelta(minutes=1))
    with django_capture_on_commit_callbacks(execute=True):
        throw_old_jobs()
        throw_old_jobs()
    assert (default_storage.exists(of_none.file), Job.objects.count()) == (False, 0)
