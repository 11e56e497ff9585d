"""What personal data shows on somebody's own page."""

from typing import Any

from samskap.gatherings.models import Participation
from samskap.personal.retention import forget_day


def you(person: Participation) -> dict[str, Any]:
    """The way to one's own data, and when it goes."""
    return {"forget_on": forget_day(person.gathering)}
