"""Invented earlier gatherings, so that there is something to look back on. Also what the bench counts."""

import random
from collections.abc import Sequence
from datetime import timedelta
from itertools import islice

from django.utils import timezone

from samskap.circles.models import Circle, Seat
from samskap.followups.models import Commitment, Status
from samskap.gatherings.actions import free_slug, give_role
from samskap.gatherings.models import Block, Gathering, Owner, Participation, Role
from samskap.invented.guests import people
from samskap.invented.tale import Guest
from samskap.people.actions import find_or_make_organisation
from samskap.people.models import Organisation, User

TITLES = (
    "Møteplasser der folk bor",
    "Sammen om skolestarten",
    "Hvem låner ut låven?",
    "Trygg vei til alt",
    "Mat, hage og naboer",
    "Hele bygda leser",
    "Flere i frivilligheten",
)
PROMISES = (
    "Ringe de tre vi ikke fikk med oss", "Rydde boden og telle stolene", "Skrive til kommunen om lyset i løypa",
    "Halde open kafé to torsdagar", "Lage liste over rom som kan lånes", "Spørre elevrådet hva de trenger",
    "Finne en sjåfør til tirsdagene", "Bake til velkomstkurvene", "Samle notene i én perm", "Skru opp hylla i gangen",
)  # fmt: skip
# In hundredths, as it has gone with 292 agreements from a real exchange after a year.
HOW_IT_WENT = [Status.DONE] * 46 + [Status.UNDER_WAY] * 39 + [Status.NOT_FEASIBLE] * 13 + [Status.NEVER_STARTED] * 2
GROUPS = 6
ROUNDS = 3


def earlier_gatherings(
    organiser: User, *, inviting: Organisation | None, titles: Sequence[str] = TITLES, each: int = 42, seed: int = 7
) -> list[Gathering]:
    """Make held gatherings, four months apart, the last one four months ago. Each draws others of the same people."""
    dice = random.Random(seed)  # noqa: S311 - for variety, not for secrets
    known = list(islice(people(max(72, each * 2)), max(72, each * 2)))
    named = {guest.organisation: find_or_make_organisation(guest.organisation, sector=guest.sector) for guest in known}
    made = []
    for number, title in enumerate(titles):
        near = set(dice.sample(sorted(named), max(4, len(named) * 3 // 5)))
        could = [guest for guest in known if guest.organisation in near]
        guests = dice.sample(could, min(len(could), each + dice.randrange(-each // 4, each // 4)))
        made.append(_one(organiser, inviting, title, len(titles) - number, guests, named, dice))
    return made


def _one(
    organiser: User,
    inviting: Organisation | None,
    title: str,
    ago: int,
    guests: Sequence[Guest],
    named: dict[str, Organisation | None],
    dice: random.Random,
) -> Gathering:
    starts_at = timezone.now().replace(hour=8, minute=0, second=0, microsecond=0) - timedelta(days=121 * ago)
    ends_at = starts_at + timedelta(hours=6)
    gathering = Gathering.objects.create(
        slug=free_slug(title), title=title, starts_at=starts_at, organisation=inviting, recipe="barcamp-full-day",
        expected=len(guests), opened_at=starts_at, closed_at=ends_at, made_at=starts_at - timedelta(days=60),
    )  # fmt: skip
    give_role(gathering, user=organiser, role=Role.ORGANISER)
    if inviting is not None:
        Owner.objects.create(gathering=gathering, organisation=inviting)
    came = Participation.objects.bulk_create(
        Participation(
            gathering=gathering, first_name=guest.first_name, last_name=guest.last_name, sector=guest.sector,
            organisation=named[guest.organisation], drive=guest.drive, joined_at=starts_at, arrived_at=starts_at,
            left_at=ends_at,
        )
        for guest in guests
    )  # fmt: skip
    for number in range(1, ROUNDS + 1):
        _one_round(gathering, number, dice.sample(came, len(came)))
    Commitment.objects.bulk_create(
        Commitment(gathering=gathering, text=text, status=dice.choice(HOW_IT_WENT))
        for text in dice.sample(PROMISES, dice.randrange(5, len(PROMISES)))
    )
    return gathering


def _one_round(gathering: Gathering, number: int, people_here: Sequence[Participation]) -> None:
    began = gathering.starts_at + timedelta(hours=number)
    ended = began + timedelta(minutes=45)
    block = Block.objects.create(
        gathering=gathering, position=number, kind="sessions", title=f"Gruppearbeid, runde {number}", minutes=45,
        opened_at=began, closed_at=ended, settings={"round": number},
    )  # fmt: skip
    count = max(1, len(people_here) // GROUPS)
    circles = Circle.objects.bulk_create(
        Circle(block=block, number=one + 1, name=f"Gruppe {one + 1}", closed_at=ended) for one in range(count)
    )
    Seat.objects.bulk_create(
        Seat(block=block, circle=circles[place % count], person=person, sat_at=began, left_at=ended)
        for place, person in enumerate(people_here)
    )
