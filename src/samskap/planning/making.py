"""A new gathering: from a recipe, from an earlier one, or from nothing (G1, G2, G13)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from samskap.gatherings.actions import free_slug, give_role
from samskap.gatherings.models import Block, Gathering, Role, Room
from samskap.gatherings.ownership import own
from samskap.gatherings.recipes import make_from_recipe
from samskap.people.models import User
from samskap.planning.models import Setting
from samskap.planning.tasks import copy_tasks, make_ready_tasks

SAME = ("purpose", "theme", "burning_question", "organisation", "place", "rounds", "recipe", "approves_first")
SAME_IN_A_BLOCK = ("position", "kind", "title", "minutes", "settings", "responsible", "materials", "remarks")


@transaction.atomic
def plan_from_recipe(
    recipe: str, *, user: User, language: str, rooms: Sequence[str] | None = None, **fields: Any
) -> Gathering:
    """Make a gathering from a recipe, with what there is to do before and after."""
    gathering = make_from_recipe(recipe, organiser=user, language=language, rooms=rooms, **fields)
    if gathering.organisation is not None:
        own(gathering, gathering.organisation)
    make_ready_tasks(gathering, user=user, language=language)
    return gathering


@transaction.atomic
def plan_again(earlier: Gathering, *, user: User | None, title: str, starts_at: datetime, expected: int) -> Gathering:
    """Plan a gathering from an earlier one (planlegg på nytt): its run sheet, rooms, tasks and questions.

    Nobody who was there comes along, and nothing they made. The earlier gathering is known as what this one continues.
    """
    gathering = Gathering.objects.create(
        slug=free_slug(title),
        title=title,
        starts_at=starts_at,
        expected=expected,
        made_from=earlier,
        **{name: getattr(earlier, name) for name in SAME},
    )
    Room.objects.bulk_create(
        Room(gathering=gathering, name=room.name, seats=room.seats, position=room.position)
        for room in earlier.rooms.all()
    )
    _copy_blocks(earlier, gathering)
    copy_tasks(earlier, gathering)
    for setting in Setting.objects.filter(gathering=earlier):
        Setting.objects.create(
            gathering=gathering,
            **{name: getattr(setting, name) for name in ("counties", "way", "volunteers", "brokers")},
        )
    for owner in earlier.owners.all():
        gathering.owners.create(organisation=owner.organisation)
    if user is not None:
        for role in (Role.ORGANISER, Role.FACILITATOR):
            give_role(gathering, user=user, role=role)
    return gathering


def _copy_blocks(earlier: Gathering, gathering: Gathering) -> None:
    made: dict[int, Block] = {}
    begins, again = timezone.localtime(earlier.starts_at), timezone.localtime(gathering.starts_at)
    for block in earlier.blocks.all():
        hour = timezone.localtime(block.starts_at) if block.starts_at else None
        locked = hour and timezone.make_aware(
            datetime.combine(again.date() + (hour.date() - begins.date()), hour.time())
        )
        made[block.pk] = Block.objects.create(
            gathering=gathering,
            source=made.get(block.source_id or 0),
            starts_at=locked,
            **{name: getattr(block, name) for name in SAME_IN_A_BLOCK},
        )
