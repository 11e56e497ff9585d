"""Doing one job: take it so that nobody else does, do it, and say how it went."""

import logging
from datetime import datetime, timedelta
from uuid import uuid4

from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from samskap.jobs.models import Job, Lost, Timed
from samskap.jobs.work import Regular, TryAgain, Work, regular, works
from samskap.refusals import Refused

logger = logging.getLogger(__name__)

LEASE = timedelta(seconds=45)  # whoever has not been heard from for so long is gone
DEATHS = 3  # a job that has taken so many workers with it is left alone


class Stopping(BaseException):
    """The worker has been told to stop: the job is put back as it was."""


def claim_next(worker: str, *, now: datetime | None = None) -> Job | None:
    """Take the next job that may begin, and nobody else can have it; nothing if there is none.

    A job is free when nobody has taken it, or when the one who did is gone. The conditional update decides who is
    first.
    """
    now = now or timezone.now()
    free = Q(claim="") | Q(beat_at__lt=now - LEASE)
    while True:
        waiting = Job.objects.filter(free, ended_at=None, failed_at=None, due_at__lte=now)
        job = waiting.order_by("-urgent", "due_at", "pk").select_related("gathering", "by").first()
        if job is None:
            return None
        before, job.claim = job.claim, uuid4().hex
        if Job.objects.filter(pk=job.pk, claim=before, ended_at=None, failed_at=None).update(
            claim=job.claim, worker=worker, started_at=now, beat_at=now, tries=job.tries + 1
        ):
            job.tries += 1
            job.started_at = job.beat_at = now
            job.worker = worker
            return job


def give_back(worker: str) -> None:
    """Put back what a worker of this name had taken in an earlier life, so that nobody waits for it."""
    Job.objects.filter(worker=worker, ended_at=None, failed_at=None).exclude(claim="").update(claim="")


def do(job: Job) -> None:
    """Do a job that has been taken, and write down how it went. Nothing it does can bring the worker down."""
    found = works().get(job.name)
    try:
        with translation.override(job.language):
            _attempt(job, found)
    except Lost:
        logger.warning("Job %s is no longer ours to do", job)
    except Stopping:
        Job.objects.filter(pk=job.pk, claim=job.claim, ended_at=None).update(claim="", tries=job.tries - 1)
        raise


def _attempt(job: Job, found: Work | None) -> None:
    if found is None:
        return _fail(job, _("This version of Samskap does not know how to do this. Start it again from its own page."))
    if job.tries > max(found.tries, DEATHS):
        return _fail(job, _("It was begun several times and stopped each time. It may be too large for this machine."))
    try:
        found.do(job, **job.values)
    except Refused as refusal:
        return _fail(job, str(refusal.message))
    except TryAgain as reason:
        return _later(job, found, str(reason))
    except Exception:
        logger.exception("Job %s failed", job)
        return _later(job, found, _("Something went wrong on our side. It is in the log, for whoever runs the server."))
    job.change(ended_at=timezone.now(), trouble="")
    if found.leaves_nothing:
        Job.objects.filter(pk=job.pk).delete()
    return None


def _fail(job: Job, trouble: str) -> None:
    job.change(failed_at=timezone.now(), trouble=trouble)


def _later(job: Job, found: Work, trouble: str) -> None:
    """Wait twice as long each time; give up when it has been tried often enough."""
    if job.tries >= found.tries:
        return _fail(job, trouble)
    wait = found.wait * 2 ** (job.tries - 1)
    return job.change(claim="", due_at=timezone.now() + wait, trouble=trouble)


def do_waiting(worker: str, *, later: timedelta = timedelta(0)) -> int:
    """Do all that waits, or will have become due so much later; returns how many jobs were begun."""
    count = 0
    while (job := claim_next(worker, now=timezone.now() + later)) is not None:
        do(job)
        count += 1
    return count


def plan_regular() -> None:
    """See to it that all regular work has its row."""
    known = set(Timed.objects.values_list("name", flat=True))
    Timed.objects.bulk_create([Timed(name=name) for name in regular() if name not in known], ignore_conflicts=True)


def do_regular() -> int:
    """Do the regular work whose time has come; returns how much. The conditional update lets one worker have each."""
    count = 0
    for row in Timed.objects.filter(due_at__lte=timezone.now()):
        found = regular().get(row.name)
        if found is None:  # from another version
            row.delete()
        elif _my_turn(row, found):
            _do_regular(row, found)
            count += 1
    return count


def _my_turn(row: Timed, found: Regular) -> bool:
    now = timezone.now()
    return bool(
        Timed.objects.filter(pk=row.pk, due_at=row.due_at).update(due_at=now + found.often, begun_at=now, ended_at=None)
    )


def _do_regular(row: Timed, found: Regular) -> None:
    try:
        found.do()
    except Exception:
        logger.exception("Regular work %s failed; it is tried again in its time", found.name)
    else:
        Timed.objects.filter(pk=row.pk).update(ended_at=timezone.now())
