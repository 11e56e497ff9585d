"""Asking how it went: one letter to each person on each occasion, with links that answer without signing in (G12, F6).

The links are opened by mail scanners too, so they only show a page; its one button does what is chosen there.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone, translation

from samskap.followups.actions import begin
from samskap.followups.dates import MORNING, TOO_LATE, working_day
from samskap.followups.models import ANSWERS, Ask, Commitment, Entry, Happened, Party, Side, Status
from samskap.gatherings.consents import who_consented
from samskap.gatherings.models import Gathering, Participation, Purpose
from samskap.letters.posting import post
from samskap.people.models import User
from samskap.people.tokens import hashed, token_from
from samskap.writing.queue import write

OPEN_FOR = timedelta(days=120)
LEFT_ALONE = timedelta(days=3)
BEGINS_WITHIN = timedelta(days=60)


def follow_up(now: datetime | None = None) -> None:
    """Do what is due: begin with gatherings that have ended, and ask those whose time has come."""
    now = now or timezone.now()
    for gathering in _newly_ended(now):
        write(partial(begin, gathering, now=now))
    for ask in Ask.objects.filter(_live(), sent_at=None, skipped_at=None, due_at__lte=now).select_related("gathering"):
        write(partial(ask_around, ask, now=now))
    if timezone.localtime(now).time() >= MORNING:
        for gathering in Gathering.objects.filter(
            schedule__isnull=False, schedule__paused_at=None, schedule__at_due=True
        ):
            write(partial(ask_when_due, gathering, now=now))


def _live() -> Q:
    return Q(gathering__schedule__paused_at=None)


def _newly_ended(now: datetime) -> Iterable[Gathering]:
    """Gatherings that have ended since their promises were taken over. Doors that nobody shut are shut by time."""
    lately = Q(closed_at__gte=now - BEGINS_WITHIN) | Q(
        closed_at=None, opened_at__isnull=False, starts_at__gte=now - BEGINS_WITHIN, starts_at__lt=now - LEFT_ALONE
    )
    not_yet = Q(schedule=None) | Q(schedule__collected_at__lt=F("closed_at"))
    return Gathering.objects.filter(lately, not_yet)


def ask_around(ask: Ask, *, now: datetime) -> int:
    """Ask everybody with something unsettled, at a planned time; returns how many letters. Of two at once, one does."""
    late = now - ask.due_at > TOO_LATE
    when = {"skipped_at": now} if late else {"sent_at": now}
    if not Ask.objects.filter(pk=ask.pk, sent_at=None, skipped_at=None).update(**when) or late:
        return 0
    unsettled = Commitment.objects.filter(gathering=ask.gathering).unsettled()
    passed = unsettled.filter(due__lt=timezone.localtime(now).date())
    passed.update(asked_on_due=F("due"))  # the same letter asks about these
    return ask_people(ask.gathering, unsettled, occasion=f"{ask.months}-months", now=now)


def ask_when_due(gathering: Gathering, *, now: datetime) -> int:
    """Ask those whose date has passed, once for each date; returns how many letters. Weekends are left in peace."""
    today = timezone.localtime(now).date()
    if working_day(today) != today:
        return 0
    passed = Commitment.objects.filter(gathering=gathering).overdue(today).filter(due__gte=today - TOO_LATE)
    wanted = [one for one in passed if one.asked_on_due != one.due]
    for one in wanted:
        Commitment.objects.filter(pk=one.pk).update(asked_on_due=one.due)
    return ask_people(gathering, wanted, occasion=f"due-{today}", now=now)


def ask_people(gathering: Gathering, commitments: Iterable[Commitment], *, occasion: str, now: datetime) -> int:
    """Write one letter to each whom the promises concern, who can be reached and has said yes to being asked."""
    found = (
        Party.objects.filter(commitment__in=list(commitments))
        .exclude(person__email="")
        .select_related("person__gathering", "commitment")
        .order_by("side", "commitment__due", "commitment")
    )
    by_person: dict[Participation, list[Party]] = defaultdict(list)
    for party in found:
        by_person[party.person].append(party)
    wants = who_consented(by_person, Purpose.FOLLOW_UP)
    asked = {person: parties for person, parties in by_person.items() if person.pk in wants}
    for person, parties in asked.items():
        _write_to(gathering, person, parties, occasion=occasion, now=now)
    return len(asked)


def _write_to(
    gathering: Gathering, person: Participation, parties: list[Party], *, occasion: str, now: datetime
) -> None:
    for party in parties:
        open_link(party, now=now)
    with translation.override(person.language):
        lines = [line_for(party) for party in parties]
        post(
            person.email,
            template="followups/letters/how_did_it_go.md",
            context={
                "person": person,
                "gathering": gathering,
                "own": [line for line in lines if line["keeps"]],
                "others": [line for line in lines if not line["keeps"]],
                "stop": settings.PUBLIC_URL + reverse("follow-up-stop", args=[token_of(parties[0])]),
                "until": timezone.localtime(now + OPEN_FOR).date(),
            },
            language=person.language,
            key=f"follow-up:{gathering.pk}:{person.pk}:{occasion}",
            gathering=gathering,
            person=person,
            kind="follow-up",
            name=person.name,
            unsubscribe="follow-up",
        )
    Entry.objects.bulk_create(
        Entry(commitment=party.commitment, what=Happened.ASKED, by=person, at=now) for party in parties
    )


def write_to_parties(commitment: Commitment, *, text: str, user: User | None, sender: str, key: str) -> int:
    """Write to those a promise concerns, in an organiser's own words; returns how many letters."""
    parties = list(
        Party.objects.filter(commitment=commitment)
        .exclude(person__email="")
        .select_related("person__gathering", "commitment")
    )
    wants = who_consented([party.person for party in parties], Purpose.FOLLOW_UP)
    asked = [party for party in parties if party.person_id in wants]
    now = timezone.now()
    for party in asked:
        open_link(party, now=now)
        post(
            party.person.email,
            template="followups/letters/a_word.md",
            context={
                "person": party.person,
                "gathering": party.person.gathering,
                "text": text,
                "sender": sender,
                "line": line_for(party),
                "stop": settings.PUBLIC_URL + reverse("follow-up-stop", args=[token_of(party)]),
            },
            language=party.person.language,
            key=f"follow-up-word:{party.pk}:{key}",
            gathering=party.person.gathering,
            person=party.person,
            kind="follow-up",
            name=party.person.name,
        )
    if asked:
        Entry.objects.create(commitment=commitment, what=Happened.WRITTEN, text=text, user=user, at=now)
    return len(asked)


