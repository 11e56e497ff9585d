"""Advice while planning, in words (G15): what `samskap.capacity` finds, and what else is worth a thought."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samskap.capacity.findings import Code, Day, Finding, findings
from samskap.gatherings.models import Block, Gathering, Room
from samskap.gatherings.recipes import recipes
from samskap.planning.questions import is_closed, is_leading

Level = Literal["ok", "look", "act"]
LONGEST_WITHOUT_FOOD = 300  # minutes
PAUSES = frozenset({"food", "break"})


@dataclass(frozen=True)
class Advice:
    """One sentence, and how much it matters."""

    text: str
    level: Level = "look"

    @property
    def state(self) -> str:
        """The word the look uses."""
        return {"ok": "ok", "look": "warn", "act": "bad"}[self.level]


def day_of(gathering: Gathering, rooms: Sequence[Room]) -> Day:
    """The sums of a gathering, measured with its own method's rules."""
    recipe = recipes().get(gathering.recipe)
    rules = {"group": recipe.group, "fewest": recipe.fewest, "most": recipe.most} if recipe else {}
    seats = [room.seats for room in rooms]
    return Day(people=gathering.expected, rooms=len(rooms), rounds=gathering.rounds, seats=seats, **rules)


def capacity_advice(day: Day) -> list[Advice]:
    """Say what adds up and what does not."""
    return [Advice(in_words(finding), finding.level) for finding in findings(day)]


def in_words(finding: Finding) -> str:
    """Tell a finding as one would across the table."""
    numbers = finding.numbers | {"places": finding.numbers.get("sessions", 0) * finding.numbers.get("group", 0)}
    return str(SENTENCES[finding.code] % numbers)


SENTENCES = {
    Code.ADDS_UP: gettext_lazy(
        "It adds up: %(people)d people in %(rooms)d rooms is at most %(size)d in each group, and there is room for "
        "%(sessions)d topics in all."
    ),
    Code.TOO_FEW_PEOPLE: gettext_lazy(
        "%(people)d people is few for this method. It works from %(fewest)d; with fewer, use fewer rooms."
    ),
    Code.TOO_MANY_PEOPLE: gettext_lazy(
        "%(people)d people is many for this method. Up to %(most)d works well; with more, the pitches take too long."
    ),
    Code.TOO_FEW_GROUPS: gettext_lazy(
        "This makes %(groups)d groups of %(group)d. With fewer than four there is little to choose between."
    ),
    Code.NO_ROOMS: gettext_lazy("There are no rooms yet. A corner with a table and a name is enough."),
    Code.MANY_SIDE_BY_SIDE: gettext_lazy(
        "%(rooms)d groups side by side is many. At most %(most)d lets people keep an overview of the wall."
    ),
    Code.MANY_ROUNDS: gettext_lazy("%(rounds)d rounds is a long day. Most stop at %(most)d."),
    Code.LARGE_SESSIONS: gettext_lazy(
        "%(people)d people in %(rooms)d rooms makes %(size)d in a group, not %(group)d. For groups of %(group)d you "
        "need %(needed)d places to sit. Corners and tables count."
    ),
    Code.ONE_ROUND_EACH: gettext_lazy(
        "Look out: %(rooms)d rooms × %(rounds)d rounds × groups of %(group)d gives %(places)d places, but that only "
        "adds up if each person works in one round. If all %(people)d work in every round, a group holds %(size)d. "
        "For groups of %(group)d in every round you need %(needed)d places to sit. Corners and tables count."
    ),
    Code.SMALL_SESSIONS: gettext_lazy(
        "%(people)d people in %(rooms)d rooms is at most %(size)d in a group. That is few; use fewer rooms."
    ),
    Code.TOO_FEW_SEATS: gettext_lazy(
        "The rooms seat %(seats)d, and you expect %(people)d. There is no seat for %(missing)d."
    ),
}


def other_advice(gathering: Gathering, blocks: Sequence[Block]) -> list[Advice]:
    """Say what else is worth a thought."""
    return [
        Advice(text) for text in (*_question(gathering), *_date(gathering.starts_at), *_run_sheet(gathering, blocks))
    ]


def _question(gathering: Gathering) -> Iterator[str]:
    question = gathering.burning_question
    if is_leading(question):
        yield _("The burning question hints at its own answer. Try one that begins with “how” or “what would it take”.")
    elif is_closed(question):
        yield _("The burning question can be answered with yes or no. Try one that begins with “how” or “what”.")


def _date(starts_at: datetime) -> Iterator[str]:
    day = timezone.localtime(starts_at)
    if day < timezone.localtime() - timedelta(days=1):
        yield _("The date has passed.")
    elif day.weekday() >= 5:
        yield _("This is a weekend. That suits many volunteers, and few who come as part of their work.")
    elif day.month == 7:
        yield _("Many are on holiday in July.")


def _run_sheet(gathering: Gathering, blocks: Sequence[Block]) -> Iterator[str]:
    rounds = {block.setting("round") for block in blocks if block.setting("round")}
    missing = [number for number in range(1, gathering.rounds + 1) if rounds and number not in rounds]
    if missing:
        yield _("The wall has %(rounds)d rounds, but the run sheet has no group work for round %(missing)s.") % {
            "rounds": gathering.rounds,
            "missing": ", ".join(map(str, missing)),
        }
    total = sum(block.minutes for block in blocks)
    if total > LONGEST_WITHOUT_FOOD and not any(block.minutes >= 30 and _is_pause(block) for block in blocks):
        yield _("The day is %(hours)d hours long and has no half hour for food.") % {"hours": total // 60}


def _is_pause(block: Block) -> bool:
    return block.setting("tone") in PAUSES
