"""Pages for those who sign up: the form, and one's own page before, during and after."""

import uuid
from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samskap.calendars import make_calendar
from samskap.door.guessing import TooManyGuesses, guess
from samskap.door.views import DEVICE_COOKIE
from samskap.gatherings.access import Actor, cookie_name, set_token
from samskap.gatherings.actions import arrive, own_link
from samskap.gatherings.calendar import ends_at, event_of
from samskap.gatherings.models import Gathering, Participation
from samskap.people import register
from samskap.people.tokens import hashed
from samskap.refusals import Refused
from samskap.registering import actions, letters
from samskap.registering.contributed import blocks_for
from samskap.registering.forms import EmailForm, SignUpForm
from samskap.registering.models import Entry
from samskap.registering.queries import State, number_in_line, places_left, sign_up_of, state_of
from samskap.stage.coming import has_come
from samskap.stage.doing import do_once, key_of
from samskap.writing.queue import write

page = require_http_methods(["GET", "HEAD", "POST"])
OPEN = {State.OPEN, State.FULL}


def _here(request: HttpRequest) -> tuple[Gathering, Actor]:
    return request.gathering, request.actor  # type: ignore[attr-defined]


def _me(request: HttpRequest) -> Participation:
    _gathering, actor = _here(request)
    person = cast("Participation", actor.person)
    person.gathering = request.gathering  # type: ignore[attr-defined]
    return person


