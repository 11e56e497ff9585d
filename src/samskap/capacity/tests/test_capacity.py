"""The sums of a day of group work."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samskap.capacity.findings import Code, Day, Finding, findings, picture, spread

days = st.builds(
    Day,
    people=st.integers(0, 300),
    rooms=st.integers(0, 12),
    rounds=st.integers(1, 5),
    group=st.integers(2, 12),
    seats=st.lists(st.integers(1, 60), max_size=6),
)


def codes(day: Day) -> list[Code]:
    return [one.code for one in findings(day)]


@pytest.mark.mission("B1")
def test_eight_groups_of_six_add_up_but_are_many_side_by_side() -> None:
    assert codes(Day(people=48, rooms=8, rounds=3)) == [Code.MANY_SIDE_BY_SIDE, Code.ADDS_UP]


@pytest.mark.mission("B1")
def test_twenty_four_people_in_four_rooms_adds_up_and_nothing_else_is_said() -> None:
    [only] = findings(Day(people=24, rooms=4, rounds=3))

    assert (only.code, only.level, only.numbers["size"], only.numbers["sessions"]) == (Code.ADDS_UP, "ok", 6, 12)


@pytest.mark.mission("B1")
def test_seventy_two_in_four_times_three_sixes_is_the_trap() -> None:
    [trap] = findings(Day(people=72, rooms=4, rounds=3))

    assert trap == Finding(
        Code.ONE_ROUND_EACH,
        "act",
        {"people": 72, "rooms": 4, "rounds": 3, "group": 6, "size": 18, "sessions": 12, "needed": 12},
    )


@pytest.mark.mission("B1")
def test_with_one_round_there_is_no_trap_only_large_sessions() -> None:
    assert codes(Day(people=48, rooms=4, rounds=1)) == [Code.LARGE_SESSIONS]


@pytest.mark.mission("B1", "G15")
@pytest.mark.parametrize(
    ("people", "expected"),
    [(23, {Code.TOO_FEW_PEOPLE, Code.TOO_FEW_GROUPS}), (24, set()), (72, set()), (73, {Code.TOO_MANY_PEOPLE})],
)
def test_fewer_than_24_or_more_than_72_is_said(people: int, expected: set[Code]) -> None:
    about_people = {Code.TOO_FEW_PEOPLE, Code.TOO_FEW_GROUPS, Code.TOO_MANY_PEOPLE}

    assert set(codes(Day(people=people, rooms=4, rounds=3))) & about_people == expected


@pytest.mark.mission("B1", "G15")
def test_more_than_four_side_by_side_or_three_rounds_is_said() -> None:
    assert {Code.MANY_SIDE_BY_SIDE, Code.MANY_ROUNDS} <= set(codes(Day(people=48, rooms=5, rounds=4)))


@pytest.mark.mission("G15")
def test_rooms_too_small_for_the_people_are_said_first() -> None:
    first = findings(Day(people=48, rooms=4, rounds=3, seats=[10, 10, 10, 10]))[0]

    assert first == Finding(Code.TOO_FEW_SEATS, "act", {"people": 48, "seats": 40, "missing": 8})


@pytest.mark.mission("G15")
def test_without_rooms_that_is_what_is_said() -> None:
    assert codes(Day(people=48, rooms=0, rounds=3)) == [Code.NO_ROOMS]


@given(people=st.integers(0, 500), rooms=st.integers(1, 30))
def test_everybody_is_in_a_room_and_no_room_has_two_more_than_another(people: int, rooms: int) -> None:
    sizes = spread(people, rooms)

    assert (sum(sizes), len(sizes)) == (people, rooms)
    assert max(sizes) - min(sizes) <= 1


@given(day=days)
def test_the_picture_has_a_row_for_each_round_with_everybody_in_it(day: Day) -> None:
    rows = picture(day)

    assert len(rows) == day.rounds
    assert all(sum(row) == day.people for row in rows if day.rooms)


@given(day=days)
def test_every_day_is_said_something_about_and_the_worst_comes_first(day: Day) -> None:
    levels = [one.level for one in findings(day)]

    assert levels == sorted(levels, key=["act", "look", "ok"].index)
    assert levels


@given(day=days)
def test_a_day_adds_up_only_when_everybody_fits_in_a_group_in_every_round(day: Day) -> None:
    if Code.ADDS_UP in codes(day):
        assert max(spread(day.people, day.rooms)) <= day.group


@given(day=days)
def test_with_the_rooms_that_are_said_to_be_needed_groups_are_small_enough(day: Day) -> None:
    if day.people:
        assert max(spread(day.people, day.rooms_for_groups)) <= day.group
