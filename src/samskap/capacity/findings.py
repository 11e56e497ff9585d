"""What adds up in a day of group work, and what does not.

The rules of thumb are those of the BarCamp (B1): 24 to 72 people, at least four groups of six, at most four sessions
side by side in at most three rounds. Whoever shows a `Finding` puts it in words; here are only codes and numbers.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

FEWEST = 24
MOST = 72
GROUP = 6
FEWEST_GROUPS = 4
MOST_SIDE_BY_SIDE = 4
MOST_ROUNDS = 3
FEWEST_IN_A_SESSION = 4
LARGEST_SESSION = 2 * GROUP


class Code(StrEnum):
    """What was found."""

    ADDS_UP = "adds up"
    TOO_FEW_PEOPLE = "too few people"
    TOO_MANY_PEOPLE = "too many people"
    TOO_FEW_GROUPS = "too few groups"
    NO_ROOMS = "no rooms"
    MANY_SIDE_BY_SIDE = "many side by side"
    MANY_ROUNDS = "many rounds"
    LARGE_SESSIONS = "large sessions"
    ONE_ROUND_EACH = "one round each"
    SMALL_SESSIONS = "small sessions"
    TOO_FEW_SEATS = "too few seats"


Level = Literal["ok", "look", "act"]


@dataclass(frozen=True)
class Day:
    """What the organiser plans. ``seats`` has one number for each room; nothing where nobody has counted."""

    people: int
    rooms: int
    rounds: int
    group: int = GROUP
    fewest: int = FEWEST
    most: int = MOST
    seats: Sequence[int] = ()

    @property
    def sessions(self) -> int:
        """How many topics there is room for in all."""
        return self.rooms * self.rounds

    @property
    def in_a_session(self) -> int:
        """How many sit in the fullest session when everybody takes part in every round."""
        return max(spread(self.people, self.rooms), default=0)

    @property
    def rooms_for_groups(self) -> int:
        """How many rooms would let everybody work in groups of the wanted size in every round."""
        return -(-self.people // self.group)


@dataclass(frozen=True)
class Finding:
    """One thing that adds up, or does not. ``numbers`` fill the sentence it is told in."""

    code: Code
    level: Level
    numbers: dict[str, int] = field(default_factory=dict)


def spread(people: int, rooms: int) -> list[int]:
    """Spread people over rooms as evenly as can be, the fullest first; nothing where there is no room."""
    if rooms < 1:
        return []
    each, over = divmod(max(people, 0), rooms)
    return [each + 1] * over + [each] * (rooms - over)


def picture(day: Day) -> list[list[int]]:
    """Show the day as a grid: for each round, how many sit in each room."""
    return [spread(day.people, day.rooms) for _ in range(day.rounds)]


def findings(day: Day) -> list[Finding]:
    """Say everything that should be known about the day, what matters most first."""
    if day.rooms < 1:
        return [Finding(Code.NO_ROOMS, "act"), *_numbers_of_people(day)]
    found = [*_sessions(day), *_seats(day), *_numbers_of_people(day), *_size_of_the_wall(day)]
    order: list[Level] = ["act", "look", "ok"]
    return sorted(found, key=lambda one: order.index(one.level))


def _numbers_of_people(day: Day) -> list[Finding]:
    found = []
    if day.people < day.fewest:
        found.append(Finding(Code.TOO_FEW_PEOPLE, "look", {"people": day.people, "fewest": day.fewest}))
    if day.people > day.most:
        found.append(Finding(Code.TOO_MANY_PEOPLE, "look", {"people": day.people, "most": day.most}))
    groups = day.people // day.group
    if groups < FEWEST_GROUPS:
        found.append(Finding(Code.TOO_FEW_GROUPS, "look", {"groups": groups, "group": day.group}))
    return found


def _size_of_the_wall(day: Day) -> list[Finding]:
    found = []
    if day.rooms > MOST_SIDE_BY_SIDE:
        found.append(Finding(Code.MANY_SIDE_BY_SIDE, "look", {"rooms": day.rooms, "most": MOST_SIDE_BY_SIDE}))
    if day.rounds > MOST_ROUNDS:
        found.append(Finding(Code.MANY_ROUNDS, "look", {"rounds": day.rounds, "most": MOST_ROUNDS}))
    return found


def _sessions(day: Day) -> list[Finding]:
    """Compare the size of a session with the size of a group: the sum that many days get wrong.

    72 people in four rooms and three rounds of sixes looks right, since 4 × 3 × 6 is 72. But then each person works in
    one round only. If everybody is to work in all three, a session holds 18.
    """
    size = day.in_a_session
    numbers = {
        "people": day.people, "rooms": day.rooms, "rounds": day.rounds, "group": day.group, "size": size,
        "sessions": day.sessions, "needed": day.rooms_for_groups,
    }  # fmt: skip
    if size <= day.group:
        small = size < FEWEST_IN_A_SESSION
        return [Finding(Code.SMALL_SESSIONS, "look", numbers) if small else Finding(Code.ADDS_UP, "ok", numbers)]
    level: Level = "act" if size > LARGEST_SESSION else "look"
    trap = day.rounds > 1 and day.people <= day.sessions * day.group
    return [Finding(Code.ONE_ROUND_EACH if trap else Code.LARGE_SESSIONS, level, numbers)]


def _seats(day: Day) -> list[Finding]:
    """Fill the roomiest rooms with the fullest sessions, and see who is left standing."""
    if not day.seats:
        return []
    missing = day.people - sum(day.seats)
    if missing > 0:
        numbers = {"people": day.people, "seats": sum(day.seats), "missing": missing}
        return [Finding(Code.TOO_FEW_SEATS, "act", numbers)]
    return []
