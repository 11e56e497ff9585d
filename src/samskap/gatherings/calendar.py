"""A gathering as an event in people's calendars; the same event, whoever makes the file."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Sum
from django.utils import timezone

from samskap.calendars import Event
from samskap.gatherings.models import Gathering

WITHOUT_BLOCKS = timedelta(hours=2)


def ends_at(gathering: Gathering) -> datetime:
    """When the gathering is planned to end."""
    minutes = gathering.blocks.filter(skipped_at=None).aggregate(all=Sum("minutes"))["all"]
    return gathering.starts_at + (timedelta(minutes=minutes) if minutes else WITHOUT_BLOCKS)


def event_of(gathering: Gathering, *, text: str = "", url: str = "", cancelled: bool = False) -> Event:
    """Make the event. The uid stays; the sequence counts minutes, so that a newer file is always believed."""
    return Event(
        uid=f"gathering-{gathering.pk}@{urlsplit(settings.PUBLIC_URL).hostname}",
        title=gathering.title,
        starts=gathering.starts_at,
        ends=ends_at(gathering),
        place=gathering.place,
        text=text,
        url=url,
        sequence=max(int((timezone.now() - gathering.made_at).total_seconds() // 60), 0),
        cancelled=cancelled,
    )
