"""A clock that can be paused."""

from datetime import datetime


def seconds_left(ends_at: datetime | None, paused_at: datetime | None) -> float | None:
    """How many seconds were left when the clock was paused; nothing when it runs or there is none."""
    if ends_at is None or paused_at is None:
        return None
    return (ends_at - paused_at).total_seconds()
