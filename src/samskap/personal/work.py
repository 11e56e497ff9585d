"""What is done by itself."""

from samskap.jobs.work import every
from samskap.personal.retention import look_after


@every(minutes=60)
def let_people_be_forgotten() -> None:
    """Warn of, and carry out, what was chosen for personal data."""
    look_after()
