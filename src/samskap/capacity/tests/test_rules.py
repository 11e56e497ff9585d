"""The rules of thumb about a day (G15)."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samskap.capacity.days_off import eve_of, is_off, public_holiday, squeezed
from samskap.capacity.rules import Heed, Part, Plan, Rule, School, heeds, stretches

pytestmark = pytest.mark.mission("G15")
TODAY = date(2027, 1, 4)


def day(starts: str, *lengths: tuple[int, str], **values: Any) -> Plan:
    """A plan that begins at ``starts``, with parts of so many minutes: work, round, break or food."""
    begins = at = datetime.fromisoformat(starts)
    parts = []
    for key, (minutes, kind) in enumerate(lengths):
        pause = kind if kind in {"break", "food"} else ""
        parts.append(Part(key, kind, at, at + timedelta(minutes=minutes), pause, everybody=kind == "round"))
        at += timedelta(minutes=minutes)
    return Plan(begins, TODAY, parts, **values)


GOOD = ((20, "round"), (60, "work"), (15, "break"), (85, "work"), (45, "food"), (75, "work"), (15, "round"))


def rules(plan: Plan) -> list[Rule]:
    return [one.rule for one in heeds(plan)]


def test_an_ordinary_tuesday_with_pauses_and_rounds_is_left_in_peace() -> None:
    assert heeds(day("2027-03-09T09:00", *GOOD)) == []


@pytest.mark.parametrize(
    ("when", "rule"),
    [
        ("2027-05-17", Rule.PUBLIC_HOLIDAY),
        ("2027-05-07", Rule.SQUEEZED),  # between Ascension Day and a Saturday
        ("2027-03-24", Rule.EVE),
        ("2027-03-13", Rule.WEEKEND),
        ("2027-07-06", Rule.JULY),
        ("2027-01-12", Rule.SHORT_NOTICE),
        ("2026-12-01", Rule.PASSED),
    ],
)
def test_a_date_on_which_many_are_away_is_told(when: str, rule: Rule) -> None:
    assert rules(day(f"{when}T09:00", *GOOD)) == [rule]


def test_names_of_holidays_are_in_the_readers_language() -> None:
    may = date(2027, 5, 1)
    assert [public_holiday(may, language=one) for one in ("nb", "nn", "en")] == [
        "Arbeidernes dag", "Arbeidaranes dag", "Labor Day",
    ]  # fmt: skip
    assert eve_of(date(2027, 3, 24)) == "Skjærtorsdag"


@given(st.dates(date(2024, 1, 1), date(2040, 12, 31)))
def test_a_squeezed_day_is_a_working_day_between_days_off(when: date) -> None:
    if squeezed(when):
        assert not is_off(when)
        assert is_off(when - timedelta(days=1))
        assert is_off(when + timedelta(days=1))


def test_schools_that_are_closed_are_told_by_kind_with_their_counties() -> None:
    week = (date(2027, 2, 22), date(2027, 2, 26))
    school = [School("Oslo", "winter", *week, checked=True), School("Agder", "winter", *week, checked=False)]
    plan = day("2027-02-24T09:00", *GOOD, school=school)

    assert heeds(plan) == [
        Heed(
            Rule.SCHOOL_HOLIDAY,
            "look",
            "2027-02-24:winter:Oslo+Agder",
            {"kind": "winter", "counties": ["Oslo", "Agder"], "checked": False},
        )
    ]
    assert rules(day("2027-03-09T09:00", *GOOD, school=school)) == []


def test_volunteers_are_asked_in_their_free_time_and_others_in_working_hours() -> None:
    evening = ((15, "round"), (70, "work"), (40, "food"), (60, "work"), (15, "round"))

    assert rules(day("2027-03-09T09:00", *GOOD, volunteers=True)) == [Rule.WORKING_HOURS]
    assert rules(day("2027-03-09T17:00", *evening, volunteers=True)) == []
    assert rules(day("2027-03-13T09:00", *GOOD, volunteers=True)) == []
    assert rules(day("2027-03-09T07:00", *GOOD)) == [Rule.TOO_EARLY]


def test_a_day_over_noon_without_half_an_hour_for_food_is_told() -> None:
    hungry = [(15, "break") if part == (45, "food") else part for part in GOOD]

    assert rules(day("2027-03-09T09:00", *hungry, (60, "work"), (10, "round")))[0] is Rule.NO_MEAL


def test_a_pause_is_wanted_every_ninety_minutes_and_every_hour_in_video() -> None:
    long = ((20, "round"), (75, "work"), (10, "break"), (40, "work"), (15, "round"))

    assert rules(day("2027-03-09T13:00", *long)) == [Rule.LONG_STRETCH]
    assert rules(day("2027-03-09T13:00", (20, "round"), (70, "work"), (10, "break"), (55, "round"))) == []
    assert rules(day("2027-03-09T13:00", (20, "round"), (70, "work"), (10, "break"), (55, "round"), digital=True)) == [
        Rule.LONG_STRETCH
    ]


def test_check_in_and_check_out_are_missed() -> None:
    assert rules(day("2027-03-09T13:00", (80, "work"))) == [Rule.NO_CHECK_IN, Rule.NO_CHECK_OUT]
    assert rules(day("2027-03-09T13:00", (20, "round"), (60, "work"), (10, "break"), (60, "work"))) == [
        Rule.NO_CHECK_OUT
    ]


@given(st.integers(2, 1000), st.integers(0, 80))
def test_there_is_one_broker_for_every_fifteen_where_agreements_are_registered(people: int, brokers: int) -> None:
    told = Rule.FEW_BROKERS in rules(day("2027-03-09T09:00", *GOOD, people=people, brokers=brokers, wants_brokers=True))

    assert told == (brokers * 15 < people)
    assert Rule.FEW_BROKERS not in rules(day("2027-03-09T09:00", *GOOD, people=people))


def test_a_deadline_just_before_the_day_is_too_late_to_order_food_by() -> None:
    assert rules(day("2027-03-09T09:00", *GOOD, deadline=date(2027, 3, 8))) == [Rule.DEADLINE_LATE]
    assert rules(day("2027-03-09T09:00", *GOOD, deadline=date(2027, 3, 1))) == []


@given(st.lists(st.tuples(st.integers(1, 120), st.sampled_from(["work", "break", "food", "round"])), max_size=15))
def test_every_part_that_is_not_a_pause_is_in_one_stretch(lengths: list[tuple[int, str]]) -> None:
    plan = day("2027-03-09T09:00", *lengths)
    inside = [part.key for stretch in stretches(plan.parts) for part in stretch]

    assert inside == [part.key for part in plan.parts if not part.pause or part.minutes < 5]
