"""The fields are fields, and the rounds made of them have nobody meet twice."""

from collections import Counter
from itertools import combinations

import numpy as np
import pytest

from samskap.mixing.designs import PRIMES, field, rows_for, smallest_field, transversal


@pytest.mark.parametrize("q", [q for q in PRIMES if q <= 32])
def test_in_a_field_everything_but_nothing_can_be_divided_by(q: int) -> None:
    plus, times = field(q)

    each = np.arange(q)
    assert (np.sort(plus, axis=1) == each).all()
    assert (np.sort(times[1:], axis=1) == each).all()
    assert (times == times.T).all()
    for a in range(min(q, 8)):  # a·(b + c) = a·b + a·c
        assert (times[a][plus] == plus[times[a][:, None], times[a][None, :]]).all()


@pytest.mark.mission("D4")
@pytest.mark.parametrize(
    ("q", "size", "rounds"), [(9, 3, 13), (8, 4, 9), (7, 5, 7), (7, 7, 8), (8, 8, 5), (11, 6, 11), (13, 6, 13)]
)
def test_nobody_meets_the_same_person_twice(q: int, size: int, rounds: int) -> None:
    at = transversal(q, size, rounds)

    assert at is not None
    assert at.shape == (rounds, size * q)
    meetings: Counter[tuple[int, int]] = Counter()
    for where in at:
        groups = [np.flatnonzero(where == group).tolist() for group in range(q)]
        assert {len(group) for group in groups} == {size}
        meetings.update(pair for group in groups for pair in combinations(group, 2))
    assert max(meetings.values()) == 1


@pytest.mark.parametrize(("q", "size", "rounds"), [(6, 3, 2), (5, 6, 2), (7, 3, 8), (8, 4, 10)])
def test_what_algebra_does_not_give_is_not_made_up(q: int, size: int, rounds: int) -> None:
    assert transversal(q, size, rounds) is None


def test_the_next_field_is_found() -> None:
    assert [smallest_field(one) for one in (2, 6, 10, 33, 84)] == [2, 7, 11, 37, None]


def test_organisations_go_whole_into_rows_and_like_with_like() -> None:
    assert rows_for([(4, 0), (3, 0), (3, 1), (2, 1)], [7, 5]) == [0, 0, 1, 1]
    assert rows_for([(6, 0), (6, 0)], [7, 5]) is None
