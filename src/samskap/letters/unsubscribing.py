"""Saying no to more letters of one kind (reservere seg): the link in the letter is enough, and needs no sign-in."""

import hashlib
import hmac
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from samskap.letters.models import Letter, Unsubscribed
from samskap.people.models import Organisation

SALT = "samskap.letters.unsubscribe"


@dataclass(frozen=True)
class Wish:
    """Who wants no more of what, from whom. It is all in the link, so the link works when the letter is gone."""

    address_hash: str
    kind: str
    organisation: Organisation | None


def hash_address(address: str) -> str:
    """Hash an address with the server's key, so that nobody who has the table can try addresses on it."""
    key = settings.SECRET_KEY.encode()
    return hmac.new(key, f"address:{address.strip().lower()}".encode(), hashlib.sha256).hexdigest()


def link_for(letter: Letter) -> str:
    """Make the address at which whoever gets ``letter`` can say no to more like it."""
    organisation = letter.gathering.organisation_id if letter.gathering else None
    token = signing.Signer(salt=SALT).sign_object(
        [hash_address(letter.to), letter.unsubscribe, organisation], compress=True
    )
    return settings.PUBLIC_URL + reverse("unsubscribe", args=[token])


def read_token(token: str) -> Wish | None:
    """Read what a link says; nothing if it is not ours."""
    try:
        address_hash, kind, number = signing.Signer(salt=SALT).unsign_object(token)
    except (signing.BadSignature, ValueError):
        return None
    organisation = Organisation.objects.filter(pk=number).first() if number else None
    return Wish(address_hash, kind, organisation)


def unsubscribe(wish: Wish) -> None:
    """Send no more of this kind. Asking twice is asking once."""
    with transaction.atomic():
        Unsubscribed.objects.get_or_create(
            address_hash=wish.address_hash, kind=wish.kind, organisation=wish.organisation
        )


def subscribe_again(wish: Wish) -> None:
    """Take the no back."""
    Unsubscribed.objects.filter(address_hash=wish.address_hash, kind=wish.kind, organisation=wish.organisation).delete()


def has_unsubscribed(address: str, kind: str, organisation: Organisation | None) -> bool:
    """Whether somebody wants no letters of this kind from an organisation, or from anybody."""
    return unsubscribed_among([address], kind, organisation) != set()


def unsubscribed_among(addresses: list[str], kind: str, organisation: Organisation | None) -> set[str]:
    """Which of many addresses want no letters of this kind; one question to the database."""
    by_hash = {hash_address(address): address for address in addresses}
    said_no = Unsubscribed.objects.filter(Q(organisation=None) | Q(organisation=organisation), kind=kind)
    known = (
        set(said_no.values_list("address_hash", flat=True))
        if len(by_hash) > 500
        else set(said_no.filter(address_hash__in=list(by_hash)).values_list("address_hash", flat=True))
    )
    return {address for digest, address in by_hash.items() if digest in known}
