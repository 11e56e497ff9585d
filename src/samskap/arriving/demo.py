"""The door in the demo: most have come, a few are on their way, and one comes without having signed up."""

from datetime import timedelta

from django.utils import timezone

from samskap.arriving.actions import check_in, walk_in
from samskap.gatherings.models import Gathering
from samskap.people.models import Sector

EVERY = timedelta(seconds=40)


def during(gathering: Gathering) -> None:
    """Two of three who are expected have been checked in, one after the other."""
    expected = list(gathering.people.expected().order_by("pk"))
    here = expected[: len(expected) * 2 // 3]
    now = timezone.now()
    for number, person in enumerate(reversed(here)):
        check_in(person, by="demo", at=now - EVERY * number)
    walk_in(
        gathering, by="demo", first_name="Torbjørn", last_name="Myhre", organisation="Nordbygda historielag",
        sector=Sector.VOLUNTARY,
    )  # fmt: skip
