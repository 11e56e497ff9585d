"""Typing in for others: which of a block's verbs make sense from paper, until when, and as whom they are done."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samskap.gatherings.access import PEOPLE, Actor, Who
from samskap.gatherings.finding import words
from samskap.gatherings.models import Block, Gathering, Participation
from samskap.journal.telling import tell
from samskap.refusals import Refused, TooLate
from samskap.stage.activity import activity_of
from samskap.stage.verbs import Verb, VerbForm

WINDOW = timedelta(days=30)


class Nobody(Refused):
    """It must be known who wrote."""

    status = 422
    message = _("Whose is it? Type the name.")


@dataclass(frozen=True)
class OnPaper:
    """One thing that can be typed in, with its form."""

    verb: Verb
    form: VerbForm

    @property
    def heading(self) -> str | Promise:
        """What it is."""
        return self.verb.on_paper

    @property
    def can_be_nameless(self) -> bool:
        """Whether it can be typed in when nobody knows whose it is."""
        return bool(self.verb.nameless) or Who.FACILITATOR in self.verb.who


def verbs_of(block: Block) -> list[Verb]:
    """What can be typed in for others in a block, as its room says."""
    return [verb for verb in activity_of(block).verbs if verb.on_paper and verb.who & PEOPLE]


def can_type_in(block: Block, verb: Verb, *, now: datetime | None = None) -> bool:
    """Whether a verb can be done from paper now.

    What was written while a block was on may be typed in after it has closed, as long as the day is being written up.
    What only makes sense then and there must be done then and there.
    """
    if block.opened_at is None:
        return False
    if block.is_open:
        return True
    gathering = block.gathering
    ended = max(filter(None, (gathering.starts_at, gathering.closed_at, block.closed_at)))
    return verb.afterwards and (now or timezone.now()) < ended + WINDOW


def forms_of(block: Block, *, initial: dict[str, Any] | None = None) -> Iterator[OnPaper]:
    """What can be typed in for a block now, each with its form."""
    for verb in verbs_of(block):
        if can_type_in(block, verb):
            form = verb.form(block=block, initial=initial or {}, auto_id=f"{verb.name}-%s")
            form.for_paper()
            yield OnPaper(verb, form)


def blocks_to_type_in(gathering: Gathering) -> list[Block]:
    """The blocks that something can be typed in for: the one on stage first, then the latest."""
    found = [
        block
        for block in gathering.blocks.select_related("gathering", "source")
        if any(can_type_in(block, verb) for verb in verbs_of(block))
    ]
    return sorted(found, key=lambda block: (block.pk != gathering.on_stage_id, -block.position))


def find_person(gathering: Gathering, name: str) -> list[Participation]:
    """Those who are called what is typed: the whole name if somebody has that, else those it is the beginning of."""
    sought = words(name)
    people = list(gathering.people.came().exclude(first_name="").select_related("organisation"))
    whole = [
        person for person in people if sought in (words(person.name), words(f"{person.name} {person.organisation}"))
    ]
    begins = [person for person in people if words(person.name)[: len(sought)] == sought]
    return whole or begins


def acting(verb: Verb, person: Participation | None) -> Actor:
    """As whom it is done: the person themselves, or the desk when nobody knows whose it is."""
    if person is not None:
        return Actor(frozenset({Who.GUEST, Who.PARTICIPANT}), person)
    if Who.FACILITATOR in verb.who:
        return Actor(frozenset({Who.FACILITATOR}))
    raise Nobody


def carry_out(
    block: Block,
    verb: Verb,
    *,
    person: Participation | None,
    values: dict[str, Any],
    by: str,
    really: Verb | None = None,
) -> object:
    """Do what stands on paper, as whoever wrote it; the journal says that it was typed in, and at which device.

    ``really`` is the desk's verb for the same, where nobody knows whose it is.
    """
    fresh = Block.objects.select_related("source", "gathering__on_stage").get(pk=block.pk)
    if not can_type_in(fresh, verb):
        raise TooLate
    carried = really or verb
    done = carried.carry_out(fresh, acting(carried, person), values)
    tell(fresh, "paper.typed_in", by=person, what=verb.name, device=by)
    return done
