"""Send the report to those who were there (sende ut), and tell the organisers what people say to it."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from samskap.gatherings.actions import own_link
from samskap.gatherings.models import Gathering, Participation, Purpose, Role
from samskap.letters.posting import post
from samskap.people.models import User
from samskap.reports.assembling import choice_of
from samskap.reports.editions import mark_sent
from samskap.reports.files import file_of
from samskap.reports.models import Comment, Edition, ReportChoice
from samskap.writing.queue import write

TEMPLATE = "reports/letters/report.md"
TELL_AFTER = timedelta(hours=20)


def recipients(gathering: Gathering, audience: str) -> "list[Participation]":
    """Return who gets the report: those who have asked for it, or all who were there and have an address."""
    there = Participation.objects.filter(gathering=gathering).exclude(email="")
    asked = Q(consents__purpose=Purpose.REPORT, consents__withdrawn_at=None)
    found = there.filter(asked) if audience == "asked" else there.filter(asked | Q(arrived_at__isnull=False))
    once: dict[str, Participation] = {}
    for person in found.distinct().order_by("pk"):
        once.setdefault(person.email.lower(), person)
    return list(once.values())


def letter_about(edition: Edition, person: Participation | None, link: str) -> dict[str, Any]:
    """Return what the letter's template needs."""
    choice = choice_of(edition.gathering)
    until = choice.comments_until if choice.takes_comments(timezone.now()) else None
    return {
        "edition": edition,
        "title": edition.gathering.title,
        "name": person.first_name if person else "",
        "link": link,
        "note": edition.note,
        "has_pdf": file_of(edition, "pdf") is not None,
        "takes_comments": choice.takes_comments(timezone.now()),
        "last_day": timezone.localtime(until) - timedelta(seconds=1) if until else None,
    }


def send_report(edition: Edition, audience: str, progress: Callable[[int, int], None]) -> int:
    """Post a letter to each who is to have the report, once for each edition; return how many there are."""
    people = recipients(edition.gathering, audience)
    for number, person in enumerate(people, start=1):
        write(partial(_post, edition, person))
        progress(number, len(people))
    write(lambda: mark_sent(edition))
    return len(people)


def _post(edition: Edition, person: Participation) -> None:
    person.gathering = edition.gathering
    post(
        person.email,
        template=TEMPLATE,
        context=letter_about(edition, person, settings.PUBLIC_URL + own_link(person)),
        language=person.language,
        key=f"report:{edition.pk}:{person.pk}",
        gathering=edition.gathering,
        person=person,
        kind="report",
        name=person.name,
        unsubscribe="report",
    )


def tell_of_comments() -> None:
    """Tell the organisers once a day what has been said to their report since the last time."""
    now = timezone.now()
    for choice in ReportChoice.objects.exclude(comments_from=None).select_related("gathering__organisation"):
        if choice.told_at is None or choice.told_at < now - TELL_AFTER:
            write(partial(_tell, choice))


def _tell(choice: ReportChoice) -> None:
    now = timezone.now()
    new = Comment.objects.filter(gathering=choice.gathering, made_at__lte=now)
    if choice.told_at is not None:
        new = new.filter(made_at__gt=choice.told_at)
    comments = list(new.filter(hidden_at=None))
    if not comments:
        return
    gathering = choice.gathering
    link = settings.PUBLIC_URL + reverse("report-comments", args=[gathering.slug])
    organisers = User.objects.filter(memberships__gathering=gathering, memberships__role=Role.ORGANISER)
    for user in organisers.distinct():
        post(
            user.email,
            template="reports/letters/comments.md",
            context={"comments": comments, "number": len(comments), "title": gathering.title, "link": link},
            key=f"comments:{gathering.pk}:{user.pk}:{now:%Y%m%d%H}",
            gathering=gathering,
            kind="comments",
        )
    ReportChoice.objects.filter(pk=choice.pk).update(told_at=now)
