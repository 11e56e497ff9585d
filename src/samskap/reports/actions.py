"""What can be done with a report."""

from samskap.gatherings.models import Gathering
from samskap.reports.models import ReportChoice


def show_names(gathering: Gathering, *, names: bool) -> None:
    """Let first names stand in the report, or leave them out."""
    ReportChoice.objects.update_or_create(gathering=gathering, defaults={"names": names})


def shows_names(gathering: Gathering) -> bool:
    """Whether first names stand in the report."""
    choice = ReportChoice.objects.filter(gathering=gathering).first()
    return choice.names if choice is not None else True
