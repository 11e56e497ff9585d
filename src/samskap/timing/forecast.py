"""What a run sheet becomes when the day does not go as planned.

A run sheet is a list of `Line`; each begins when the one before ends. `forecast` gives for each line when it was
planned, when it really began and ended, and when it is now expected to.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

WORTH_SAYING = timedelta(minutes=2)


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


@dataclass(frozen=True)
class Expected:
    """When a block was planned and when it is now expected."""

    key: int
    planned_start: datetime
    planned_end: datetime
    start: datetime
    end: datetime

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
    not begun follows at once, for its planned length; a skipped block takes no time.
    """
    expected: list[Expected] = []
    planned = begins
    at = begins if any(line.opened_at for line in lines) else max(begins, now)
    for line in lines:
        length = timedelta(minutes=line.minutes)
        start, end = _span(line, at, length, now)
        expected.append(Expected(line.key, planned, planned + length, start, end))
        planned += length
        at = max(at, end)
    return expected


def _span(line: Line, at: datetime, length: timedelta, now: datetime) -> tuple[datetime, datetime]:
    if line.skipped and line.opened_at is None:
        return at, at
    if line.opened_at is None:
        start = max(at, now)
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
