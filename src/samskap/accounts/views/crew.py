"""Who helps: roles in a gathering, given by e-mail or by a link, and taken back (hjelpere)."""

import uuid
from collections.abc import Callable
from typing import Any

from allauth.account.models import EmailAddress
from django import forms as django_forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samskap.accounts import forms, roles
from samskap.accounts.lately import remember_sign_in
from samskap.accounts.mail import language_of, send_letter
from samskap.accounts.models import RoleInvitation
from samskap.gatherings.access import Actor, first_door
from samskap.gatherings.actions import hand_out_pass, take_back_pass
from samskap.gatherings.menu import menu_of
from samskap.gatherings.models import Gathering, Membership, Owner, Participation, Pass, Role
from samskap.people.actions import find_or_make_user
from samskap.people.models import User
from samskap.people.tokens import token_from
from samskap.refusals import Refused
from samskap.stage.doing import do_once, key_of
from samskap.stage.forgetting import forget
from samskap.writing.queue import write

page = require_http_methods(["GET", "HEAD", "POST"])
FORMS: dict[str, type[django_forms.Form]] = {
    "invite": forms.InviteForm,
    "hand-out": forms.HandOutForm,
    "together": forms.TogetherForm,
}


def _here(request: HttpRequest) -> tuple[Gathering, Actor]:
    return request.gathering, request.actor  # type: ignore[attr-defined]


@page
def people(request: HttpRequest) -> HttpResponseBase:
    """Everybody who helps: those who have a role, those who are invited, and the links that are out."""
    what = request.POST.get("what", "")
    if request.method == "POST" and what in TAKE:
        return _take(request, what)
    if request.method == "POST" and what not in FORMS:
        raise Http404
    shown = {name: kind(request.POST if name == what else None) for name, kind in FORMS.items()}
    form = shown.get(what)
    if form is not None and form.is_valid():
        try:
            return {"invite": _invite, "hand-out": _hand_out, "together": _together}[what](request, form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal.message))
    return _show(request, **{f"{name.replace('-', '_')}_form": one for name, one in shown.items()})


def _show(request: HttpRequest, **context: Any) -> HttpResponse:
    gathering, actor = _here(request)
    bad = any(isinstance(form, django_forms.Form) and form.is_bound and form.errors for form in context.values())
    there = Membership.objects.filter(gathering=gathering).select_related("user").order_by("user__email", "pk")
    with_roles: dict[User, list[Membership]] = {}
    for one in there:
        with_roles.setdefault(one.user, []).append(one)
    context = {
        "gathering": gathering,
        "actor": actor,
        "invite_form": forms.InviteForm(),
        "hand_out_form": forms.HandOutForm(),
        "together_form": forms.TogetherForm(),
        "with_roles": with_roles,
        "invited": RoleInvitation.objects.filter(gathering=gathering, accepted_at=None, withdrawn_at=None),
        "passes": Pass.objects.filter(gathering=gathering, revoked_at=None, expires_at__gt=timezone.now()).order_by(
            "-made_at"
        ),
        "owners": gathering.owners.select_related("organisation"),
        "asked": gathering.owner_invitations.filter(answered_at=None).select_related("organisation"),
        "may": [(Role(role).label, words) for role, words in roles.MAY.items()],
        "key": uuid.uuid4().hex,
    } | context
    return render(request, "accounts/people.html", context, status=422 if bad else 200)


def _invite(request: HttpRequest, values: dict[str, Any]) -> HttpResponseBase:
    """Invite somebody by e-mail. They get the roles when they say yes."""
    gathering, actor = _here(request)
    token = token_from(f"role:{gathering.pk}:{actor.key}:{key_of(request)}") if key_of(request) else None

    def effect() -> None:
        invitation, link = roles.invite(gathering, **values, by=actor.user, token=token)
        send_letter(
            invitation.email,
            "accounts/letters/role.md",
            language=language_of(invitation.email, get_language() or "nb"),
            gathering=gathering,
            invitation=invitation,
            by=actor.user,
            words=[(Role(role).label, roles.MAY[Role(role)]) for role in invitation.roles],
            link=settings.PUBLIC_URL + reverse("role-invitation", args=[link]),
        )

    do_once(request, actor.key, effect)
    messages.success(request, _("The invitation is on its way to %(email)s.") % {"email": values["email"]})
    return redirect("plan-people", gathering.slug)


def _hand_out(request: HttpRequest, values: dict[str, Any]) -> HttpResponse:
    """Make a pass and show its link, once. The token is made from the key: sent twice, the same link is shown."""
    gathering, actor = _here(request)
    token = token_from(f"pass:{gathering.pk}:{actor.key}:{key_of(request)}") if key_of(request) else None
    made: list[str] = []
    do_once(request, actor.key, lambda: made.append(hand_out_pass(gathering, token=token, **values)))
    link = settings.PUBLIC_URL + reverse("pass", args=[made[0] if made else token])
    role = Role(values["role"])
    return _show(request, new_link=link, new_role=role, new_label=values["label"] or role.label)


