"""A real mail server for tests: it takes letters by SMTP, and refuses what it is told to refuse."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from samskap.letters.sending import line
from samskap.testing.servers import free_port


class Mailbox:
    """What has come in, and what is refused: ``mailbox.refuse("per@example.org", "550 5.1.1 No such user")``."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.senders: list[str] = []
        self._refused: dict[str, str] = {}
        self._changed = threading.Condition()
        self.held = False  # whoever brings a letter waits, as with a slow server
        self.asked = 0
        self.controller = Controller(self, hostname="127.0.0.1", port=free_port())

    def refuse(self, address: str, answer: str) -> None:
        """Answer so to whoever writes to ``address``: 5xx for ever, 4xx for now."""
        self._refused[address] = answer

    def accept(self, address: str) -> None:
        """Take letters to ``address`` again."""
        del self._refused[address]

    def to(self, address: str) -> EmailMessage:
        """Find the newest letter to an address."""
        return next(letter for letter in reversed(self.letters) if address in str(letter["To"]))

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:  # noqa: N802 - aiosmtpd's name
        """Answer RCPT TO."""
        if address in self._refused:
            return self._refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        """Keep the letter."""
        self._note(lambda: setattr(self, "asked", self.asked + 1))
        while self.held:  # noqa: ASYNC110 - let go from another thread
            await asyncio.sleep(0.02)
        letter = BytesParser(policy=policy.default).parsebytes(envelope.content)
        assert isinstance(letter, EmailMessage)
        self.senders.append(envelope.mail_from)
        self._note(lambda: self.letters.append(letter))
        return "250 OK"

    def _note(self, change: Callable[[], object]) -> None:
        with self._changed:
            change()
            self._changed.notify_all()

    def wait_until(self, true: Callable[[], bool]) -> None:
        """Wait until something is true of the mailbox, as letters come in."""
        with self._changed:
            assert self._changed.wait_for(true, timeout=60), f"{self.asked} asked, {len(self.letters)} came"

    @property
    def environment(self) -> dict[str, str]:
        """What a product in a process of its own needs to know to send mail here."""
        return {
            "SAMSKAP_SMTP_HOST": "127.0.0.1",
            "SAMSKAP_SMTP_PORT": str(self.controller.port),
            "SAMSKAP_SMTP_TLS": "0",
        }


@pytest.fixture
def mailbox(settings: Any) -> Iterator[Mailbox]:
    """Run a mail server for one test, and send mail there."""
    mailbox = Mailbox()
    mailbox.controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", mailbox.controller.port, False
    yield mailbox
    line.hang_up()
    mailbox.controller.stop()