def token_of(party: Party) -> str:
    """The token of somebody's link for answering: made from the server's key, so only its hash is stored."""
    return token_from(f"promise:{party.pk}")


def open_link(party: Party, *, now: datetime) -> None:
    """Let somebody's link answer for a while from now."""
    Party.objects.filter(pk=party.pk).update(token_hash=hashed(token_of(party)), open_until=now + OPEN_FOR)


def line_for(party: Party) -> dict[str, Any]:
    """What a letter says of one promise: the text, the date, and a link for each answer."""
    address = settings.PUBLIC_URL + reverse("follow-up-answer", args=[token_of(party)])
    return {
        "text": words(party.commitment.text),
        "due": party.commitment.due,
        "status": party.commitment.get_status_display() if party.commitment.status != Status.OPEN else "",
        "keeps": party.side == Side.KEEPS,
        "answers": [(str(Status(one).label), f"{address}?is={one}") for one in ANSWERS],
    }


def words(text: str) -> str:
    """People's words as they can stand in a letter: on one line, and no link or heading of their own making."""
    return " ".join(text.split()).replace("](", "] (").replace("<", "‹").replace("**", "*")


def party_of(token: str, *, now: datetime | None = None) -> Party | None:
    """Whose link it is; nothing for one that is unknown or has grown old."""
    live = Party.objects.filter(token_hash=hashed(token), open_until__gt=now or timezone.now())
    return live.select_related("commitment", "person__gathering").first()
