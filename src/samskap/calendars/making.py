"""Write calendar files that calendar programs agree on (kalenderfil).

A calendar program knows an event again by its uid, and believes the highest sequence number; so whoever moves or calls
off an event makes the file again with the same uid and a higher sequence. Times are written in UTC, which every program
shows in its owner's own zone. Zone rules in the file would only matter to events that repeat, and the icalendar library
writes them an hour wrong on the day the clocks change.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal
from uuid import NAMESPACE_URL, uuid5

import icalendar

OURS = "-//Samskap//Samskap//NO"

Method = Literal["PUBLISH", "REQUEST", "CANCEL"]


@dataclass(frozen=True)
class Event:
    """Something that happens. Times are aware datetimes; ``sequence`` grows each time it is changed."""

    uid: str
    title: str
    starts: datetime
    ends: datetime
    place: str = ""
    text: str = ""
    url: str = ""
    sequence: int = 0
    cancelled: bool = False


def make_calendar(events: Iterable[Event], *, method: Method = "PUBLISH", name: str = "") -> bytes:
    """Return a calendar file with ``events`` in it. ``name`` is what a calendar program calls the calendar."""
    shown = list(events)
    calendar = icalendar.Calendar()
    calendar.add("prodid", OURS)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    # The calendar's own uid (RFC 7986) follows from its events: the same calendar, made again, is known again.
    calendar.add("uid", str(uuid5(NAMESPACE_URL, "samskap:" + " ".join(event.uid for event in shown))))
    if name:
        calendar.add("name", name)
        calendar.add("x-wr-calname", name)
    for event in shown:
        calendar.add_component(_written(event))
    return bytes(calendar.to_ical())


def _written(event: Event) -> icalendar.Event:
    if event.starts.tzinfo is None or event.ends.tzinfo is None:
        raise ValueError("an event's times must know their time zone")
    written = icalendar.Event()
    written.add("uid", event.uid)
    written.add("dtstamp", datetime.now(UTC))
    written.add("sequence", event.sequence)
    written.add("summary", " ".join(event.title.split()))
    written.add("dtstart", event.starts.astimezone(UTC))
    written.add("dtend", max(event.starts, event.ends).astimezone(UTC))
    written.add("status", "CANCELLED" if event.cancelled else "CONFIRMED")
    for field, value in (("location", event.place), ("description", event.text), ("url", event.url)):
        if value:
            written.add(field, value)
    return written
