"""What is shown on one's own page: what one thought, for oneself."""

from typing import Any

from samskap.activities.reflections.models import Reflection
from samskap.gatherings.models import Participation


def you(person: Participation) -> dict[str, Any] | None:
    """My reflections, if there are any."""
    mine = list(Reflection.objects.filter(by=person))
    return {"reflections": mine} if mine else None
