"""What is done by itself: accounts that nobody uses are warned, and closed; what has expired is thrown away."""

from django.utils import timezone

from samskap.accounts.closing import close_account, to_close, to_warn
from samskap.accounts.mail import send_letter
from samskap.accounts.tidying import throw_away
from samskap.jobs.work import every
from samskap.people.models import User
from samskap.writing.queue import write


@every(minutes=24 * 60)
def look_after_accounts() -> None:
    """Warn those who have not signed in for two years, less a month; close what was warned a month ago."""
    for user in to_close():
        write(lambda user=user: close_account(user))  # type: ignore[misc]
    for user in to_warn():
        write(lambda user=user: _warn(user))  # type: ignore[misc]


@every(minutes=24 * 60)
def throw_away_what_has_expired() -> None:
    """Sign-ins, links and invitations that open nothing any more."""
    write(throw_away)


def _warn(user: User) -> None:
    now = timezone.now()
    if User.objects.filter(pk=user.pk, warned_at=user.warned_at).update(warned_at=now):
        send_letter(user.email, "accounts/letters/unused.md", language=user.language, email=user.email)
