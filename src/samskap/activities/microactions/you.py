"""What is shown on one's own page: what one said one would do, whoever else may see it."""

from typing import Any

from samskap.activities.microactions.models import MicroAction
from samskap.gatherings.models import Participation


def you(person: Participation) -> dict[str, Any] | None:
    """My micro-actions, if there are any."""
    mine = list(MicroAction.objects.filter(by=person, withdrawn_at=None))
    return {"actions": mine} if mine else None
