"""My account: who I am, how I sign in, my data, and closing it."""

import hmac
import json
import secrets
import time
from typing import Any, cast

from allauth.account.internal.flows.password_change import finalize_password_set
from allauth.core import ratelimit
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samskap.accounts import forms
from samskap.accounts.adapters import TOO_MANY, WRONG_CODE
from samskap.accounts.closing import close_account, only_i_administer, only_i_plan
from samskap.accounts.export import data_of
from samskap.accounts.lately import lately, remember_sign_in
from samskap.accounts.mail import send_letter
from samskap.accounts.views.signing_in import elsewhere
from samskap.gatherings.models import CODE_LETTERS
from samskap.people.actions import sign_out_everywhere
from samskap.people.models import User
from samskap.people.tokens import hashed
from samskap.writing.queue import write

page = require_http_methods(["GET", "HEAD", "POST"])
CONFIRM = "account-confirm"
CONFIRM_LASTS = 15 * 60
CONFIRM_TRIES = 5


def me(request: HttpRequest) -> User:
    """Whoever is signed in."""
    return cast("User", request.user)


@page
def account(request: HttpRequest) -> HttpResponseBase:
    """Everything about my account, and what can be changed at once: name and language."""
    user = me(request)
    form = forms.AboutMeForm(request.POST if request.method == "POST" else None, instance=user)
    if request.method == "POST" and form.is_valid():
        write(form.save)
        messages.success(request, _("Saved."))
        response = redirect("account")
        code = form.cleaned_data["language"]
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, code, max_age=365 * 24 * 3600, samesite="Lax", secure=settings.HTTPS
        )
        return response
    named = {app["key"]: app["name"] for app in elsewhere()}
    connected = [(one, named.get(one.provider, one.provider)) for one in SocialAccount.objects.filter(user=user)]
    there = {one.provider for one, _name in connected}
    context = {
        "form": form,
        "two_step": Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.RECOVERY_CODES).count(),
        "connected": connected,
        "connectable": [app for app in elsewhere() if app["key"] not in there],
        "memberships": user.organisations.select_related("organisation"),
    }
    return render(request, "accounts/account.html", context, status=422 if form.errors else 200)


@require_POST
def everywhere(request: HttpRequest) -> HttpResponseBase:
    """Sign out everywhere else: phones and computers that were left behind."""
    user = me(request)
    write(lambda: sign_out_everywhere(user))
    user.refresh_from_db()
    update_session_auth_hash(request, user)
    messages.success(request, _("You are signed out everywhere but here."))
    return redirect("account")


@require_POST
def disconnect(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Let an account elsewhere sign in here no more."""
    one = get_object_or_404(SocialAccount, pk=pk, user=me(request))
    write(one.delete)
    messages.success(request, _("Disconnected. You can always sign in with a code."))
    return redirect("account")


@page
@lately
def password(request: HttpRequest) -> HttpResponseBase:
    """Set a password, for those who want one; and a new one, for those who have forgotten the old."""
    user = me(request)
    form = forms.PasswordForm(request.POST if request.method == "POST" else None, user=user)
    if request.method == "POST" and form.is_valid():
        user.set_password(form.cleaned_data["password"])
        write(user.save)
        update_session_auth_hash(request, user)
        finalize_password_set(request, user)
        messages.success(request, _("The password is saved. Everywhere else you are signed out."))
        return redirect("account")
    return render(request, "accounts/password.html", {"form": form}, status=422 if form.errors else 200)


@page
def confirm(request: HttpRequest) -> HttpResponseBase:
    """Show that it is still you: with a code by e-mail."""
    asked: dict[str, Any] = request.session.get(CONFIRM, {})
    form = forms.ConfirmForm(request.POST if "code" in request.POST else None)
    if request.method == "POST" and "code" not in request.POST:
        return _send_confirm_code(request)
    if request.method == "POST" and form.is_valid() and asked:
        sent = "".join(form.cleaned_data["code"].upper().replace("-", "").split())
        fresh = time.time() - asked["at"] < CONFIRM_LASTS and asked["tries"] < CONFIRM_TRIES
        if fresh and hmac.compare_digest(asked["hash"], hashed(sent)):
            del request.session[CONFIRM]
            remember_sign_in(request, me(request), "code")
            return redirect(_next(request))
        request.session[CONFIRM] = asked | {"tries": asked["tries"] + 1}
        form.add_error("code", WRONG_CODE if asked["tries"] + 1 < CONFIRM_TRIES else TOO_MANY)
    context = {"form": form, "asked": bool(asked), "next": _next(request)}
    return render(request, "accounts/confirm.html", context, status=422 if form.errors else 200)


def _send_confirm_code(request: HttpRequest) -> HttpResponseBase:
    user = me(request)
    if not ratelimit.consume(request, action="request_login_code", key=user.email):
        messages.error(request, str(TOO_MANY))
        return redirect("account")
    code = "".join(secrets.choice(CODE_LETTERS) for _ in range(8))
    request.session[CONFIRM] = {"hash": hashed(code), "at": time.time(), "tries": 0}
    send_letter(user.email, "accounts/letters/code.md", language=user.language, code=f"{code[:4]}-{code[4:]}")
    return redirect(request.get_full_path())


def _next(request: HttpRequest) -> str:
    after = request.GET.get("next", "")
    mine = url_has_allowed_host_and_scheme(after, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return after if after and mine else "/account/"


@require_safe
@lately
def data(request: HttpRequest) -> HttpResponse:
    """All that is kept about me, as a file."""
    text = json.dumps(data_of(me(request)), ensure_ascii=False, indent=2, default=str)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="samskap-account.json"'
    return response


@page
@lately
def close(request: HttpRequest) -> HttpResponseBase:
    """Close the account: said first what goes and what stays."""
    user = me(request)
    form = forms.CloseForm(request.POST if request.method == "POST" else None, user=user)
    alone, leads = list(only_i_plan(user)), list(only_i_administer(user))
    if request.method == "POST" and not alone and not leads and form.is_valid():
        logout(request)
        write(lambda: close_account(user))
        messages.success(request, _("Your account is closed."))
        return redirect("front")
    if request.method == "POST" and (alone or leads):
        messages.error(request, _("Let somebody else take over first."))
    context = {"form": form, "alone": alone, "leads": leads}
    bad = request.method == "POST"
    return render(request, "accounts/close.html", context, status=422 if bad else 200)
