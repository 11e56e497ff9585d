"""Posting a letter (legge i posten): it is written down with what it is about, and sent by the worker after that."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from samskap.gatherings.models import Gathering, Participation
from samskap.jobs.work import start
from samskap.letters.models import Enclosure, Letter, new_message_id
from samskap.letters.unsubscribing import has_unsubscribed
from samskap.letters.writing import one_line, render_letter
from samskap.refusals import Refused

FOLDER = "letters"


@dataclass(frozen=True)
class Attachment:
    """A file to send along."""

    name: str
    data: bytes
    mime: str


def post(
    to: str,
    *,
    template: str,
    context: dict[str, Any] | None = None,
    language: str = "nb",
    gathering: Gathering | None = None,
    **more: Any,
) -> Letter:
    """Fill in a template and post the letter, inside a write. What else can be said of it: see `post_text`.

    The template is Markdown. Its first line is the subject: ``# You have a place``.
    """
    filled = {"gathering": gathering, **(context or {})}
    subject, text = render_letter(template, filled, language)
    return post_text(to, subject=subject, text=text, language=language, gathering=gathering, **more)


def post_text(
    to: str,
    *,
    subject: str,
    text: str,
    key: str = "",
    language: str = "nb",
    gathering: Gathering | None = None,
    person: Participation | None = None,
    kind: str = "",
    name: str = "",
    reply_to: str = "",
    attachments: Sequence[Attachment] = (),
    calendar: bytes | None = None,
    unsubscribe: str = "",
    urgent: bool = False,
    confidential: bool = False,
) -> Letter:
    """Post a letter whose text (Markdown) is ready, inside a write. It is sent after the commit, once for each ``key``.

    ``unsubscribe`` names the kind of letters that one can say no to with the link in it; to those who have, nothing is
    sent, and the letter says so. ``urgent`` goes before all else. A ``confidential`` letter holds a key to a door: its
    text goes when it is sent, and no organiser can read it.
    """
    to = check_address(to)
    organisation = gathering.organisation if gathering else None
    withheld = bool(unsubscribe) and has_unsubscribed(to, unsubscribe, organisation)
    fields = {
        "to": to,
        "name": one_line(name)[:120],
        "reply_to": check_address(reply_to) if reply_to else "",
        "subject": one_line(subject)[:200],
        "text": text,
        "language": language,
        "gathering": gathering,
        "person": person,
        "kind": kind,
        "calendar": calendar.decode() if calendar else "",
        "unsubscribe": unsubscribe,
        "urgent": urgent,
        "confidential": confidential,
        "withheld_at": timezone.now() if withheld else None,
    }
    with transaction.atomic():
        letter, is_new = (
            Letter.objects.get_or_create(key=key, defaults=fields) if key else (Letter.objects.create(**fields), True)
        )
        if is_new:
            Enclosure.objects.bulk_create(_enclose(letter, one) for one in attachments)
            if not withheld:
                _hand_over(letter)
    return letter


def _enclose(letter: Letter, one: Attachment) -> Enclosure:
    """Keep a file under the fingerprint of what is in it."""
    path = f"{FOLDER}/{hashlib.sha256(one.data).hexdigest()}"
    if not default_storage.exists(path):
        default_storage.save(path, ContentFile(one.data))
    return Enclosure(letter=letter, name=one_line(one.name)[:120], mime=one.mime, file=path)


def _hand_over(letter: Letter) -> None:
    start("send-letter", urgent=letter.urgent, letter=letter.pk)


def check_address(address: str) -> str:
    """Return an address without what stands around it; refuse what is none."""
    address = address.strip()
    try:
        validate_email(address)
    except ValidationError:
        raise Refused(
            _("“%(address)s” is not an e-mail address.") % {"address": one_line(address)[:80]}, status=422
        ) from None
    return address


def send_again(letter: Letter, *, to: str = "") -> None:
    """Send a letter once more (sende på nytt), maybe to a corrected address, which is then also the person's."""
    if letter.withheld_at is not None:
        raise Refused(_("The one it is for wants no more letters of this kind."))
    if not letter.text:
        raise Refused(_("The text of this letter is no longer kept, so it can't be sent again."))
    to = check_address(to) if to else letter.to
    if to != letter.to and letter.person is not None:
        Participation.objects.filter(pk=letter.person.pk, email__iexact=letter.to).update(email=to)
    # Of two who press, one wins: the Message-ID is the one they saw.
    changed = Letter.objects.filter(pk=letter.pk, message_id=letter.message_id).exclude(
        sent_at=None, failed_at=None
    ).update(
        to=to, message_id=new_message_id(), posted_at=timezone.now(), sent_at=None, failed_at=None, bounced_at=None,
        tries=0, trouble="",
    )  # fmt: skip
    if changed:
        letter.refresh_from_db()
        _hand_over(letter)
