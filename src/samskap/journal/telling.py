"""Tell what happened: a moment in the same transaction, and a word to everybody who looks, after it."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone

from samskap.cards.models import Card
from samskap.circles.models import Circle
from samskap.gatherings.models import Block, Gathering, Participation
from samskap.journal.models import Moment

_listeners: list[Callable[[str], None]] = []


def listen(listener: Callable[[str], None]) -> Callable[[], None]:
    """Have ``listener`` called with a gathering's slug after every committed change; returns how to stop."""
    _listeners.append(listener)
    return partial(_listeners.remove, listener)


def tell(
    where: Gathering | Block,
    verb: str,
    *,
    by: Participation | None = None,
    card: Card | None = None,
    circle: Circle | None = None,
    to: Iterable[Participation | int] = (),
    **details: Any,
) -> Moment:
    """Write down that something happened and, once it is committed, have the faces drawn anew.

    ``to`` are those whose own part of the phone has changed. ``details`` are numbers and choices (never a
    person's words), as JSON.
    """
    block = where if isinstance(where, Block) else None
    gathering = where if isinstance(where, Gathering) else where.gathering
    moment = Moment.objects.create(
        gathering=gathering, block=block, verb=verb, by=by, card=card, circle=circle, details=details
    )
    ids = [person if isinstance(person, int) else person.pk for person in to]
    if ids:
        Participation.objects.filter(pk__in=ids).update(touched_at=timezone.now())
    transaction.on_commit(partial(announce, gathering.slug), robust=True)
    return moment


def announce(slug: str) -> None:
    """Say that the faces of a gathering have changed."""
    for listener in _listeners:
        listener(slug)
