"""Calendar files (iCalendar). It knows no gathering."""

from samskap.calendars.making import Event, make_calendar

__all__ = ["Event", "make_calendar"]
