"""What the follow-up shows on somebody's own page."""

from typing import Any

from samskap.followups.queries import promises_of
from samskap.gatherings.consents import has_consented
from samskap.gatherings.models import Participation, Purpose


def you(person: Participation) -> dict[str, Any] | None:
    """My promises, with how they go; nothing for somebody without any."""
    mine = promises_of(person)
    asked = bool(person.email) and has_consented(person, Purpose.FOLLOW_UP)
    return {"promises": mine, "is_asked": asked} if mine else None
