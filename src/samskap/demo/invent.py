"""Invents the gathering that the demo plays: the BarCamp in Nordbygda, with an organiser and three passes."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from samskap.demo.telling import Addresses
from samskap.door.views import sign_in_address
from samskap.gatherings.actions import hand_out_pass, open_doors
from samskap.gatherings.models import Gathering, Role
from samskap.gatherings.recipes import make_from_recipe
from samskap.invented.barcamp import BARCAMP
from samskap.invented.guests import people
from samskap.invented.tale import Guest, Tale
from samskap.people.actions import find_or_make_organisation, find_or_make_user, make_sign_in_link
from samskap.people.models import Sector

ORGANISER = "arrangor@nordbygda.example"
LASTS = timedelta(days=2)
RECIPES = {"barcamp": "barcamp-full-day", "barcamp-half-day": "barcamp-half-day"}


@dataclass(frozen=True)
class Invented:
    """A gathering with open doors, and those who are on their way to it."""

    gathering: Gathering
    tale: Tale
    guests: Sequence[Guest]
    addresses: Addresses
    own_desk: str  # the pass of the demo's own facilitator (a path)


@transaction.atomic
def invent(what: str = "barcamp", *, number: int = 72, seed: int = 1) -> Invented:
    """Make a gathering for ``number`` people and open its doors. The last place is kept for a visitor."""
    tale = shuffled(BARCAMP, seed)
    user = find_or_make_user(ORGANISER, name="Kari Arrangør")
    gathering = make_from_recipe(
        RECIPES[what],
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
    open_doors(gathering)
    desk, own_desk, screen = (
        reverse("pass", args=[hand_out_pass(gathering, role=role, label=label)])
        for role, label in (
            (Role.FACILITATOR, "Desk"),
            (Role.FACILITATOR, "Co-facilitator"),
            (Role.SCREEN, "Projector"),
        )
    )
    sign_in = sign_in_address(make_sign_in_link(user, lasts=LASTS), f"/plan/{gathering.slug}/")
    url = settings.PUBLIC_URL
    addresses = Addresses(
        planning=url + sign_in,
        desk=url + desk,
        screen=url + screen,
        phone=url + reverse("join", args=[gathering.join_token]),
        code=gathering.code,
        report=url + reverse("report", args=[gathering.slug]),
    )
    return Invented(gathering, tale, on_their_way(number - 1, seed), addresses, own_desk)


def on_their_way(number: int, seed: int) -> list[Guest]:
    """Choose who comes: some of the 72 to a small gathering, so that all sectors are there; more to a large."""
    known = list(people(max(number, len(BARCAMP.guests))))
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
