"""What each stored field is, why we keep it and when it goes: the ground for notices, exports and erasure.

Every model says it for itself, next to its fields::

    privacy = {"first_name": personal("to be called by name", until=GATHERING_FORGOTTEN)}

A test fails for a field that says nothing.
"""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """How sensitive a field is."""

    NONE = "none"
    PERSONAL = "personal"
    SPECIAL = "special"
    SECRET = "secret"


class Until(StrEnum):
    """When a field's value goes by itself."""

    GATHERING_DELETED = "the gathering is deleted"
    GATHERING_FORGOTTEN = "the people of the gathering are forgotten, on the date the organiser chose"
    ACCOUNT_CLOSED = "the account is closed"
    USED = "it is used or has expired"


@dataclass(frozen=True)
class Field:
    """The classification of one model field."""

    kind: Kind
    purpose: str
    until: Until


def plain(purpose: str, *, until: Until = Until.GATHERING_DELETED) -> Field:
    """Say that a field tells nothing of a person."""
    return Field(Kind.NONE, purpose, until)


def personal(purpose: str, *, until: Until = Until.GATHERING_FORGOTTEN) -> Field:
    """Say that a field tells something of a person, or is tied to one."""
    return Field(Kind.PERSONAL, purpose, until)


def secret(purpose: str, *, until: Until = Until.GATHERING_DELETED) -> Field:
    """Say that a field opens a door, and is never shown or exported."""
    return Field(Kind.SECRET, purpose, until)
