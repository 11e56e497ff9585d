"""What can be done with accounts."""

from datetime import timedelta

from django.utils import timezone

from samskap.people.models import Organisation, Sector, SignInLink, User
from samskap.people.tokens import hashed, new_token

LINK_LASTS = timedelta(minutes=30)


def find_or_make_user(email: str, *, name: str = "") -> User:
    """Return the account of an e-mail address; made if it is new."""
    user = User.objects.filter(email=email.strip().lower()).first()
    return user or User.objects.create_user(email.strip(), name=name)


def make_sign_in_link(user: User, *, lasts: timedelta = LINK_LASTS) -> str:
    """Make a link that signs ``user`` in once, and return its token."""
    token = new_token()
    SignInLink.objects.create(user=user, token_hash=hashed(token), expires_at=timezone.now() + lasts)
    return token


def use_sign_in_link(token: str) -> User | None:
    """Use a link up and return whom it signs in; nothing if it is old, used or unknown.

    The conditional update lets one of two racing requests win.
    """
    now = timezone.now()
    live = SignInLink.objects.filter(token_hash=hashed(token), used_at=None, expires_at__gt=now)
    if live.update(used_at=now) == 0:
        return None
    return SignInLink.objects.select_related("user").get(token_hash=hashed(token)).user


def find_or_make_organisation(name: str, *, sector: str = Sector.OTHER) -> Organisation | None:
    """Return the organisation somebody typed, whatever its capitals; nothing for an empty name."""
    name = " ".join(name.split())
    if not name:
        return None
    known = Organisation.objects.filter(name__iexact=name).first()
    return known or Organisation.objects.get_or_create(name=name, defaults={"sector": sector})[0]


def sign_out_everywhere(user: User) -> None:
    """End every sign-in of the account (logg ut alle steder); a session is tied to this time."""
    User.objects.filter(pk=user.pk).update(signed_out_at=timezone.now())
