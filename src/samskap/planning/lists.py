"""What is left to do before the day."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from samskap.gatherings.models import Block, Gathering, Membership, Pass, Role, Room


@dataclass(frozen=True)
class Task:
    """One thing to do, where to do it, and whether it is done."""

    text: str
    address: str
    done: bool


def to_do(gathering: Gathering, blocks: Sequence[Block], rooms: Sequence[Room]) -> list[Task]:
    """List what a gathering needs before the day, in the order it is usually done."""

    def at(name: str) -> str:
        return reverse(name, args=[gathering.slug])

    helpers = Membership.objects.filter(gathering=gathering, role=Role.FACILITATOR).count()
    links = set(Pass.objects.filter(gathering=gathering, revoked_at=None).values_list("role", flat=True))
    return [
        Task(_("Ask a burning question"), at("plan-about"), bool(gathering.burning_question)),
        Task(_("Say where it is"), at("plan-about"), bool(gathering.place)),
        Task(_("Name the rooms"), at("plan-rooms"), bool(rooms)),
        Task(_("Say who is responsible for each block"), at("run-sheet"), all(block.responsible for block in blocks)),
        Task(_("Let somebody help you lead"), at("plan-people"), helpers > 1 or Role.FACILITATOR in links),
        Task(_("Make a link for the big screen"), at("plan-people"), Role.SCREEN in links),
        Task(_("Open the doors"), at("plan") + "#door", gathering.opened_at is not None),
    ]
