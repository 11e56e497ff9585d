"""What each stored field is, why we keep it and when it goes: the ground for notices, exports and erasure.

Every model says it for itself, next to its fields::

    privacy = {"first_name": personal("to be called by name", until=GATHERING_FORGOTTEN)}

What the libraries store is said here, in `OTHERS`. A test fails for a field that says nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


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


# Tables that aren't ours, by their label. Those no person is in say so with nothing.
OTHERS: Mapping[str, Mapping[str, Field]] = {
    "account.EmailAddress": {
        "user": personal("whose address it is", until=Until.ACCOUNT_CLOSED),
        "email": personal("to sign in and to be reached", until=Until.ACCOUNT_CLOSED),
        "verified": personal("whether the person has shown that the address is theirs", until=Until.ACCOUNT_CLOSED),
        "primary": plain("which of the addresses we write to", until=Until.ACCOUNT_CLOSED),
    },
    "account.EmailConfirmation": {
        "email_address": personal("whose address it is", until=Until.USED),
        "created": plain("when it was made", until=Until.USED),
        "sent": plain("so that an old one opens nothing", until=Until.USED),
        "key": secret("to show that an address is one's own", until=Until.USED),
    },
    "socialaccount.SocialAccount": {
        "user": personal("who signs in with an account elsewhere", until=Until.ACCOUNT_CLOSED),
        "provider": personal("where that account is", until=Until.ACCOUNT_CLOSED),
        "uid": personal("to know that account again", until=Until.ACCOUNT_CLOSED),
        "last_login": personal("to see sign-ins one does not know of", until=Until.ACCOUNT_CLOSED),
        "date_joined": plain("when it was connected", until=Until.ACCOUNT_CLOSED),
        "extra_data": personal("what that account told us: name and address", until=Until.ACCOUNT_CLOSED),
    },
    "socialaccount.SocialToken": {
        "app": plain("which connection it belongs to", until=Until.ACCOUNT_CLOSED),
        "account": personal("whose account elsewhere it is", until=Until.ACCOUNT_CLOSED),
        "token": secret("to ask the account elsewhere; none is stored", until=Until.USED),
        "token_secret": secret("to ask the account elsewhere; none is stored", until=Until.USED),
        "expires_at": plain("so that an old one opens nothing", until=Until.USED),
    },
    "mfa.Authenticator": {
        "user": personal("who signs in with two steps", until=Until.ACCOUNT_CLOSED),
        "type": personal("which second step it is", until=Until.ACCOUNT_CLOSED),
        "data": secret("to check the second step", until=Until.ACCOUNT_CLOSED),
        "created_at": plain("when it was made", until=Until.ACCOUNT_CLOSED),
        "last_used_at": personal("to see sign-ins one does not know of", until=Until.ACCOUNT_CLOSED),
    },
    "sessions.Session": {
        "session_key": secret("to know the browser again", until=Until.USED),
        "session_data": personal("who is signed in, and how they showed who they are", until=Until.USED),
        "expire_date": plain("so that an old sign-in opens nothing", until=Until.USED),
    },
    "auth.Permission": {},
    "auth.Group": {},
    "contenttypes.ContentType": {},
    "socialaccount.SocialApp": {},
}


def said_of(model: type[Any]) -> Mapping[str, Field]:
    """What is said of each field of a table, ours or not."""
    said: Mapping[str, Field] = getattr(model, "privacy", None) or OTHERS.get(model._meta.label, {})
    return said
