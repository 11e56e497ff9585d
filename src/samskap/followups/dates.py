"""When people are asked: whole months after the day, in the morning of a working day. No database here."""

import calendar
from datetime import date, datetime, time, timedelta

from django.utils import timezone

MORNING = time(8)
USUAL = (1, 3, 6, 12)
TOO_LATE = timedelta(days=21)


def months_after(day: date, months: int) -> date:
    """The same day of the month so many months later; the last of the month where that day isn't there."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def working_day(day: date) -> date:
    """``day``, or the Monday after it."""
    return day + timedelta(days=(0, 0, 0, 0, 0, 2, 1)[day.weekday()])


def ask_time(day: date, months: int) -> datetime:
    """When those of a gathering held on ``day`` are asked so many months after it."""
    return timezone.make_aware(datetime.combine(working_day(months_after(day, months)), MORNING))
