"""What is shown on one's own page: whether one will lead a group (U12)."""

import uuid
from typing import Any

from samskap.gatherings.models import Leads, Participation


def you(person: Participation) -> dict[str, Any] | None:
    """The question, and the answer so far, for those who have been asked and are coming."""
    if person.leads == Leads.NOT_ASKED or person.cancelled_at is not None or person.gathering.closed_at is not None:
        return None
    return {"said": person.leads, "key": uuid.uuid4().hex}
