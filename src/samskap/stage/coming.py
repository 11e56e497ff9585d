"""Somebody has come or gone: the journal is told, and so is the block that is on (komme og gå)."""

from collections.abc import Iterable

from samskap.gatherings.models import Gathering, Participation
from samskap.journal.telling import tell
from samskap.stage.activity import activity_of


def has_come(person: Participation, verb: str, *, to: Iterable[Participation] = ()) -> None:
    """Tell that somebody is in the room, and let the block on stage make a place for them."""
    tell(person.gathering, verb, by=person, to=list(to))
    _settle(person.gathering)


def has_gone(person: Participation, verb: str, *, to: Iterable[int] = (), named: bool = True) -> None:
    """Tell that somebody has gone, and let the block on stage close the gap. ``to`` are who sat beside them."""
    tell(person.gathering, verb, by=person if named else None, to=list(to))
    _settle(person.gathering)


def _settle(gathering: Gathering) -> None:
    block = Gathering.objects.select_related("on_stage").get(pk=gathering.pk).on_stage
    if block is not None:
        activity_of(block).on_people_changed(block)
