"""What a run sheet becomes when the day does not go as planned.

A run sheet is a list of `Line`; each begins when the one before ends, unless it is locked to an hour of its own, as
lunch may be. `forecast` gives for each line when it was planned, when it really began and ended, and when it is now
expected to. `plan` says where there is slack before a locked line, or not time enough; `what_if`, what an overrun does.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

WORTH_SAYING = timedelta(minutes=2)
NONE = timedelta(0)


@dataclass(frozen=True)
class Line:
    """One block as the clock sees it. Times are aware datetimes."""

    key: int
    minutes: int
    opened_at: datetime | None = None
    ends_at: datetime | None = None
    paused_at: datetime | None = None
    closed_at: datetime | None = None
    skipped: bool = False
    locked_at: datetime | None = None


@dataclass(frozen=True)
class Expected:
    """When a block was planned and when it is now expected."""

    key: int
    planned_start: datetime
    planned_end: datetime
    start: datetime
    end: datetime
    locked: bool = False

    @property
    def eaten(self) -> timedelta:
        """How far what came before reaches into a line that is locked to its hour; nothing for the others."""
        return max(self.start - self.planned_start, NONE) if self.locked else NONE

    @property
    def eaten_minutes(self) -> int:
        """The same in whole minutes."""
        return int(self.eaten.total_seconds() // 60)

    @property
    def has_moved(self) -> bool:
        """Whether it begins so much earlier or later than planned that people should know."""
        return abs(self.start - self.planned_start) >= WORTH_SAYING

    @property
    def late(self) -> timedelta:
        """How much later than planned it ends; negative when early."""
        return self.end - self.planned_end


def forecast(lines: Sequence[Line], *, begins: datetime, now: datetime) -> list[Expected]:
    """Return planned and expected times of each line, for a run sheet that was planned to begin at ``begins``.

    A block that has run keeps its real times. The one that runs ends when its clock does, and not before now. What has
    not begun follows at once, for its planned length, but never before the hour it is locked to; a skipped block takes
    no time.
    """
    expected: list[Expected] = []
    planned = begins
    at = begins if any(line.opened_at for line in lines) else max(begins, now)
    for line in lines:
        length = timedelta(minutes=line.minutes)
        planned = line.locked_at or planned
        start, end = _span(line, at, length, now)
        locked = line.locked_at is not None and not line.skipped
        expected.append(Expected(line.key, planned, planned + length, start, end, locked))
        planned += length
        at = max(at, end)
    return expected


def _span(line: Line, at: datetime, length: timedelta, now: datetime) -> tuple[datetime, datetime]:
    if line.skipped and line.opened_at is None:
        return at, at
    if line.opened_at is None:
        start = max(at, now, line.locked_at or at)
        return start, start + length
    if line.closed_at is not None:
        return line.opened_at, line.closed_at
    ends = line.ends_at or line.opened_at + length
    if line.paused_at is not None:
        ends += now - line.paused_at
    return line.opened_at, max(ends, now)


def behind(expected: Sequence[Expected]) -> timedelta:
    """How much later than planned the whole ends; negative when ahead."""
    return expected[-1].late if expected else timedelta(0)


@dataclass(frozen=True)
class Planned:
    """When a line is planned. ``gap`` is the time between the line before and this one, if this one is locked: less
    than nothing where there is not time enough."""

    key: int
    start: datetime
    end: datetime
    gap: timedelta = NONE


def plan(lines: Sequence[Line], *, begins: datetime) -> list[Planned]:
    """Return when each line is planned, with the slack or the overlap before those that are locked."""
    planned: list[Planned] = []
    at = begins
    for line in lines:
        start = line.locked_at or at
        end = start + timedelta(minutes=line.minutes)
        planned.append(Planned(line.key, start, end, start - at))
        at = end
    return planned


@dataclass(frozen=True)
class WhatIf:
    """What it does to the rest that one line takes longer."""

    later: Sequence[tuple[int, timedelta]] = ()
    eaten: Sequence[tuple[int, timedelta]] = ()
    absorbed: timedelta = NONE
    ends_later: timedelta = NONE


def what_if(lines: Sequence[Line], key: int, more: timedelta, *, begins: datetime) -> WhatIf:
    """Say what it does if line ``key`` takes ``more``: what is later, what is eaten into, what slack absorbs."""
    before = forecast([_fresh(line) for line in lines], begins=begins, now=begins)
    longer = [_fresh(line, more if line.key == key else NONE) for line in lines]
    after = forecast(longer, begins=begins, now=begins)
    pairs = [(old, new) for old, new in zip(before, after, strict=True) if old.key != key]
    ends_later = after[-1].end - before[-1].end if after else NONE
    return WhatIf(
        later=[(new.key, new.start - old.start) for old, new in pairs if new.start > old.start and not new.locked],
        eaten=[(new.key, new.eaten) for old, new in pairs if new.eaten > old.eaten],
        absorbed=more - ends_later,
        ends_later=ends_later,
    )


def _fresh(line: Line, more: timedelta = NONE) -> Line:
    """The line as it was planned, that much longer: what has happened is nothing to the question of what might."""
    minutes = line.minutes + int(more.total_seconds() // 60)
    return replace(line, minutes=minutes, opened_at=None, ends_at=None, paused_at=None, closed_at=None)
