"""Letters about accounts: codes, invitations, and what has been changed."""

from typing import Any

from django.conf import settings

from samskap.gatherings.models import Gathering
from samskap.letters.posting import post
from samskap.people.models import User
from samskap.writing.queue import write


def language_of(email: str, otherwise: str) -> str:
    """The language of whoever has this address, if we know them."""
    known = User.objects.filter(email=email.lower()).values_list("language", flat=True).first()
    return known or otherwise


def send_letter(
    to: str, template: str, *, language: str, gathering: Gathering | None = None, kind: str = "account", **context: Any
) -> None:
    """Post a letter. It goes before all else, and since it may hold a key to an account, nobody else can read it."""
    context |= {"home": settings.PUBLIC_URL}
    write(
        lambda: post(
            to, template=template, context=context, language=language, gathering=gathering, kind=kind, urgent=True,
            confidential=True,
        )
    )  # fmt: skip
