"""The methods' rules of thumb about a day: its date, its hours, its pauses, its people. Data in, findings out.

Whoever shows a `Heed` puts it in words and says why; here are only the rule, how much it matters and its figures. Two
heeds are the same when rule and `about` are, so that one that has been set aside comes back when the facts change.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, Literal

from samskap.capacity.days_off import eve_of, public_holiday, squeezed

MINUTE = timedelta(minutes=1)
LONGEST_STRETCH = 90
LONGEST_STRETCH_DIGITAL = 60
SHORTEST_PAUSE = 5
SHORTEST_MEAL = 30
LONGEST_DAY = 8 * 60
EARLIEST, LATEST = 8 * 60, 21 * 60 + 30
WORK_BEGINS, WORK_ENDS = 8 * 60, 16 * 60
MEALS = ((11 * 60, 13 * 60 + 30), (17 * 60, 19 * 60))
PEOPLE_PER_BROKER = 15
SHORT_NOTICE = 21
DEADLINE_BEFORE = 3
FIRST_AND_LAST = 60

Level = Literal["look", "act"]


class Rule(StrEnum):
    """What there is a rule about."""

    PASSED = "passed"
    PUBLIC_HOLIDAY = "public holiday"
    SQUEEZED = "squeezed"
    EVE = "eve"
    SCHOOL_HOLIDAY = "school holiday"
    WEEKEND = "weekend"
    JULY = "july"
    WORKING_HOURS = "working hours"
    AFTER_WORK = "after work"
    TOO_EARLY = "too early"
    TOO_LATE = "too late"
    LONG_DAY = "long day"
    NO_MEAL = "no meal"
    LONG_STRETCH = "long stretch"
    NO_CHECK_IN = "no check-in"
    NO_CHECK_OUT = "no check-out"
    FEW_BROKERS = "few brokers"
    SHORT_NOTICE = "short notice"
    DEADLINE_LATE = "deadline late"
    NOT_TIME_ENOUGH = "not time enough"


@dataclass(frozen=True)
class Part:
    """A block as these rules see it. ``pause`` is "break" or "food"; ``everybody``: each person gets a word."""

    key: int
    title: str
    starts: datetime
    ends: datetime
    pause: str = ""
    everybody: bool = False
    missing: int = 0

    @property
    def minutes(self) -> int:
        """How long it lasts."""
        return int((self.ends - self.starts) / MINUTE)


@dataclass(frozen=True)
class School:
    """Schools that are closed."""

    county: str
    kind: str
    first: date
    last: date
    checked: bool


@dataclass(frozen=True)
class Plan:
    """What is planned, in local time."""

    starts: datetime
    today: date
    parts: Sequence[Part] = ()
    people: int = 48
    brokers: int = 0
    wants_brokers: bool = False
    volunteers: bool = False
    digital: bool = False
    school: Sequence[School] = ()
    deadline: date | None = None
    invited: bool = False

    @property
    def day(self) -> date:
        """The date."""
        return self.starts.date()

    @property
    def ends(self) -> datetime:
        """When the last part ends."""
        return max((part.ends for part in self.parts), default=self.starts)


@dataclass(frozen=True)
class Heed:
    """Something to think of (råd). ``values`` fill the sentence it is told in."""

    rule: Rule
    level: Level = "look"
    about: str = ""
    values: dict[str, Any] = field(default_factory=dict)


def heeds(plan: Plan, *, language: str = "nb") -> list[Heed]:
    """Everything the rules say about a plan, what matters most first."""
    found = [*date_rules(plan, language), *hour_rules(plan), *part_rules(plan), *people_rules(plan)]
    return sorted(found, key=lambda one: one.level != "act")


def date_rules(plan: Plan, language: str = "nb") -> Iterator[Heed]:
    """Dates on which many are away, and dates that come too soon."""
    if plan.day < plan.today:
        yield Heed(Rule.PASSED, "look", plan.day.isoformat())
        return
    yield from _day_off(plan, language)
    yield from _school(plan)
    yield from _time_left(plan)


def _day_off(plan: Plan, language: str) -> Iterator[Heed]:
    day, about = plan.day, plan.day.isoformat()
    if name := public_holiday(day, language=language):
        yield Heed(Rule.PUBLIC_HOLIDAY, "act", about, {"name": name})
    elif squeezed(day):
        yield Heed(Rule.SQUEEZED, "act", about)
    elif name := eve_of(day, language=language):
        yield Heed(Rule.EVE, "look", about, {"name": name})
    elif day.weekday() >= 5 and not plan.volunteers:
        yield Heed(Rule.WEEKEND, "look", about)
    if day.month == 7:
        yield Heed(Rule.JULY, "look", about)


def _time_left(plan: Plan) -> Iterator[Heed]:
    day, left = plan.day, (plan.day - plan.today).days
    if left < SHORT_NOTICE and not plan.invited:
        yield Heed(Rule.SHORT_NOTICE, "look", day.isoformat(), {"days": left})
    if plan.deadline is not None and (day - plan.deadline).days < DEADLINE_BEFORE:
        yield Heed(Rule.DEADLINE_LATE, "look", plan.deadline.isoformat(), {"days": max((day - plan.deadline).days, 0)})


def _school(plan: Plan) -> Iterator[Heed]:
    """One heed for each kind of holiday, with its counties."""
    closed = [one for one in plan.school if one.first <= plan.day <= one.last]
    for kind in dict.fromkeys(one.kind for one in closed):
        mine = [one for one in closed if one.kind == kind]
        checked = all(one.checked for one in mine)
        counties = [one.county for one in mine]
        values = {"kind": kind, "counties": counties, "checked": checked}
        yield Heed(Rule.SCHOOL_HOLIDAY, "look", f"{plan.day.isoformat()}:{kind}:{'+'.join(counties)}", values)


def _minute(at: datetime, day: date) -> int:
    return at.hour * 60 + at.minute + 24 * 60 * (at.date() - day).days


def hour_rules(plan: Plan) -> Iterator[Heed]:
    """Hours that suit few."""
    if not plan.parts:
        return
    begins, ends = _minute(plan.starts, plan.day), _minute(plan.ends, plan.day)
    about = f"{begins}-{ends}"
    values = {"begins": plan.starts, "ends": plan.ends}
    working_day = plan.day.weekday() < 5 and not public_holiday(plan.day)
    if begins < EARLIEST:
        yield Heed(Rule.TOO_EARLY, "look", about, values)
    if ends > LATEST:
        yield Heed(Rule.TOO_LATE, "look", about, values)
    if plan.volunteers and working_day and begins < WORK_ENDS and ends > WORK_BEGINS:
        yield Heed(Rule.WORKING_HOURS, "act", about, values)
    if not plan.volunteers and working_day and begins < WORK_ENDS - 60 and WORK_ENDS + 30 < ends <= LATEST:
        yield Heed(Rule.AFTER_WORK, "look", about, values)
    if ends - begins > LONGEST_DAY:
        yield Heed(Rule.LONG_DAY, "look", about, {"hours": (ends - begins) // 60})


def part_rules(plan: Plan) -> Iterator[Heed]:
    """Meals, pauses, and a word for everybody at the beginning and the end."""
    if not plan.parts:
        return
    for part in plan.parts:
        if part.missing:
            yield Heed(
                Rule.NOT_TIME_ENOUGH, "act", f"{part.key}:{part.missing}", {"title": part.title, "n": part.missing}
            )
    yield from _meals(plan)
    most = LONGEST_STRETCH_DIGITAL if plan.digital else LONGEST_STRETCH
    for stretch in stretches(plan.parts):
        length = sum(part.minutes for part in stretch)
        if length > most:
            values = {"begins": stretch[0].starts, "ends": stretch[-1].ends, "minutes": length, "most": most}
            yield Heed(Rule.LONG_STRETCH, "look", f"{stretch[0].key}:{length}:{most}", values)
    begins, ends, margin = plan.starts, plan.ends, FIRST_AND_LAST * MINUTE
    rounds = [part for part in plan.parts if part.everybody]
    if not any(part.starts < begins + margin for part in rounds):
        yield Heed(Rule.NO_CHECK_IN)
    if not any(part.ends > ends - margin for part in rounds[-1:]) or (len(rounds) < 2 and ends - begins > 2 * margin):
        yield Heed(Rule.NO_CHECK_OUT)


def _meals(plan: Plan) -> Iterator[Heed]:
    begins, ends = _minute(plan.starts, plan.day), _minute(plan.ends, plan.day)
    for first, last in MEALS:
        if not (begins <= first and ends >= last):
            continue
        eats = any(
            part.pause
            and part.minutes >= SHORTEST_MEAL
            and _minute(part.starts, plan.day) < last
            and _minute(part.ends, plan.day) > first
            for part in plan.parts
        )
        if not eats:
            yield Heed(Rule.NO_MEAL, "act", str(first), {"first": _clock(first), "last": _clock(last)})


def _clock(minute: int) -> str:
    return f"{minute // 60}.{minute % 60:02}"


def stretches(parts: Iterable[Part]) -> list[list[Part]]:
    """The parts between pauses, gathered: how long people sit without one."""
    found: list[list[Part]] = [[]]
    for part in parts:
        free = found[-1] and part.starts - found[-1][-1].ends >= SHORTEST_PAUSE * MINUTE
        if part.pause and part.minutes >= SHORTEST_PAUSE:
            found.append([])
        elif free:
            found.append([part])
        else:
            found[-1].append(part)
    return [stretch for stretch in found if stretch]


def people_rules(plan: Plan) -> Iterator[Heed]:
    """One broker for every fifteen, where agreements are registered."""
    needed = -(-plan.people // PEOPLE_PER_BROKER)
    if plan.wants_brokers and plan.brokers < needed:
        values = {"people": plan.people, "needed": needed, "brokers": plan.brokers}
        yield Heed(Rule.FEW_BROKERS, "act", f"{plan.people}:{plan.brokers}", values)
