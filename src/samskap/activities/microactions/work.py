"""What is done by itself."""

from samskap.activities.microactions.actions import write_next_morning
from samskap.jobs.work import every


@every(minutes=30)
def send_micro_actions() -> None:
    """Send everybody their own the next morning."""
    write_next_morning()
