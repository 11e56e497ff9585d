"""What is done beside the requests: confirmations after an import, reminders, and tidying up."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samskap.gatherings.models import Participation
from samskap.jobs.models import Job
from samskap.jobs.work import every, work
from samskap.registering import letters
from samskap.registering.models import SignUp
from samskap.registering.putting import throw_old_uploads
from samskap.writing.queue import write

AT_A_TIME = 20


@work("confirm-imported", title=_("Confirmations to those who were imported"))
def confirm_imported(job: Job, *, people: Sequence[int]) -> None:
    """Send each the confirmation; some at a time, so that nobody else has to wait for the writer."""
    for start in range(0, len(people), AT_A_TIME):
        some = list(Participation.objects.filter(pk__in=people[start : start + AT_A_TIME]).select_related("gathering"))
        write(partial(_confirm, some))
        job.progress(min(start + AT_A_TIME, len(people)), len(people))


def _confirm(people: Sequence[Participation]) -> None:
    for person in people:
        letters.send_confirmation(person, key=f"imported:{person.pk}")


@every(minutes=30)
def remind() -> None:
    """Remind everybody with a place, so many days before as the organiser has said; once."""
    now = timezone.now()
    waiting = SignUp.objects.filter(
        reminded_at=None, reminder_days__isnull=False, gathering__starts_at__gt=now, gathering__closed_at=None
    )
    for form in waiting.select_related("gathering"):
        if form.gathering.starts_at - timedelta(days=form.reminder_days or 0) <= now:
            write(partial(remind_all, form))


def remind_all(form: SignUp) -> int:
    """Write to everybody with a place, if nobody has done it yet; returns how many."""
    if not SignUp.objects.filter(pk=form.pk, reminded_at=None).update(reminded_at=timezone.now()):
        return 0
    people = list(form.gathering.people.expected().exclude(email=""))
    for person in people:
        person.gathering = form.gathering
        letters.send_reminder(person, form.reminder_text)
    return len(people)


@every(minutes=60)
def tidy() -> None:
    """Files that were uploaded to be imported do not stay."""
    write(throw_old_uploads)
