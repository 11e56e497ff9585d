"""Invents the gathering that the demo plays, with an organiser and three passes."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from samskap.demo.filling import fill_after, fill_before
from samskap.demo.offered import OFFERED
from samskap.demo.past import earlier_gathering
from samskap.demo.telling import Addresses
from samskap.door.views import sign_in_address
from samskap.gatherings.actions import hand_out_pass, open_doors, own_link
from samskap.gatherings.models import Gathering, Role
from samskap.gatherings.recipes import make_from_recipe
from samskap.invented.guests import people
from samskap.invented.neighbours import NEIGHBOURS
from samskap.invented.tale import Guest, Tale
from samskap.overview.demo import earlier_gatherings
from samskap.people.actions import find_or_make_organisation, find_or_make_user, make_sign_in_link
from samskap.people.models import Sector, User

ORGANISER = "arrangor@nordbygda.example"
LASTS = timedelta(days=2)
SIGNED_UP = 85  # of a hundred; the others come to the door without having said so


@dataclass(frozen=True)
class Invented:
    """A gathering with open doors, and those who are on their way to it."""

    gathering: Gathering
    tale: Tale
    guests: Sequence[Guest]
    addresses: Addresses
    own_desk: str  # the pass of the demo's own facilitator (a path)
    own_links: Mapping[Guest, str]  # how those who have signed up come in (paths)
    past: Gathering | None  # an earlier gathering, with all that comes after


@transaction.atomic
def invent(what: str = "barcamp", *, number: int = 0, seed: int = 1, with_all: bool = False) -> Invented:
    """Make a gathering for ``number`` people (its usual number if none) and open its doors. The last place is kept
    for a visitor.

    ``with_all`` makes what comes before it as well, and earlier gatherings with what came after them.
    """
    offered = OFFERED[what]
    number = number or offered.number
    tale = shuffled(offered.tale, seed)
    user = find_or_make_user(ORGANISER, name="Kari Arrangør")
    gathering = make_from_recipe(
        offered.recipe,
        title=tale.title,
        starts_at=timezone.now().replace(second=0, microsecond=0) + timedelta(minutes=1),
        organiser=user,
        theme=tale.theme,
        burning_question=tale.burning_question,
        purpose=tale.purpose,
        place=tale.place,
        expected=number,
    )
    gathering.organisation = find_or_make_organisation(tale.organisation, sector=Sector.PUBLIC)
    gathering.save(update_fields=["organisation"])
    guests = on_their_way(number - 1, tale, seed)
    past = the_years_before(user, gathering, tale, guests, seed) if with_all else None
    open_doors(gathering)
    desk, own_desk, screen = (
        reverse("pass", args=[hand_out_pass(gathering, role=role, label=label)])
        for role, label in (
            (Role.FACILITATOR, "Pulten"),
            (Role.FACILITATOR, "Medprosessleder"),
            (Role.SCREEN, "Maskinen ved projektoren"),
        )
    )
    sign_in = sign_in_address(make_sign_in_link(user, lasts=LASTS), reverse("plan", args=[gathering.slug]))
    url = settings.PUBLIC_URL
    addresses = Addresses(
        planning=url + sign_in,
        desk=url + desk,
        screen=url + screen,
        phone=url + reverse("join", args=[gathering.join_token]),
        code=gathering.code,
        report=url + reverse("report", args=[gathering.slug]),
        also=[(name, url + address) for name, address in more_to_see(gathering, past)],
    )
    return Invented(gathering, tale, guests, addresses, own_desk, own_links(gathering, guests), past)


def the_years_before(user: User, gathering: Gathering, tale: Tale, guests: Sequence[Guest], seed: int) -> Gathering:
    """Make earlier gatherings, one of them with all that came after, and fill what comes before ``gathering``."""
    earlier_gatherings(user, inviting=gathering.organisation, seed=seed)
    past = earlier_gathering(user, on_their_way(30, NEIGHBOURS, seed + 1))
    fill_after(past, organiser=user, tale=NEIGHBOURS)
    gathering.made_from = past
    gathering.save(update_fields=["made_from"])
    signed_up = guests[: SIGNED_UP * len(guests) // 100]
    fill_before(gathering, organiser=user, tale=replace(tale, guests=signed_up))
    return past


def own_links(gathering: Gathering, guests: Sequence[Guest]) -> dict[Guest, str]:
    """Return the own links (paths) of those guests who have signed up."""
    coming = {(one.first_name, one.last_name): one for one in gathering.people.coming()}
    named = {guest: coming.get((guest.first_name, guest.last_name)) for guest in guests}
    return {guest: own_link(person) for guest, person in named.items() if person is not None}


def on_their_way(number: int, tale: Tale, seed: int) -> list[Guest]:
    """Choose who comes: some of the tale's to a small gathering, so that all sectors are there; more to a large."""
    known = list(people(max(number, len(tale.guests)), tale.guests))
    return random.Random(seed).sample(known, number)


def shuffled(tale: Tale, seed: int) -> Tale:
    """The same tale with what people say in another order: another seed is another day."""
    dice = random.Random(seed)
    return replace(
        tale,
        check_in=dice.sample(tale.check_in, len(tale.check_in)),
        notes=dice.sample(tale.notes, len(tale.notes)),
        check_out=dice.sample(tale.check_out, len(tale.check_out)),
    )


def more_to_see(gathering: Gathering, past: Gathering | None) -> list[tuple[str, str]]:
    """Name the pages (paths) that are worth a look besides those of the day."""
    found = [("Sign-up page", reverse("sign-up", args=[gathering.slug]))]
    if past is None:
        return found
    signed_up = gathering.people.coming().first()
    return [
        *found,
        *([("Somebody's own page", own_link(signed_up))] if signed_up else []),
        ("All mail that went out", reverse("outgoing")),
        ("Earlier: the report", reverse("report", args=[past.slug])),
        ("Earlier: the promises", reverse("follow-up", args=[past.slug])),
        ("Across gatherings", reverse("overview")),
    ]
