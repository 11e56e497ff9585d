"""A no that people can do something about."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Refused(Exception):
    """What was asked for can't be done; ``message`` says why and what to do, in the reader's language.

    ``status`` is the HTTP status of the answer: 409 (somebody was first), 410 (too late), 422 (mend it and try again).
    """

    status = 409
    message: str | Promise = _("That can't be done just now. See where we are, and try again.")

    def __init__(self, message: str | Promise | None = None, *, status: int | None = None) -> None:
        self.message = message if message is not None else self.message
        self.status = status if status is not None else self.status
        super().__init__(str(self.message))


class TooLate(Refused):
    """The block is closed, or has not begun."""

    status = 410
    message = _("This part is over, or has not begun. What you wrote is still here, so you can copy it.")


class StaleStep(Refused):
    """Somebody else moved the gathering on first."""

    status = 409
    message = _("Somebody else has just moved on. Have a look at where we are now before you press again.")


class KeyUsed(Refused):
    """The same key came with something else."""

    status = 422
    message = _("This was sent twice with different contents. Load the page again, then send it once more.")
