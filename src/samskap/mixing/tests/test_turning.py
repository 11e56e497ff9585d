"""One round that is turned gives rounds in which nobody meets twice."""

from collections import Counter
from itertools import combinations

import numpy as np
import pytest

from samskap.mixing.mixing import mix
from samskap.mixing.people import Person, Round
from samskap.mixing.turning import Turn, turned, ways_to_turn


@pytest.mark.mission("D4")
@pytest.mark.parametrize(("people", "groups", "rounds"), [(15, 5, 7), (24, 6, 6), (18, 6, 8), (23, 6, 6), (62, 10, 5)])
def test_nobody_meets_the_same_person_twice(people: int, groups: int, rounds: int) -> None:
    at = turned(people, groups, rounds, steps=2_000_000)

    assert at is not None
    assert at.shape == (rounds, people)
    meetings: Counter[tuple[int, int]] = Counter()
    for where in at:
        seated = [np.flatnonzero(where == group).tolist() for group in range(groups)]
        assert {len(group) for group in seated} <= {people // groups, -(-people // groups)}
        meetings.update(pair for group in seated for pair in combinations(group, 2))
    assert max(meetings.values()) == 1


def test_where_there_are_too_few_others_there_is_no_way_to_turn() -> None:
    assert ways_to_turn(12, 3, 6) == []
    assert ways_to_turn(72, 4, 3) == []
    assert turned(12, 3, 6, steps=100_000) is None


def test_the_one_way_that_needs_the_fewest_rounds_to_be_made_comes_first() -> None:
    assert ways_to_turn(60, 10, 7)[0] == Turn(ring=7, middle=4, rounds=1)


@pytest.mark.mission("U1", "D4")
def test_the_same_seed_gives_the_same_rounds() -> None:
    day = [Person(key, key // 3) for key in range(24)], [Round(4)] * 6

    made = mix(*day, seed=3)

    assert made == mix(*day, seed=3)
    assert made.findings["repeats"].found == 0
