"""Asking again who somebody is, before what would be bad in the hands of whoever finds an open laptop (nylig)."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.flows.manage_email import sync_user_email_address
from allauth.account.models import EmailAddress
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from samskap.people.models import User
from samskap.writing.queue import write

LASTS = 20 * 60  # seconds
View = Callable[..., HttpResponseBase]


def remember_sign_in(request: HttpRequest, user: User, how: str) -> None:
    """Note in the session how and when somebody showed who they are.

    Whoever gives out a link has vouched for the address it was made for.
    """
    record_authentication(request, user, method=how)
    if how == "link":
        write(lambda: _vouch(user))


def _vouch(user: User) -> None:
    sync_user_email_address(user)
    EmailAddress.objects.filter(user=user, email=user.email).update(verified=True, primary=True)


def signed_in_lately(request: HttpRequest) -> bool:
    """Whether the person has shown who they are in the last twenty minutes."""
    records: list[dict[str, Any]] = request.session.get("account_authentication_methods", [])
    return bool(records) and time.time() - max(one.get("at", 0) for one in records) < LASTS


def lately(view: View) -> View:
    """Ask for a code first, if it is long since the person signed in."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if signed_in_lately(request):
            return view(request, *args, **kwargs)
        return redirect(f"{reverse('account-confirm')}?{urlencode({'next': request.path})}")

    return asked
