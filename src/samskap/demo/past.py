"""An earlier gathering, lived through at once and moved back in time, so that there is something to follow up."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.core.files.base import ContentFile
from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from samskap.demo.day import Day
from samskap.gatherings.access import Actor, Who
from samskap.gatherings.actions import close_doors, give_role, join, open_doors
from samskap.gatherings.models import Block, Gathering, Owner, Participation, Role
from samskap.gatherings.recipes import make_from_recipe
from samskap.invented.neighbours import NEIGHBOURS
from samskap.invented.tale import Guest
from samskap.people.actions import find_or_make_organisation
from samskap.people.models import Sector, User
from samskap.refusals import Refused
from samskap.stage import remote
from samskap.stage.activity import activity_of
from samskap.stage.rehearsal import Act

AGO = timedelta(days=97)


def earlier_gathering(organiser: User, guests: Sequence[Guest], *, ago: timedelta = AGO) -> Gathering:
    """Make a half-day BarCamp that ``guests`` have been through, ``ago``. What rooms made in it is really there."""
    tale = NEIGHBOURS
    gathering = make_from_recipe(
        "barcamp-half-day",
        title=tale.title,
        starts_at=timezone.localtime().replace(hour=9, minute=0, second=0, microsecond=0),
        organiser=organiser,
        theme=tale.theme,
        burning_question=tale.burning_question,
        purpose=tale.purpose,
        place=tale.place,
        expected=len(guests),
    )
    gathering.organisation = find_or_make_organisation(tale.organisation, sector=Sector.VOLUNTARY)
    gathering.save(update_fields=["organisation"])
    if gathering.organisation is not None:
        Owner.objects.get_or_create(gathering=gathering, organisation=gathering.organisation)
    give_role(gathering, user=organiser, role=Role.FACILITATOR)
    _live_through(gathering, guests)
    move_back(gathering, ago)
    gathering.refresh_from_db()
    return gathering


def _live_through(gathering: Gathering, guests: Sequence[Guest]) -> None:
    open_doors(gathering)
    day = Day(gathering, NEIGHBOURS)
    for guest in guests:
        person = join(
            gathering, first_name=guest.first_name, last_name=guest.last_name, organisation=guest.organisation,
            sector=guest.sector, drive=guest.drive,
        )  # fmt: skip
        day.cast.append(person.pk)
    for block in _moves(gathering):
        for act in day.acts(block):
            if not act.verb.startswith("remote/"):
                _carry_out(act, block)
    close_doors(gathering)


def _moves(gathering: Gathering) -> Iterator[Block]:
    """Press next until there is no next; each block, as it goes on stage."""
    while True:
        gathering.refresh_from_db()
        block = remote.go_next(gathering, step=gathering.step)
        if block is None:
            return
        yield Block.objects.select_related("source", "gathering__on_stage").get(pk=block.pk)


def _carry_out(act: Act, block: Block) -> None:
    """Do what one person, or the desk, does, through the same verb and the same form as over the net."""
    verb = activity_of(block).verb(act.verb)
    if verb is None:
        return
    files = MultiValueDict({name: [ContentFile(file.read_bytes(), name=file.name)] for name, file in act.files.items()})
    values = {name: value for name, value in act.values.items() if value is not None}
    fresh = Block.objects.select_related("source", "gathering__on_stage").get(pk=block.pk)
    form = verb.form(values, files, block=fresh)
    if form.is_valid():
        person = Participation.objects.get(pk=act.who.pk) if act.who else None
        roles = {Who.PARTICIPANT, Who.GUEST} if person else {Who.FACILITATOR, Who.ORGANISER}
        actor = Actor(frozenset(roles), person)
        try:
            verb.carry_out(fresh, actor, form.cleaned_data)
        except Refused:
            return  # as in life: somebody was first


def move_back(gathering: Gathering, ago: timedelta) -> None:
    """Move everything that happened in a gathering back in time, so that the day also lasts as long as it was planned.

    Each block gets the hours of its plan; all other times of the gathering's rows are moved by ``ago``.
    """
    for model in apps.get_models():
        path = _path_to_gathering(model)
        times = [one.name for one in model._meta.fields if isinstance(one, models.DateTimeField)]
        if path and times:
            rows = model._default_manager.filter(**{path: gathering.pk})
            rows.update(**{name: F(name) - ago for name in times})
    gathering.refresh_from_db()
    starts: datetime = gathering.starts_at
    for block in gathering.blocks.filter(opened_at__isnull=False):
        ends = starts + timedelta(minutes=block.minutes)
        Block.objects.filter(pk=block.pk).update(opened_at=starts, closed_at=ends, ends_at=ends)
        starts = ends
    Gathering.objects.filter(pk=gathering.pk).update(
        opened_at=gathering.starts_at, closed_at=starts, made_at=gathering.starts_at - timedelta(days=50)
    )


def _path_to_gathering(model: type[models.Model]) -> str:
    """How a row of ``model`` finds its gathering: a lookup, or nothing if it has none."""
    if model is Gathering:
        return "pk"
    steps: dict[str, Any] = {one.name: one.related_model for one in model._meta.fields if one.related_model}
    direct = [name for name, related in steps.items() if related is Gathering and name == "gathering"]
    through = [f"{name}__gathering" for name, related in steps.items() if related in {Block, Participation}]
    further = [
        f"{name}__{inner}"
        for name, related in steps.items()
        if isinstance(related, type) and related not in {Gathering, model} and not direct and not through
        for inner in [_path_to_gathering(related)]
        if inner
    ]
    return next(iter([*direct, *through, *further]), "")
