"""The report of the demo: edited, in its first edition, commented on, and published."""

from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone, translation

from samskap.gatherings.access import Actor, Who
from samskap.gatherings.consents import give_consent
from samskap.gatherings.models import Gathering, Participation, Purpose
from samskap.people.models import User
from samskap.reports import actions
from samskap.reports.assembling import sections_of
from samskap.reports.commenting import answer_comment, take_into_text, write_comment
from samskap.reports.editions import make_edition
from samskap.reports.people import NOBODY
from samskap.reports.publishing import publish

SAID = (
    ("sessions", "Vi snakket også om nattbussen. Den mangler her, og den var viktig for oss på Nordsida.", True),
    ("wall", "Fint å se hele veggen samlet! Skriv gjerne hvem som eier temaene som ble parkert.", False),
    ("harvest", "Kafé Lykta har sagt ja til å låne oss lokalet på torsdager.", True),
)


def after(gathering: Gathering, *, organiser: User, tale: Any = None) -> None:
    """Write, freeze, open for comments, answer and publish, as a real organiser does the week after."""
    with translation.override("nb"):
        people = list(Participation.objects.came().filter(gathering=gathering).exclude(first_name="").order_by("pk"))
        for number, person in enumerate(people):
            if number % 3 != 2:
                give_consent(person, Purpose.NAME, Purpose.REPORT)
            if number % 5 == 0:
                give_consent(person, Purpose.PUBLISH, Purpose.PHOTOS)
        now = timezone.now()
        until = timezone.make_aware(datetime.combine(timezone.localdate(now) + timedelta(days=14), time.min))
        actions.choose(
            gathering,
            introduction="Takk til alle som kom! Her er alt vi laget sammen. **Les, og si fra hvis noe mangler.**",
            comments_from=now - timedelta(minutes=1),
            comments_until=until,
        )
        keys = {one.kind: one for one in sections_of(gathering, named=NOBODY)}
        actions.add_text(
            gathering,
            title="Veien videre",
            text="Vi møtes igjen om tre måneder, og ser hva som er blitt gjort.\n\n"
            "- Arrangørene skriver til alle som har tatt på seg noe.\n"
            "- Temaene som ble parkert, tas med til neste samling.",
        )
        first = make_edition(gathering, by=organiser)
        said = _comment(gathering, people, keys)
        if said:
            answer_comment(said[0], text="Takk for at du sier fra. Den er med nå.")
            take_into_text(said[0], taken=True)
            actions.write_part(gathering, said[0].key, after="Nattbussen ble også tatt opp, særlig for Nordsida.")
            first = make_edition(gathering, by=organiser, note="Nattbussen er med, etter en kommentar.")
        publish(first, indexed=False, shares_data=True, licence="CC BY 4.0")


def _comment(gathering: Gathering, people: list[Participation], keys: dict[str, Any]) -> list[Any]:
    said = []
    for (kind, text, named), person in zip(SAID, people, strict=False):
        section = keys.get(kind) or next(iter(keys.values()), None)
        if section is not None:
            by = Actor(frozenset({Who.GUEST}), person)
            said.append(write_comment(gathering, key=section.key, title=section.title, text=text, by=by, named=named))
    return said
