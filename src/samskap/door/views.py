"""At the door: the front page, joining, passes, the language, leaving, signing in and out."""

import uuid
from typing import cast
from urllib.parse import quote

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language, get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from samskap.accounts.lately import remember_sign_in
from samskap.door.forms import CodeForm, JoinForm
from samskap.door.guessing import TooManyGuesses, find_by_code
from samskap.gatherings import actions
from samskap.gatherings.access import Actor, actor_at, cookie_name, first_door, set_token
from samskap.gatherings.models import Gathering, Participation, Pass
from samskap.people.actions import use_sign_in_link
from samskap.people.models import SignInLink
from samskap.people.tokens import hashed, token_from
from samskap.stage.coming import has_come, has_gone
from samskap.stage.forgetting import forget
from samskap.writing.once import fingerprint, once
from samskap.writing.queue import write

DEVICE_COOKIE = "samskap-device"


def _device(request: HttpRequest) -> str:
    return request.COOKIES.get(DEVICE_COOKIE, "")[:40] or "new"


@require_http_methods(["GET", "HEAD", "POST"])
def front(request: HttpRequest) -> HttpResponse:
    """The front page: type the code, or sign in."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            found = find_by_code(form.cleaned_data["code"], device=_device(request))
        except TooManyGuesses as error:
            form.add_error("code", error.message)
        else:
            if found is not None:
                return redirect("join", found.code)
            form.add_error("code", _("No gathering has this code. Look at the screen and type it once more."))
    response = render(request, "door/front.html", {"form": form}, status=422 if form.errors else 200)
    if DEVICE_COOKIE not in request.COOKIES:
        response.set_cookie(
            DEVICE_COOKIE, uuid.uuid4().hex, max_age=24 * 3600, httponly=True, secure=settings.HTTPS, samesite="Lax"
        )
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, code: str) -> HttpResponse:
    """The door of one gathering: say your first name and come in (B1, G7)."""
    try:
        gathering = find_by_code(code, device=_device(request))
    except TooManyGuesses as error:
        messages.error(request, str(error.message))
        return redirect("front")
    if gathering is None:
        messages.error(request, _("No gathering has this code. Look at the screen and type it once more."))
        return redirect("front")
    if actor_at(request, gathering).person is not None:
        return redirect("phone", gathering.slug)
    form = JoinForm(request.POST or None)
    if request.method == "POST" and gathering.is_open and form.is_valid():
        return _let_in(request, gathering, form)
    key = request.POST.get("key") or uuid.uuid4().hex
    context = {"form": form, "gathering": gathering, "key": key}
    return render(request, "door/join.html", context, status=422 if form.errors else 200)


def _let_in(request: HttpRequest, gathering: Gathering, form: JoinForm) -> HttpResponse:
    """Make the participation, once for each key: the token is made from the key, so a retry gets the same one."""
    key = (request.headers.get("Idempotency-Key") or request.POST.get("key") or uuid.uuid4().hex)[:64]
    token = token_from(f"{gathering.pk}:{key}")

    def effect() -> None:
        person = actions.join(gathering, **form.cleaned_data, language=get_language() or "nb", token=token)
        has_come(person, "person.joined")

    once(effect, actor=f"door:{gathering.pk}", key=key, body=fingerprint([("join", key)]))
    response = redirect("phone", gathering.slug)
    set_token(response, gathering, "person", token)
    return response


@require_GET
def open_pass(request: HttpRequest, token: str) -> HttpResponse:
    """A link that gives its holder a role: remember it on this device and go there."""
    held = Pass.objects.select_related("gathering").filter(token_hash=hashed(token), revoked_at=None).first()
    if held is None:
        messages.error(request, _("This link is no longer valid. Ask the organiser for a new one."))
        return redirect("front")
    response = redirect(first_door(held.role), held.gathering.slug)
    set_token(response, held.gathering, "pass", token)
    return response


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Go home: the phone forgets the gathering."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    person = cast("Participation", actor.person)

    def effect() -> None:
        actions.leave(person)
        has_gone(person, "person.left")

    write(effect)
    messages.success(request, _("You have left the gathering. What you made is still there."))
    return redirect("front")


@require_http_methods(["GET", "HEAD", "POST"])
def forget_me(request: HttpRequest) -> HttpResponse:
    """Leave and be forgotten (glem meg): said first what goes and what stays, then done."""
    gathering: Gathering = request.gathering  # type: ignore[attr-defined]
    actor: Actor = request.actor  # type: ignore[attr-defined]
    person = cast("Participation", actor.person)
    if request.method != "POST":
        return render(request, "door/forget_me.html", {"gathering": gathering, "person": person})
    write(lambda: forget(person))
    messages.success(request, _("You are forgotten. What you made is still there, without your name."))
    response = redirect("front")
    response.delete_cookie(cookie_name(gathering, "person"), samesite="Lax")
    return response


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Choose bokmål, nynorsk or English; kept in a cookie on the device."""
    code = request.POST.get("language", "")
    back = request.POST.get("back", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        back = "/"
    response = redirect(back)
    if code in dict(settings.LANGUAGES) and check_for_language(code):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, code, max_age=365 * 24 * 3600, samesite="Lax", secure=settings.HTTPS
        )
    return response


def sign_in_address(token: str, after: str = "") -> str:
    """The address (path) of a sign-in link that ends up at ``after``."""
    path = reverse("sign-in-link", args=[token])
    return f"{path}?next={quote(after)}" if after else path


@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_link(request: HttpRequest, token: str) -> HttpResponse:
    """Use a sign-in link: shown first, used by a button, since mail scanners open links."""
    after = request.GET.get("next", "")
    if request.method != "POST":
        return render(request, "door/sign_in_link.html", {"usable": SignInLink.find(token) is not None})
    user = write(lambda: use_sign_in_link(token))
    if user is None:
        return render(request, "door/sign_in_link.html", {"usable": False}, status=410)
    login(request, user)
    remember_sign_in(request, user, "link")
    safe = url_has_allowed_host_and_scheme(after, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return redirect(after if after and safe else settings.LOGIN_REDIRECT_URL)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out of the account."""
    logout(request)
    return redirect("front")


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """Say that the server answers and its database too."""
    Gathering.objects.exists()
    return HttpResponse("ok", content_type="text/plain")
