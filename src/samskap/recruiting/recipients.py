"""Reading what somebody pastes: names and addresses, as they come from a mail program, a list or a spreadsheet."""

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

ADDRESS = re.compile(r"[^\s<>;,\t\"]+@[^\s<>;,\t\"]*")
AROUND = " \t<>;,\"'()"


@dataclass(frozen=True)
class Recipient:
    """Somebody to write to."""

    name: str
    email: str


@dataclass(frozen=True)
class BadLine:
    """A line in which there is no address that can be used."""

    number: int
    text: str


def read_recipients(pasted: str) -> tuple[list[Recipient], list[BadLine]]:
    """Read one or more addresses from each line, with the name beside each if there is one.

    ``Aud Ås <aud@example.org>``, ``Aud Ås; aud@example.org`` and ``aud@example.org, bo@example.org`` all work. The same
    address counts once, whatever its capitals. A line that can't be read comes back as it was.
    """
    found: dict[str, Recipient] = {}
    bad: list[BadLine] = []
    for number, line in enumerate(pasted.splitlines(), start=1):
        if not line.strip():
            continue
        there = _read_line(line)
        if not there:
            bad.append(BadLine(number, line.strip()))
        for one in there:
            found.setdefault(one.email.lower(), one)
    return list(found.values()), bad


def _read_line(line: str) -> list[Recipient]:
    addresses = ADDRESS.findall(line)
    if not addresses or not all(_is_address(one.strip(AROUND)) for one in addresses):
        return []
    if len(addresses) == 1:
        rest = line.replace(addresses[0], " ")
        return [Recipient(_name(rest), addresses[0].strip(AROUND))]
    parts = ADDRESS.split(line)
    return [Recipient(_name(before), one.strip(AROUND)) for before, one in zip(parts, addresses, strict=False)]


def _name(text: str) -> str:
    words = re.sub(r"[<>;,\t\"()]+", " ", text).split()
    return " ".join(word for word in words if any(sign.isalpha() for sign in word))


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True
