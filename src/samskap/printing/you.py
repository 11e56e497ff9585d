"""What is shown on one's own page: the shape on the badge, and so the group one starts in (G6)."""

from typing import Any

from samskap.gatherings.models import Participation


def you(person: Participation) -> dict[str, Any] | None:
    """The shape, when one has been given."""
    return {"shape": person.shape} if person.shape else None
