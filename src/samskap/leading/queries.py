"""Who leads, who has been asked, how many are needed, and what they should know."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from samskap.gatherings.models import Block, Gathering, Leads, Participation
from samskap.leading.actions import words_of
from samskap.stage.activity import Activity, activity_of
from samskap.stage.faces import clock_lines
from samskap.timing.forecast import plan

FOUND_MOST = 12


@dataclass(frozen=True)
class Part:
    """A line of the day, as somebody who leads a group sees it."""

    block: Block
    starts_at: datetime
    ends_at: datetime
    activity: Activity

    @property
    def is_led(self) -> bool:
        """Whether there are groups to lead in it."""
        return bool(self.activity.group_guide())


def briefing(gathering: Gathering) -> dict[str, Any]:
    """What somebody who leads a group should know: the organisers' words, the day, and how to lead each part of it."""
    blocks = list(gathering.blocks.select_related("source", "gathering"))
    planned = plan(clock_lines(blocks), begins=gathering.starts_at)
    parts = [
        Part(block, times.start, times.end, activity_of(block))
        for block, times in zip(blocks, planned, strict=True)
        if block.skipped_at is None
    ]
    led = [part for part in parts if part.is_led]
    return {
        "gathering": gathering,
        "words": words_of(gathering),
        "parts": parts,
        "rooms": [activity for kind, activity in {part.block.kind: part.activity for part in led}.items()],
        "ends_at": parts[-1].ends_at if parts else gathering.starts_at,
    }


def asked(gathering: Gathering) -> list[Participation]:
    """All who have been asked to lead, those who said yes first."""
    order = {Leads.YES: 0, Leads.ASKED: 1, Leads.NO: 2}
    people = Participation.objects.filter(gathering=gathering).exclude(leads=Leads.NOT_ASKED).exclude(first_name="")
    return sorted(people.select_related("organisation"), key=lambda one: (order[Leads(one.leads)], one.name))


def groups_at_once(gathering: Gathering) -> int:
    """How many groups there can be at once: one in each room of the wall."""
    return gathering.rooms.count()


def to_ask(gathering: Gathering, words: str) -> list[Participation]:
    """Those who are coming and have not been asked, by name or organisation."""
    people = Participation.objects.coming().filter(gathering=gathering, leads=Leads.NOT_ASKED, left_at=None)
    people = people.exclude(first_name="").select_related("organisation")
    wanted = words.casefold().split()
    found = (
        one for one in people
        if all(word in f"{one.name} {one.organisation or ''}".casefold() for word in wanted)
    )  # fmt: skip
    return [one for one, _number in zip(found, range(FOUND_MOST), strict=False)]
