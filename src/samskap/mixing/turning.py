"""Rounds in which nobody meets twice, by turning one round: a search that is as many times smaller as it is turned.

People stand in rings of *g*, and a few in the middle. One round is made; the next is the same with everybody one step
further round their ring, and so on *g* times. Nobody then meets twice if no two pairs of the first round are a turn of
one another: if each *difference* (these two rings, so many steps apart) is used at most once. So it is enough to look
for one round, or two that are each turned, by changing places (annealing). That finds rounds where no design is known
and search over all rounds at once stops short: 60 people meet nobody twice in seven rounds of six.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import cycle
from random import Random

import numpy as np
from numpy.typing import NDArray

Indices = NDArray[np.int64]

WARMTH = (0.36, 0.28, 0.28, 0.24, 0.24, 0.24, 0.2)  # how readily a change for the worse is made, slice by slice
SLICE = 10_000  # steps of one way to turn before the next has its turn
WAYS = 3  # how many ways to turn are tried side by side
SEED = 2  # with this one all that we measure is found in two seconds
BANNED = 3  # as if it were used so often already


@dataclass(frozen=True)
class Turn:
    """Rings of so many people, so many who stand in the middle, and how many rounds are each turned."""

    ring: int
    middle: int
    rounds: int

    def room(self, people: int) -> int:
        """How many differences there are: what ``rounds`` rounds have to share."""
        rings = (people - self.middle) // self.ring
        return rings * ((self.ring - 1) // 2) + math.comb(rings, 2) * self.ring + self.middle * rings


def ways_to_turn(people: int, groups: int, rounds: int) -> list[Turn]:
    """Return the ways to turn that could give so many rounds, those that turn one round, and have most room, first."""
    each, more = divmod(people, groups)
    if each + bool(more) > groups:  # those of one group can't all be in different ones in the next round
        return []
    pairs = more * math.comb(each + 1, 2) + (groups - more) * math.comb(each, 2)
    found = set()
    for made in (1, 2, 3):
        for ring in (-(-rounds // made), -(-rounds // made) + 1):
            for middle in (people % ring, people % ring + ring):
                rings = (people - middle) // ring
                if ring >= 3 and middle <= groups and (not middle or rings >= made * (each - 1)):
                    found.add(Turn(ring, middle, made))
    fitting = [turn for turn in found if turn.room(people) >= turn.rounds * pairs]
    return sorted(fitting, key=lambda turn: (turn.rounds, -turn.room(people), turn.ring))


@cache
def turned(people: int, groups: int, rounds: int, *, steps: int, seed: int = SEED) -> Indices | None:
    """Return the group of each person in each round (rounds × people), nobody together twice; None if not found.

    They do not depend on who the people are, so they are looked for once.
    """
    dice = Random(seed)  # noqa: S311
    walks = [(turn, walk(people, groups, turn, dice)) for turn in ways_to_turn(people, groups, rounds)[:WAYS]]
    turns_of = walks[:2] + walks[:1] + walks[2:]  # half of the steps go to the first way
    for number in range(steps // SLICE if walks else 0):
        turn, one = turns_of[number % len(turns_of)]
        made = next(one)
        if made is not None:
            return _all_rounds(made, turn, people)[:rounds]
    return None


def walk(people: int, groups: int, turn: Turn, dice: Random) -> Iterator[list[list[list[int]]] | None]:
    """Change places until no difference is used twice; now and then yield None, and the rounds once they are found."""
    difference, used = _differences(people, turn)
    made = []
    for _ in range(turn.rounds):
        order = list(range(people))
        dice.shuffle(order)
        made.append([order[group::groups] for group in range(groups)])
    wrong = 0
    for group in (group for one in made for group in one):
        for place, key in enumerate(group):
            wrong += _enter(used, difference[key], group[:place])
    chance = dice.random
    for warmth in cycle(WARMTH if groups > 1 else ()):
        for _ in range(SLICE):
            if not wrong:
                yield made
            one = made[int(chance() * turn.rounds)]
            a = int(chance() * groups)
            here, there = one[a], one[a - 1 - int(chance() * (groups - 1))]
            x, y = int(chance() * len(here)), int(chance() * len(there))
            i, j = here[x], there[y]
            change = -_leave(used, difference[i], here) - _leave(used, difference[j], there)
            here[x], there[y] = j, i
            change += _enter(used, difference[j], here) + _enter(used, difference[i], there)
            if change <= 0 or chance() < math.exp(-change / warmth):
                wrong += change
                continue
            _leave(used, difference[j], here)
            _leave(used, difference[i], there)
            here[x], there[y] = i, j
            _enter(used, difference[i], here)
            _enter(used, difference[j], there)
        yield None


def _leave(used: list[int], difference: list[int], group: list[int]) -> int:
    """Take somebody out of a group; return how many clashes that ends."""
    ended = 0
    for other in group:
        kind = difference[other]
        used[kind] -= 1
        ended += used[kind]
    return ended


def _enter(used: list[int], difference: list[int], group: list[int]) -> int:
    """Put somebody into a group; return how many clashes that makes."""
    made = 0
    for other in group:
        kind = difference[other]
        made += used[kind]
        used[kind] += 1
    return made


def _differences(people: int, turn: Turn) -> tuple[list[list[int]], list[int]]:
    """Number the differences of all pairs, and say how often each is used before there is a round.

    The last is that of people with themselves, which does no harm. The one before is banned: two in the middle would
    meet in every round, and two who are right across a ring in two.
    """
    numbers: dict[tuple[int, int, int], int] = {}
    table = [[-1] * people for _ in range(people)]
    last = people - turn.middle
    for one in range(people):
        for other in range(one):
            ring, step = divmod(other, turn.ring)
            if one >= last:
                kind = (one, ring, -1) if other < last else None
            else:
                turns = (one - step) % turn.ring
                if one // turn.ring == ring:
                    turns = min(turns, turn.ring - turns)
                across = one // turn.ring == ring and 2 * turns == turn.ring
                kind = None if across else (one // turn.ring, ring, turns)
            number = -2 if kind is None else numbers.setdefault(kind, len(numbers))
            table[one][other] = table[other][one] = number
    return table, [0] * len(numbers) + [BANNED, 0]


def _all_rounds(made: list[list[list[int]]], turn: Turn, people: int) -> Indices:
    """Turn each round all the way."""
    ring, step = np.divmod(np.arange(people), turn.ring)
    still = np.arange(people) >= people - turn.middle
    found = []
    for groups in made:
        at = np.empty(people, dtype=np.int64)
        for number, group in enumerate(groups):
            at[group] = number
        for turns in range(turn.ring):
            before = np.where(still, np.arange(people), ring * turn.ring + (step - turns) % turn.ring)
            found.append(at[np.minimum(before, people - 1)])
    return np.stack(found)
