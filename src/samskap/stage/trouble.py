"""Say it when nothing can be saved just now, for whatever reason and wherever it was asked; it mends itself.

The answer is 503 with a time to wait. The outbox of the phone keeps what was sent and tries again; a plain browser gets
a page with what was written.
"""

import logging
import sys
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samskap.refusals import Refused
from samskap.stage.doing import answer, draw_refusal, wants_parts
from samskap.writing.trouble import Trouble, trouble

logger = logging.getLogger(__name__)

CAUSES: dict[Trouble, str | Promise] = {
    Trouble.BUSY: _("Very many are writing just now."),
    Trouble.DISK: _("Nothing can be saved just now, because the server's disk is full."),
    Trouble.AWAY: _("The database does not answer just now."),
}
KEPT = _("What you sent is kept on this device, and is sent again by itself.")
SEND_AGAIN = _("Wait a moment, then go back and send it once more.")
COME_BACK = _("Wait a moment, then come back.")
WAIT = {Trouble.BUSY: 3, Trouble.DISK: 15, Trouble.AWAY: 5}  # seconds


class NotNow:
    """Answer 503 where there is trouble that passes, and with its own words where something is refused."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Find words for what a view could not do; an error of ours goes on to the log."""
        if isinstance(error, Refused):
            return refuse(request, str(error.message), status=error.status)
        found = trouble(error)
        return None if found is None else not_now(request, found, error)


def not_now(request: HttpRequest, found: Trouble, error: BaseException) -> HttpResponse:
    """Answer that it can't be done just now, why, and what comes of it."""
    logger.warning("Not now (%s): %s %s: %s", found, request.method, request.path, error)
    then = KEPT if wants_parts(request) else COME_BACK if request.method in {"GET", "HEAD"} else SEND_AGAIN
    response = refuse(request, f"{CAUSES[found]} {then}", status=503)
    response.headers["Retry-After"] = str(WAIT[found])
    return response


def refuse(request: HttpRequest, text: str, *, status: int) -> HttpResponse:
    """Answer with a refusal, in a gathering or outside one."""
    if hasattr(request, "gathering") and status != 503:
        return answer(request, text, status=status)
    return draw_refusal(request, text, status=status)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer what went wrong outside the views (Django's handler500)."""
    error = sys.exc_info()[1]
    found = trouble(error) if error else None
    if error is not None and found is not None:
        return not_now(request, found, error)
    return HttpResponseServerError(render_to_string("stage/broken.html"))
