"""Giving a letter to the mail server, and understanding what it answers."""

import logging
from contextlib import suppress
from email.utils import formataddr, formatdate
from smtplib import (
    SMTPAuthenticationError,
    SMTPException,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPServerDisconnected,
)
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.mail import EmailMultiAlternatives, get_connection
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from samskap.letters.bouncing import return_address
from samskap.letters.models import Letter
from samskap.letters.reasons import explain
from samskap.letters.unsubscribing import link_for
from samskap.letters.writing import one_line, to_html, to_plain

logger = logging.getLogger(__name__)


class NotNow(Exception):
    """The mail server does not take it now; the text says why, in words."""


class Never(Exception):
    """The mail server will not take it; the text says why, in words."""


def make_message(letter: Letter) -> EmailMultiAlternatives:
    """Make the e-mail: plain text, the same as HTML, the hours for a calendar, and what is enclosed."""
    with translation.override(letter.language):
        leave = link_for(letter) if letter.unsubscribe else ""
        context = {"letter": letter, "leave": leave, "sender": _sender(letter), "home": settings.PUBLIC_URL}
        plain = render_to_string("letters/letter.txt", context | {"text": to_plain(letter.text)})
        html = render_to_string("letters/letter.html", context | {"html": to_html(letter.text)})
    headers = {
        "From": formataddr((_sender(letter), settings.DEFAULT_FROM_EMAIL)),
        "Message-ID": f"<{letter.message_id}@{urlsplit(settings.PUBLIC_URL).hostname}>",
        "Date": formatdate(letter.posted_at.timestamp()),
        "Content-Language": letter.language,
        "Auto-Submitted": "auto-generated",
    }
    if leave:
        headers |= {"List-Unsubscribe": f"<{leave}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    message = EmailMultiAlternatives(
        subject=letter.subject,
        body=plain,
        from_email=return_address(letter) or settings.DEFAULT_FROM_EMAIL,
        to=[formataddr((letter.name, letter.to))],
        reply_to=[letter.reply_to] if letter.reply_to else None,
        headers=headers,
    )
    message.attach_alternative(html, "text/html")
    if letter.calendar:
        message.attach_alternative(letter.calendar, f"text/calendar; method={_method(letter.calendar)}")
        message.attach("samling.ics", letter.calendar.encode(), "application/ics")
    for one in letter.enclosures.all():
        with default_storage.open(one.file) as file:
            message.attach(one.name, file.read(), one.mime)
    return message


def _sender(letter: Letter) -> str:
    """Whom the letter is from, by name."""
    organisation = letter.gathering.organisation if letter.gathering else None
    return one_line(str(organisation)) if organisation else "Samskap"


def _method(calendar: str) -> str:
    """What the calendar is to do with the hours, as the calendar part itself says."""
    lines = (line.partition(":") for line in calendar.splitlines())
    found = next((value.strip() for name, _colon, value in lines if name == "METHOD"), "PUBLISH")
    return found if found.isalpha() else "PUBLISH"


def send(letter: Letter) -> None:
    """Send a letter. Raises `NotNow` or `Never`, with the reason in plain words."""
    try:
        line.send(make_message(letter))
    except SMTPAuthenticationError as error:
        raise NotNow(_("The mail server does not accept our user name and password.")) from error
    except SMTPRecipientsRefused as error:
        code, answer = next(iter(error.recipients.values()))
        raise _refusal(code, answer) from error
    except SMTPResponseException as error:  # the sender or the contents were refused
        raise _refusal(error.smtp_code, error.smtp_error) from error
    except (SMTPException, OSError) as error:
        logger.warning("The mail server did not answer: %s", error)
        raise NotNow(_("The mail server does not answer.")) from error


def _refusal(code: int, answer: bytes | str) -> NotNow | Never:
    said = answer.decode(errors="replace") if isinstance(answer, bytes) else str(answer)
    said = one_line(said)[:300]
    logger.info("The mail server said %s", code)
    if 500 <= code < 600:
        return Never(explain(said, code))
    return NotNow(_("The mail server asks us to wait. It says: %(said)s") % {"said": said})


class Line:
    """The line to the mail server. It is kept open while there is something to say, and not trusted after a pause."""

    PAUSE = 8.0  # seconds

    def __init__(self) -> None:
        self._connection: Any = None
        self._to: tuple[object, ...] = ()
        self._last = 0.0

    def send(self, message: EmailMultiAlternatives) -> None:
        """Send one message; a line that broke is taken up once more."""
        to = (settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT)
        if self._connection is not None and (to != self._to or monotonic() - self._last > self.PAUSE):
            self.hang_up()
        fresh = self._connection is None
        if fresh:
            self._connection, self._to = get_connection(), to
        try:
            self._connection.open()
            self._connection.send_messages([message])
        except SMTPServerDisconnected:
            self.hang_up()
            if fresh:
                raise
            self.send(message)
        except (SMTPException, OSError):
            self.hang_up()
            raise
        self._last = monotonic()

    def hang_up(self) -> None:
        """Let the line go."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(SMTPException, OSError):
                connection.close()


line = Line()


def mark_sent(letter: Letter) -> None:
    """Say that the mail server has it. What held a key to a door is not kept."""
    now = timezone.now()
    forgotten = {"text": ""} if letter.confidential and not settings.MAIL_SHOWN else {}
    Letter.objects.filter(pk=letter.pk, message_id=letter.message_id).update(sent_at=now, trouble="", **forgotten)