def _show(request: HttpRequest, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
    context |= {"gathering": request.gathering, "actor": request.actor}  # type: ignore[attr-defined]
    context.setdefault("key", key_of(request) or uuid.uuid4().hex)
    return render(request, f"registering/{template}.html", context, status=status)


# Signing up.


@page
def sign_up(request: HttpRequest) -> HttpResponseBase:
    """The form for anybody; or why one can't sign up just now (G5)."""
    gathering, _actor = _here(request)
    settings_ = sign_up_of(gathering)
    state = state_of(settings_)
    form = SignUpForm(
        request.POST if request.method == "POST" else None,
        form=settings_,
        questions=gathering.questions.all(),
        language=get_language() or settings.LANGUAGE_CODE,
    )
    status = 200
    if request.method == "POST" and state in OPEN and form.is_valid():
        try:
            return _signed_up(request, form)
        except Refused as refusal:
            form.add_error(None, str(refusal.message))
            status = refusal.status
    if status == 200 and request.method == "POST":
        status = 422 if state in OPEN else 410
    return _show(
        request,
        "sign_up",
        form=form,
        sign_up=settings_,
        state=state.value,
        left=places_left(settings_),
        ends_at=ends_at(gathering),
        status=status,
    )


def _signed_up(request: HttpRequest, form: SignUpForm) -> HttpResponse:
    """Sign up once for each key. What we answer says nothing about who is on the list already: the letter does.

    Whoever gives no address gets no letter, and goes straight to their own page.
    """
    gathering, _actor = _here(request)
    key = hashed(f"sign-up:{gathering.pk}:{key_of(request) or uuid.uuid4().hex}")
    values = form.values()
    do_once(request, f"sign-up:{gathering.pk}", lambda: actions.sign_up(gathering, **values, key=key))
    if values["email"]:
        return redirect("signed-up", gathering.slug)
    person = Entry.objects.select_related("person").get(key=key, person__gathering=gathering).person
    return redirect(_own_link(person))


@require_safe
def signed_up(request: HttpRequest) -> HttpResponse:
    """Thank you; look in your e-mail."""
    return _show(request, "signed_up")


@page
def own_link_again(request: HttpRequest) -> HttpResponseBase:
    """Send somebody their own link again. The answer is the same whether the address is on the list or not."""
    gathering, _actor = _here(request)
    form = EmailForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():

        def effect() -> None:
            person = actions.on_the_list(gathering, form.cleaned_data["email"])
            if person is not None:
                letters.send_link(person)

        do_once(request, f"sign-up:{gathering.pk}", effect)
        return _show(request, "link_sent")
    return _show(request, "own_link_again", form=form, status=422 if form.errors else 200)


@require_safe
def find_organisation(request: HttpRequest) -> HttpResponse:
    """What a text may mean in the company register, to choose from. Nothing when the register is away."""
    try:
        found = register.find(request.GET.get("organisation", ""))
    except register.Away:
        found = []
    return render(request, "registering/found.html", {"found": found})


# One's own page.


@require_safe
def own_link_view(request: HttpRequest, token: str) -> HttpResponse:
    """Somebody's own link, from a letter or a ticket: this device knows them from now on."""
    gathering, _actor = _here(request)
    device = request.COOKIES.get(DEVICE_COOKIE, "")[:40] or "new"
    person = gathering.people.filter(link_hash=hashed(token)).first()
    if person is None:
        try:
            guess(lambda: None, device=device)  # wrong ones are counted; a right one always works
        except TooManyGuesses as error:
            return _show(request, "wrong_link", why=error.message, status=429)
        return _show(request, "wrong_link", status=404)
    response = redirect("you", gathering.slug)
    set_token(response, gathering, "person", token)
    return response


@page
def you(request: HttpRequest) -> HttpResponseBase:
    """One's own page: what one has signed up for, when and where, the ticket, and what other apps have."""
    gathering, _actor = _here(request)
    person = _me(request)
    if request.method == "POST":
        return _do(request, request.POST.get("what", ""))
    now, form = timezone.now(), sign_up_of(gathering)
    return _show(
        request,
        "you",
        person=person,
        line=number_in_line(person),
        link=settings.PUBLIC_URL + _own_link(person),
        can_come_in=gathering.is_open and not person.is_here,
        can_change=not form.is_over(now),
        can_cancel=person.cancelled_at is None and person.arrived_at is None and gathering.closed_at is None,
        ends_at=ends_at(gathering),
        sign_up=form,
        answers=person.answers.select_related("question").order_by("question__position"),
        blocks=blocks_for(person, request),
    )


def _own_link(person: Participation) -> str:
    """The own link (path). Kept the first time, which is a write; looked up later."""
    return own_link(person) if person.link_hash else write(lambda: own_link(person))


def _do(request: HttpRequest, what: str) -> HttpResponseBase:
    """Come in, cancel, or undo that."""
    gathering, actor = _here(request)
    person = _me(request)
    if what == "arrive":
        return _come_in(request)
    if what == "cancel":
        do_once(request, actor.key, lambda: actions.cancel(person))
        messages.success(request, _("You have cancelled. Thank you for telling us."))
    elif what == "undo":
        do_once(request, actor.key, lambda: actions.restore(person))
        person.refresh_from_db()
        waits = person.waiting_since is not None
        messages.success(request, _("You are on the waiting list.") if waits else _("Good! You have a place."))
    return redirect("you", gathering.slug)


def _come_in(request: HttpRequest) -> HttpResponse:
    """Check oneself in where the doors are open (G7); this device becomes the person's phone."""
    gathering, actor = _here(request)
    person = _me(request)
    if not gathering.is_open:
        messages.error(request, _("The doors are not open yet."))
        return redirect("you", gathering.slug)
    token = request.COOKIES[cookie_name(gathering, "person")]

    def effect() -> None:
        if arrive(person, token=token):
            has_come(person, "person.joined")

    do_once(request, actor.key, effect)
    return redirect("phone", gathering.slug)


@page
def own_sign_up(request: HttpRequest) -> HttpResponseBase:
    """See and change what one has said of oneself."""
    gathering, actor = _here(request)
    person = _me(request)
    form = SignUpForm(
        request.POST if request.method == "POST" else None,
        form=sign_up_of(gathering),
        questions=gathering.questions.all(),
        person=person,
    )
    if request.method == "POST" and form.is_valid():
        try:
            do_once(request, actor.key, lambda: actions.change(person, **form.values()))
        except Refused as refusal:
            form.add_error("email", str(refusal.message))
        else:
            messages.success(request, _("Saved."))
            return redirect("you", gathering.slug)
    return _show(request, "own_sign_up", form=form, person=person, status=422 if form.errors else 200)


@require_safe
def own_calendar(request: HttpRequest) -> HttpResponse:
    """The gathering, for one's own calendar."""
    gathering, _actor = _here(request)
    person = _me(request)
    event = event_of(gathering, url=settings.PUBLIC_URL + _own_link(person), cancelled=person.cancelled_at is not None)
    return HttpResponse(
        make_calendar([event]),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{gathering.slug}.ics"'},
    )
