"""What somebody's own page says about the report."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from samskap.gatherings.models import Participation
from samskap.reports.assembling import choice_of
from samskap.reports.editions import newest
from samskap.reports.files import file_of


def you(person: Participation) -> dict[str, Any] | None:
    """Return where the report is, and until when it is open for comments; nothing before there is one."""
    gathering = person.gathering
    edition = newest(gathering)
    if gathering.closed_at is None and edition is None:
        return None
    choice, now = choice_of(gathering), timezone.now()
    until = choice.comments_until
    return {
        "edition": edition,
        "pdf": file_of(edition, "pdf") if edition else None,
        "takes_comments": choice.takes_comments(now),
        "last_day": timezone.localtime(until) - timedelta(seconds=1) if until else None,
        "said": person.report_comments.count(),
    }
