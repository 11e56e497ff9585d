"""The short code on a printed sheet (arkkode): it says which gathering, block, group and card the sheet belongs to.

A helper who points a phone at the sheet comes to the right place. The code is signed with the server's key, so nobody
can make one for another gathering, or count their way to another group. It opens no door by itself: who may type in is
said in the table of access.
"""

import hmac
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from hashlib import sha256

from django.conf import settings
from django.urls import reverse

from samskap.gatherings.models import Block, Gathering

KINDS = {"block": "b", "circle": "c", "card": "k", "wall": "w"}
SIGNED = 9  # bytes: 72 bits can't be guessed, and the QR code stays coarse enough for a creased sheet


class NotASheet(ValueError):
    """The code is not one of ours, or belongs to another gathering."""


@dataclass(frozen=True)
class SheetCode:
    """What stands in the code of a sheet. Numbers are primary keys; 0 where the sheet is not about such a thing."""

    kind: str
    block: int = 0
    circle: int = 0
    card: int = 0


def sheet_token(gathering: Gathering, kind: str, *, block: int = 0, circle: int = 0, card: int = 0) -> str:
    """Make the code of a sheet: always the same for the same sheet, so that it can be printed again."""
    numbers = ".".join(_short(number) for number in (block, circle, card)).rstrip(".")
    said = f"{KINDS[kind]}{numbers}"
    return f"{said}-{_signature(gathering, said)}"


def read_sheet_token(gathering: Gathering, token: str) -> SheetCode:
    """Read a code that was printed for this gathering; raise `NotASheet` for any other."""
    said, _, signature = token.partition("-")
    if not hmac.compare_digest(signature.encode(), _signature(gathering, said).encode()):
        raise NotASheet
    kind = next(name for name, letter in KINDS.items() if letter == said[:1])
    block, circle, card = ([int(part, 36) if part else 0 for part in said[1:].split(".")] + [0, 0])[:3]
    return SheetCode(kind, block, circle, card)


def sheet_path(gathering: Gathering, kind: str, *, block: Block | None = None, circle: int = 0, card: int = 0) -> str:
    """The address in the QR code of a sheet."""
    token = sheet_token(gathering, kind, block=block.pk if block else 0, circle=circle, card=card)
    return reverse("paper-sheet", args=[gathering.slug, token])


def _short(number: int) -> str:
    """A number with digits and letters; nothing for 0."""
    digits = ""
    while number:
        number, last = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[last] + digits
    return digits


def _signature(gathering: Gathering, said: str) -> str:
    key = settings.SECRET_KEY.encode()
    digest = hmac.new(key, f"sheet:{gathering.pk}:{said}".encode(), sha256).digest()
    return urlsafe_b64encode(digest[:SIGNED]).decode()
