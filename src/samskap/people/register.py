"""Look an organisation up in the open company register, by name or number (Enhetsregisteret).

Only the server asks, never the browser. The register may be slow, away or say something we don't understand: then there
is nothing to choose from, and people write the name themselves.
"""

import json
import logging
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from urllib.request import Request, urlopen

from django.conf import settings
from django.core.cache import cache
from stdnum.no import orgnr

SECONDS = 2.0
BYTES_MAX = 512 * 1024
SHOWN = 8
SHORTEST, LONGEST = 3, 100
KEPT = 600  # seconds that an answer is remembered
REST = 30  # seconds that a register which was away is left alone
NOT_THERE = {404, 410}
WITH_NUMBER = re.compile(r"(?P<name>.*?)\s*\((?P<number>[0-9 ]{9,13})\)")

logger = logging.getLogger(__name__)


class Away(Exception):
    """The register can't be asked just now."""


@dataclass(frozen=True)
class Company:
    """An organisation as the register knows it."""

    number: str
    name: str

    def __str__(self) -> str:
        return f"{self.name} ({self.number})"


def number_in(text: str) -> str:
    """The organisation number that a text is, written with or without spaces; empty if it is none."""
    digits = orgnr.compact(text)
    return digits if orgnr.is_valid(digits) and digits[0] in "89" else ""


def chosen(text: str) -> tuple[str, str]:
    """Part what somebody chose or wrote in name and number: "Kafé Lykta (923 609 016)"."""
    found = WITH_NUMBER.fullmatch(text)
    if found and (number := number_in(found["number"])):
        return found["name"], number
    return ("", number) if (number := number_in(text)) else (text, "")


def find(text: str) -> list[Company]:
    """Return the organisations that a text may mean, at most eight. Raises `Away`."""
    text = " ".join(text.split())[:LONGEST]
    if len(text) < SHORTEST:
        return []
    number = number_in(text)
    if number:
        answer = _ask(f"/enheter/{number}") or _ask(f"/underenheter/{number}")
        return _companies([answer] if answer else [])
    if text.replace(" ", "").isdigit():
        return []
    query = urlencode({"navn": text, "navnMetodeForSoek": "FORTLOEPENDE", "size": SHOWN})
    found = _ask(f"/enheter?{query}")
    embedded = found.get("_embedded", {})
    return _companies(embedded.get("enheter", []) if isinstance(embedded, Mapping) else [])


def _companies(found: Any) -> list[Company]:
    """Those with a name and a number that can be right; what else the register may say is left out."""
    whole = [one for one in found if isinstance(one, Mapping)] if isinstance(found, list) else []
    pairs = [(str(one.get("organisasjonsnummer", "")), " ".join(str(one.get("navn") or "").split())) for one in whole]
    return [Company(number, name[:120]) for number, name in pairs if name and number_in(number)][:SHOWN]


def _ask(path: str) -> dict[str, Any]:
    key = f"register:{path}"
    if (known := cache.get(key)) is not None:
        return dict(known)
    if not settings.COMPANY_REGISTER or cache.get("register:away"):
        raise Away
    try:
        found = _fetch(settings.COMPANY_REGISTER + path)
    except (OSError, ValueError) as problem:
        logger.warning("The company register can't be asked: %s", problem)
        cache.set("register:away", True, REST)
        raise Away from problem
    cache.set(key, found, KEPT)
    return found


def _fetch(address: str) -> dict[str, Any]:
    if urlsplit(address).scheme not in {"http", "https"}:
        raise ValueError("SAMSKAP_COMPANY_REGISTER is not a web address")
    until = time.monotonic() + SECONDS
    request = Request(address, headers={"Accept": "application/json", "User-Agent": "Samskap"})  # noqa: S310 - checked
    try:
        with urlopen(request, timeout=SECONDS) as answer:  # noqa: S310 - checked above
            body = b""
            while chunk := answer.read1(64 * 1024):
                body += chunk
                if len(body) > BYTES_MAX or time.monotonic() > until:
                    raise TimeoutError("too much, or too slowly")
    except HTTPError as error:
        with error:
            if error.code in NOT_THERE:
                return {}
            raise
    found = json.loads(body)
    if not isinstance(found, dict):
        raise ValueError("not what a register says")
    return found