def _together(request: HttpRequest, values: dict[str, Any]) -> HttpResponseBase:
    """Let one's own organisation run the gathering, or ask another."""
    gathering, actor = _here(request)
    made = do_once(request, actor.key, lambda: roles.ask_to_run_together(gathering, by=actor.user, **values))
    if isinstance(made, Owner):
        messages.success(request, _("Saved."))
    else:
        messages.success(request, _("They are asked. Their administrators see it under “My organisations”."))
    return redirect("plan-people", gathering.slug)


def _number(request: HttpRequest) -> int:
    number = request.POST.get("pk", "")
    if not number.isdecimal() or len(number) > 15:
        raise Http404
    return int(number)


def _withdraw(gathering: Gathering, number: int) -> tuple[Callable[[], object], str]:
    one = get_object_or_404(RoleInvitation, gathering=gathering, pk=number)
    return lambda: roles.withdraw(one), _("The invitation is taken back.")


def _take_role(gathering: Gathering, number: int) -> tuple[Callable[[], object], str]:
    one = get_object_or_404(Membership.objects.select_related("user", "gathering"), gathering=gathering, pk=number)
    return lambda: roles.take_back_role(one), _("The role is taken back.")


def _take_pass(gathering: Gathering, number: int) -> tuple[Callable[[], object], str]:
    one = get_object_or_404(Pass, gathering=gathering, pk=number)
    return lambda: take_back_pass(one), _("The link no longer works.")


def _stop(gathering: Gathering, number: int) -> tuple[Callable[[], object], str]:
    one = get_object_or_404(Owner.objects.select_related("gathering", "organisation"), gathering=gathering, pk=number)
    return lambda: roles.stop_owning(one), _("Saved.")


TAKE = {"withdraw": _withdraw, "take-role": _take_role, "take-back": _take_pass, "stop-owning": _stop}


def _take(request: HttpRequest, what: str) -> HttpResponseBase:
    """Take something back."""
    gathering, actor = _here(request)
    effect, done = TAKE[what](gathering, _number(request))
    try:
        do_once(request, actor.key, effect)
    except Refused as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, done)

    return redirect("plan-people", gathering.slug)


@require_safe
def my_part(request: HttpRequest) -> HttpResponse:
    """Where somebody who helps begins: what I am here, what I may do, and the way to it."""
    gathering, actor = _here(request)
    mine = [(role.label, words) for role, words in roles.MAY.items() if role.value in actor.roles]
    places = [item for items in menu_of(actor).values() for item in items]
    context = {"gathering": gathering, "actor": actor, "mine": mine, "places": places}
    return render(request, "accounts/my_part.html", context)


@page
def forget_somebody(request: HttpRequest) -> HttpResponseBase:
    """Forget somebody who asks; whoever leads may do it."""
    gathering, actor = _here(request)
    if request.method == "POST":
        person = get_object_or_404(Participation, gathering=gathering, pk=_number(request))
        do_once(request, actor.key, lambda: forget(person))
        messages.success(request, _("The person is forgotten. What was made is still there, without a name."))
        return redirect("crew-forget", gathering.slug)
    wanted = request.GET.get("q", "").strip()[:60]
    there = gathering.people.exclude(first_name="").select_related("organisation")
    found = [one for one in there if wanted.casefold() in one.name.casefold()]
    context = {"gathering": gathering, "actor": actor, "found": found, "wanted": wanted, "key": uuid.uuid4().hex}
    return render(request, "accounts/forget.html", context)


@page
def invitation(request: HttpRequest, token: str) -> HttpResponseBase:
    """An invitation from a letter: shown first, answered by a button, since mail scanners open links."""
    found = roles.find_invitation(token)
    if found is None:
        return render(request, "accounts/invitation_gone.html", status=410)
    user = request.user if isinstance(request.user, User) else None
    if request.method == "POST":
        user = user or newcomer(request, found.email)
        if user is None:
            return redirect(f"{reverse('sign-in')}?{urlencode({'next': request.path, 'email': found.email})}")
        return _say_yes(request, found, token, user)
    context = {
        "gathering": found.gathering,
        "found": found,
        "words": [(Role(role).label, roles.MAY[Role(role)]) for role in found.roles],
    }
    return render(request, "accounts/invitation.html", context)


def _say_yes(request: HttpRequest, found: RoleInvitation, token: str, user: User) -> HttpResponseBase:
    try:
        write(lambda: roles.accept(token, user=user))
    except Refused as refusal:
        messages.error(request, str(refusal.message))
        return redirect("gatherings")
    messages.success(request, _("Good that you will help!"))
    return redirect(first_door(*found.roles), found.gathering.slug)


def newcomer(request: HttpRequest, email: str) -> User | None:
    """Make an account for somebody new who holds a letter sent to ``email``, and sign them in.

    Nothing for whoever has an account: that one is opened in its own way.
    """
    if User.objects.filter(email=email).exists() or EmailAddress.objects.filter(email=email).exists():
        return None

    def effect() -> User:
        made = find_or_make_user(email)
        made.language = get_language() or settings.LANGUAGE_CODE
        made.save(update_fields=["language"])
        EmailAddress.objects.create(user=made, email=email, verified=True, primary=True)
        return made

    user = write(effect)
    login(request, user)
    remember_sign_in(request, user, "link")
    return user
