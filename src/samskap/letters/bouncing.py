"""Letters that come back (retur): each has a return address of its own, and we read what the mail servers say there."""

import hashlib
import hmac
import re
from email import policy
from email.message import EmailMessage, Message
from email.parser import BytesParser
from email.utils import getaddresses

from django.conf import settings
from django.utils import timezone, translation

from samskap.letters.models import Letter
from samskap.letters.reasons import explain

PLACES = ("Delivered-To", "X-Original-To", "Envelope-To", "To")


def _sign(number: int) -> str:
    key = settings.SECRET_KEY.encode()
    return hmac.new(key, f"bounce:{number}".encode(), hashlib.sha256).hexdigest()[:16]


def return_address(letter: Letter) -> str:
    """Return the address that only this letter comes back to; nothing if the server has none."""
    if not settings.BOUNCE_ADDRESS:
        return ""
    name, _at, host = settings.BOUNCE_ADDRESS.partition("@")
    return f"{name}+{letter.pk}-{_sign(letter.pk)}@{host}"


def take_bounce(data: bytes, *, recipient: str = "") -> Letter | None:
    """Read a delivery status notification, and mark the letter it is about; nothing if it is about none of ours.

    Only what says that delivery has failed counts. A delay, an absence or a reply changes nothing.
    """
    message = BytesParser(policy=policy.default).parsebytes(data)
    if not isinstance(message, EmailMessage):
        return None
    failure = _failure(message)
    letter = failure and (_by_return_address(message, recipient) or _by_message_id(message))
    if not letter or not failure:
        return None
    with translation.override(letter.language):
        trouble = explain(failure)
    Letter.objects.filter(pk=letter.pk, bounced_at=None).exclude(sent_at=None).update(
        bounced_at=timezone.now(), trouble=trouble
    )
    letter.refresh_from_db()
    return letter


def _failure(message: EmailMessage) -> str:
    """What the report says has failed, with its status code first; nothing if nothing has."""
    for part in message.walk():
        if part.get_content_type() != "message/delivery-status":
            continue
        for block in _parts(part):  # the first is about the report, the others about one recipient each
            if str(block.get("Action", "")).strip().lower() == "failed":
                status = str(block.get("Status", "")).strip()
                said = str(block.get("Diagnostic-Code", "")).partition(";")[2] or str(block.get("Diagnostic-Code", ""))
                said = " ".join(said.split())[:300]
                return said if said.find(status) >= 0 and status else f"{status} {said}".strip()
    return ""


def _parts(part: Message) -> list[Message]:
    payload = part.get_payload()
    return [one for one in payload if isinstance(one, Message)] if isinstance(payload, list) else []


def _by_return_address(message: EmailMessage, recipient: str) -> Letter | None:
    heads = [str(value) for place in PLACES for value in message.get_all(place, [])]
    for _name, address in getaddresses([recipient, *heads]):
        found = re.search(r"\+(\d{1,18})-([0-9a-f]{16})@", address)
        if found and hmac.compare_digest(_sign(int(found[1])), found[2]):
            return Letter.objects.filter(pk=int(found[1])).first()
    return None


def _by_message_id(message: EmailMessage) -> Letter | None:
    """Find the letter by the copy of its head that most reports carry. Our Message-IDs can't be guessed."""
    for part in message.walk():
        if part.get_content_type() == "message/rfc822":
            head = " ".join(str(original.get("Message-ID", "")) for original in _parts(part))
        elif part.get_content_type() == "text/rfc822-headers":
            head = str(part.get_content())
        else:
            continue
        found = re.search(r"<([0-9a-f]{32})@", head)
        if found and (letter := Letter.objects.filter(message_id=found[1]).first()):
            return letter
    return None
