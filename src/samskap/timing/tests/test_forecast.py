"""What a run sheet becomes when the day does not go as planned (G2)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samskap.timing.clock import seconds_left
from samskap.timing.forecast import Line, behind, forecast, plan, what_if

pytestmark = pytest.mark.mission("G2")

NINE = datetime(2026, 11, 22, 9, tzinfo=UTC)


def at(minutes: float) -> datetime:
    return NINE + timedelta(minutes=minutes)


def starts(lines: list[Line], now: datetime) -> list[float]:
    return [(one.start - NINE).total_seconds() / 60 for one in forecast(lines, begins=NINE, now=now)]


def test_before_it_begins_everything_is_as_planned() -> None:
    lines = [Line(1, 10), Line(2, 20), Line(3, 5)]

    assert starts(lines, now=at(-60)) == [0, 10, 30]
    assert behind(forecast(lines, begins=NINE, now=at(-60))) == timedelta(0)


def test_a_block_that_overruns_pushes_the_rest() -> None:
    lines = [Line(1, 10, opened_at=at(0), ends_at=at(10)), Line(2, 20)]

    assert starts(lines, now=at(13)) == [0, 13]
    assert behind(forecast(lines, begins=NINE, now=at(13))) == timedelta(minutes=3)


def test_a_block_that_ends_early_pulls_the_rest() -> None:
    lines = [
        Line(1, 10, opened_at=at(0), ends_at=at(10), closed_at=at(6)),
        Line(2, 20, opened_at=at(6), ends_at=at(26)),
        Line(3, 5),
    ]

    assert starts(lines, now=at(7)) == [0, 6, 26]
    assert behind(forecast(lines, begins=NINE, now=at(7))) == timedelta(minutes=-4)


def test_a_pause_moves_the_end() -> None:
    lines = [Line(1, 10, opened_at=at(0), ends_at=at(10), paused_at=at(4)), Line(2, 20)]

    assert starts(lines, now=at(9)) == [0, 15]


def test_a_skipped_block_takes_no_time() -> None:
    lines = [Line(1, 10, opened_at=at(0), ends_at=at(10)), Line(2, 20, skipped=True), Line(3, 5)]

    assert starts(lines, now=at(1)) == [0, 10, 10]


def test_a_late_start_is_seen_before_anybody_has_pressed_anything() -> None:
    assert behind(forecast([Line(1, 10), Line(2, 20)], begins=NINE, now=at(12))) == timedelta(minutes=12)


def minutes(length: timedelta) -> float:
    return length.total_seconds() / 60


def test_a_locked_start_shows_slack_before_it_or_too_little_time() -> None:
    loose = plan([Line(1, 20), Line(2, 30, locked_at=at(30)), Line(3, 5)], begins=NINE)
    tight = plan([Line(1, 40), Line(2, 30, locked_at=at(30)), Line(3, 5)], begins=NINE)

    assert [minutes(one.start - NINE) for one in loose] == [0, 30, 60] == [minutes(one.start - NINE) for one in tight]
    assert [minutes(one.gap) for one in loose] == [0, 10, 0]
    assert [minutes(one.gap) for one in tight] == [0, -10, 0]


def test_slack_before_a_locked_start_absorbs_an_overrun() -> None:
    lines = [Line(1, 20, opened_at=at(0), ends_at=at(20)), Line(2, 30, locked_at=at(30))]

    assert starts(lines, now=at(28)) == [0, 30]
    assert behind(forecast(lines, begins=NINE, now=at(28))) == timedelta(0)


def test_an_overrun_that_reaches_a_locked_start_eats_into_it() -> None:
    lines = [Line(1, 20, opened_at=at(0), ends_at=at(20)), Line(2, 30, locked_at=at(30))]
    expected = forecast(lines, begins=NINE, now=at(37))

    assert [minutes(one.eaten) for one in expected] == [0, 7]
    assert minutes(behind(expected)) == 7


def test_a_day_that_is_ahead_waits_for_the_locked_start() -> None:
    lines = [
        Line(1, 20, opened_at=at(0), ends_at=at(20), closed_at=at(8)),
        Line(2, 10, opened_at=at(8), ends_at=at(18)),
        Line(3, 30, locked_at=at(30)),
    ]

    assert starts(lines, now=at(9)) == [0, 8, 30]


def test_what_if_says_what_is_pushed_what_is_absorbed_and_what_is_eaten() -> None:
    lines = [Line(1, 20), Line(2, 5), Line(3, 30, locked_at=at(30)), Line(4, 10)]

    little, much = (what_if(lines, 1, timedelta(minutes=more), begins=NINE) for more in (5, 15))

    assert [(key, minutes(by)) for key, by in little.later] == [(2, 5)]
    assert (little.eaten, minutes(little.absorbed), minutes(little.ends_later)) == ([], 5, 0)
    assert [(key, minutes(by)) for key, by in much.later] == [(2, 15), (4, 10)]
    assert [(key, minutes(by)) for key, by in much.eaten] == [(3, 10)]
    assert (minutes(much.absorbed), minutes(much.ends_later)) == (5, 10)


@given(
    st.lists(st.tuples(st.integers(1, 90), st.none() | st.integers(0, 600)), min_size=1, max_size=15),
    st.integers(0, 14),
    st.integers(1, 120),
)
def test_what_is_absorbed_and_what_is_late_is_the_overrun(
    rows: list[tuple[int, int | None]], which: int, more: int
) -> None:
    lines = [Line(n, length, locked_at=None if lock is None else at(lock)) for n, (length, lock) in enumerate(rows)]
    found = what_if(lines, which % len(lines), timedelta(minutes=more), begins=NINE)

    assert found.absorbed + found.ends_later == timedelta(minutes=more)
    assert timedelta(0) <= found.ends_later <= timedelta(minutes=more)
    assert all(timedelta(0) < by <= timedelta(minutes=more) for _key, by in found.later)


@given(st.lists(st.integers(1, 90), min_size=1, max_size=20), st.integers(0, 19), st.floats(0, 600))
def test_blocks_never_overlap_and_nothing_that_waits_begins_in_the_past(
    lengths: list[int], running: int, now: float
) -> None:
    lines = [Line(n, length) for n, length in enumerate(lengths)]
    running = min(running, len(lines) - 1)
    for n in range(running):
        lines[n] = Line(n, lengths[n], opened_at=at(n / 10), ends_at=at(99), closed_at=at((n + 1) / 10))
    lines[running] = Line(
        running, lengths[running], opened_at=at(running / 10), ends_at=at(running / 10 + lengths[running])
    )
    now = max(now, running / 10)

    expected = forecast(lines, begins=NINE, now=at(now))

    assert all(one.start <= one.end for one in expected)
    assert all(
        before.end <= after.start for before, after in zip(expected[running:], expected[running + 1 :], strict=False)
    )
    assert all(one.start >= at(now) for one in expected[running + 1 :])


def test_a_clock_that_stands_still_says_what_was_left() -> None:
    assert seconds_left(at(10), at(4)) == 360
    assert seconds_left(at(10), None) is None
