"""Invented people who have signed up: the guests of the tale have a place, some more wait, two have cancelled."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import cycle

from django.utils import timezone

from samskap.gatherings.models import Gathering, Participation, Purpose
from samskap.invented.guests import people as invented_people
from samskap.invented.tale import Guest, Tale
from samskap.people.models import User
from samskap.registering.actions import cancel, sign_up
from samskap.registering.arranging import keep_question, set_up
from samskap.registering.models import ASKED, How, Question

MOST = 60
CANCELLED = 2
NAMED = 72  # so many invented people may come to the door by themselves
OPEN_FOR = timedelta(days=20)
WAYS = ["Buss", "Bil, og har plass til flere", "Til fots eller på sykkel", "Trenger skyss"]
MESSAGE = "Døra er åpen fra en halv time før. Vi serverer lunsj. Det er trinnfri adkomst og teleslynge i salen."
REMINDER = "Ta gjerne med noe som minner deg om et godt møtested. Si fra hvis du har allergier vi ikke vet om."


def before(
    gathering: Gathering, *, organiser: User | None = None, tale: Tale, people: Sequence[Participation] = ()
) -> list[Participation]:
    """Open sign-up, ask two things, and let the guests of the tale sign up; returns those with a place.

    Two who signed up early have cancelled, and some came too late for a place: none of them is a guest of the tale.
    """
    now = timezone.now()
    opened = now - OPEN_FOR
    guests = list(tale.guests)[:MOST]
    late = max(len(guests) // 8, 1)
    others = list(invented_people(NAMED + CANCELLED + late))[NAMED:]
    deadline = timezone.localtime(gathering.starts_at - timedelta(days=2)).replace(hour=12, minute=0)
    set_up(
        gathering, capacity=len(people) + len(guests), opens_at=opened, closes_at=max(deadline, now),
        message=MESSAGE, asks=list(ASKED), needs_email=True, reminder_days=3, reminder_text=REMINDER,
    )  # fmt: skip
    wish = keep_question(
        Question(gathering=gathering, kind="long"), label="Hva skal til for at du kommer tilbake neste gang?",
        help_text="Én ting er nok.", for_the_day=True,
    )  # fmt: skip
    way = keep_question(
        Question(gathering=gathering, kind="choice"), label="Hvordan kommer du hit?", options=WAYS, is_required=True
    )
    answers, ways = cycle(tale.notes), cycle((0, 1, 2, 0, 1, 2, 2, 3))
    everybody = [*others[:CANCELLED], *guests, *others[CANCELLED:]]
    wait = OPEN_FOR / (len(everybody) + 1)
    signed = []
    for number, guest in enumerate(everybody):
        person = sign_up(
            gathering, first_name=guest.first_name, last_name=guest.last_name, email=_address(guest, number),
            organisation=guest.organisation, sector=guest.sector, drive=guest.drive,
            language="nn" if number % 5 == 0 else "nb", how=How.BY_HAND if number % 11 == 10 else How.THEMSELVES,
            answers={wish.pk: next(answers) if number % 3 else "", way.pk: WAYS[next(ways)]},
            wanted=list(Purpose)[: 5 - number % 4], key=f"demo:{gathering.pk}:{number}",
            now=opened + wait * (number + 1),
        )  # fmt: skip
        if number < CANCELLED:
            cancel(person, now=opened + wait * (number + 2))
        signed.append(person)
    return [person for person in signed if person.place is not None]


def _address(guest: Guest, number: int) -> str:
    name = "".join(sign for sign in guest.first_name.casefold() if "a" <= sign <= "z")
    return f"{name}{number}@nordbygda.example"
