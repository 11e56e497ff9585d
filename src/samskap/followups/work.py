"""What is done by itself."""

from samskap.followups.asking import follow_up
from samskap.jobs.work import every


@every(minutes=30)
def ask_how_it_went() -> None:
    """Take promises over from gatherings that have ended, and ask those whose time has come."""
    follow_up()
