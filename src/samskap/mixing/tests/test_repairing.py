"""When people come and go, whoever knows where to go stays there."""

import pytest
from hypothesis import given
from hypothesis import settings as trying
from hypothesis import strategies as st

from samskap.mixing.mixing import mix
from samskap.mixing.people import Mix, Person, Round
from samskap.mixing.repairing import repair
from samskap.mixing.tests.test_mixing import crowd

LADDER = [Round(3, one_of_each_shape=True), Round(6, unites=0)]


@pytest.mark.mission("G7")
def test_when_ten_of_a_hundred_go_and_six_come_nobody_is_moved() -> None:
    people, rounds = crowd(106, organisations=106), [Round(5)] * 6
    made = mix(people[:100], rounds)
    gone, come = range(0, 100, 10), range(100, 106)

    mended = repair(made, [one for one in people if one.key not in gone], rounds, gone=gone, come=come)

    assert mended.moved == []
    assert [mended.mix.findings[what].found for what in ("repeats", "colleagues")] == [0, 0]
    assert {len(group) for groups in mended.mix.groups for group in groups} <= {4, 5, 6}


@pytest.mark.mission("G7", "U2")
def test_of_a_three_that_becomes_one_the_last_goes_along_with_others_and_is_told() -> None:
    people = crowd(12, organisations=12)
    made = mix(people, LADDER)
    first = made.groups[0][0]

    mended = repair(made, [one for one in people if one.key not in first[:2]], LADDER, gone=first[:2])

    sizes = sorted(len(group) for group in mended.mix.groups[0] if group)
    assert sizes in [[3, 3, 4], [2, 2, 3, 3]]
    assert len({key for _, key in mended.moved}) == 1


@pytest.mark.mission("G7", "U2")
def test_who_comes_late_goes_where_their_shape_is_missing() -> None:
    people = [Person(key, key, "", ("triangle", "square", "circle")[key % 3]) for key in range(12)]
    plan = Mix([[[0, 1, 2], [3, 4, 5], [6, 7, 8], [9, 10]]])

    mended = repair(plan, people, [Round(3, one_of_each_shape=True)], come=[11])

    assert mended.mix.groups[0][3] == [9, 10, 11]
    assert mended.moved == []


@pytest.mark.mission("G7")
def test_rounds_that_are_over_are_remembered_and_not_changed() -> None:
    people = [Person(key) for key in range(8)]
    plan = Mix([[[0, 1, 2, 3], [4, 5, 6]], [[0, 4], [1, 5], [2, 6], [3]]])

    mended = repair(plan, people, [Round(4), Round(2)], come=[7], first=1)

    assert mended.mix.groups[0] == [[0, 1, 2, 3], [4, 5, 6]]
    assert mended.mix.groups[1] == [[0, 4], [1, 5], [2, 6], [3, 7]]


@pytest.mark.mission("G7", "U2")
@trying(max_examples=60, deadline=None)
@given(st.integers(2, 40), st.data())
def test_whoever_comes_and_goes_all_who_are_here_have_one_place_and_company(number: int, data: st.DataObject) -> None:
    people = crowd(number + 5, organisations=12)
    made = mix(people[:number], LADDER)
    gone = data.draw(st.sets(st.integers(0, number - 1), max_size=number))
    come = list(range(number, number + data.draw(st.integers(0, 5))))
    here = [one for one in people if (one.key < number and one.key not in gone) or one.key in come]

    mended = repair(made, here, LADDER, gone=gone, come=come)

    for groups in mended.mix.groups:
        assert sorted(key for group in groups for key in group) == sorted(one.key for one in here)
        assert min((len(group) for group in groups if group), default=2) >= min(2, len(here))
    if here:
        union_of = mended.mix.group_of(1)
        assert all(len({union_of[key] for key in group}) <= 1 for group in mended.mix.groups[0])
    told = {(number_, key) for number_ in (0, 1) for key in made.group_of(number_)}
    assert set(mended.moved) <= told
