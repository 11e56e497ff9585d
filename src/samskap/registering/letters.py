"""What those who sign up are told by e-mail. Nobody without an address gets any."""

from typing import Any
from uuid import uuid4

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from samskap.calendars import make_calendar
from samskap.gatherings.actions import own_link
from samskap.gatherings.calendar import event_of
from samskap.gatherings.models import Participation
from samskap.letters.posting import post
from samskap.registering.models import SignUp
from samskap.registering.queries import number_in_line


def send_confirmation(person: Participation, *, key: str = "") -> None:
    """Say that somebody has a place, or waits for one."""
    if person.waiting_since is not None:
        _send(person, "waiting", key=key, line=number_in_line(person))
    else:
        _send(person, "confirmed", key=key, calendar=True)


def send_place(person: Participation) -> None:
    """Say that somebody who waited has a place now."""
    _send(person, "place", calendar=True)


def send_cancelled(person: Participation) -> None:
    """Say that it is understood, and take it out of the calendar."""
    _send(person, "cancelled", calendar=True)


def send_link(person: Participation) -> None:
    """Send somebody their own link; at most once an hour, however often it is asked for."""
    _send(person, "link", key=f"link:{person.pk}:{timezone.now():%Y%m%d%H}")


def send_reminder(person: Participation, words: str) -> None:
    """Remind somebody of what they have signed up for, with the organiser's own words."""
    _send(person, "reminder", key=f"reminder:{person.pk}", calendar=True, words=words)


def _send(person: Participation, name: str, *, key: str = "", calendar: bool = False, **context: Any) -> None:
    if not person.email:
        return
    gathering = person.gathering
    link = settings.PUBLIC_URL + own_link(person)
    gone = person.cancelled_at is not None
    event = event_of(gathering, url=link, cancelled=gone)
    form = SignUp.objects.filter(gathering=gathering).first()
    post(
        person.email,
        template=f"registering/letters/{name}.md",
        context={
            "name": person.first_name,
            "title": gathering.title,
            "starts_at": gathering.starts_at,
            "ends_at": event.ends,
            "place": gathering.place,
            "message": form.message if form else "",
            "link": link,
            "sign_up": settings.PUBLIC_URL + reverse("sign-up", args=[gathering.slug]),
            **context,
        },
        language=person.language,
        key=key or f"{name}:{person.pk}:{uuid4().hex}",
        gathering=gathering,
        person=person,
        kind="confirmation" if name != "reminder" else "reminder",
        calendar=make_calendar([event], method="CANCEL" if gone else "PUBLISH") if calendar else None,
    )
