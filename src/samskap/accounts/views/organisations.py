"""My organisations: those I belong to, who else does, and what they are asked to run (virksomheter)."""

import uuid
from typing import Any

from django import forms as django_forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samskap.accounts import forms, roles
from samskap.accounts.mail import language_of, send_letter
from samskap.accounts.models import OwnerInvitation
from samskap.accounts.views.account import me
from samskap.accounts.views.crew import newcomer
from samskap.gatherings.models import Gathering
from samskap.people import organisations as actions
from samskap.people.models import MemberInvitation, Organisation, OrganisationMember, Standing, User
from samskap.people.tokens import token_from
from samskap.refusals import Refused
from samskap.stage.doing import do_once, key_of
from samskap.writing.queue import write

page = require_http_methods(["GET", "HEAD", "POST"])


@page
def organisations(request: HttpRequest) -> HttpResponseBase:
    """Those I belong to, and a new one."""
    user = me(request)
    form = forms.OrganisationForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = do_once(request, f"user:{user.pk}", lambda: actions.start_organisation(by=user, **form.cleaned_data))
        except Refused as refusal:
            form.add_error("name", str(refusal.message))
        else:
            return redirect("organisation", made.pk) if isinstance(made, Organisation) else redirect("organisations")
    context = {
        "form": form,
        "mine": user.organisations.select_related("organisation").order_by("organisation__name"),
        "asked": OwnerInvitation.objects.filter(
            answered_at=None, organisation__members__user=user, organisation__members__standing=Standing.ADMINISTRATOR
        ).select_related("gathering", "organisation"),
        "key": uuid.uuid4().hex,
    }
    return render(request, "accounts/organisations.html", context, status=422 if form.errors else 200)


@page
def organisation(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One organisation. Its members look; its administrators change."""
    mine = get_object_or_404(
        OrganisationMember.objects.select_related("organisation"), organisation=pk, user=me(request)
    )
    what = request.POST.get("what", "")
    shown: dict[str, django_forms.Form] = {
        "invite": forms.MemberForm(request.POST if what == "invite" else None),
        "rename": forms.RenameForm(
            request.POST if what == "rename" else None, initial={"name": mine.organisation.name}
        ),
    }
    if request.method == "POST":
        if what != "leave" and not mine.administers:
            raise Http404
        try:
            answer = _change(request, mine, what, shown.get(what))
        except Refused as refusal:
            messages.error(request, str(refusal.message))
            answer = redirect("organisation", pk)
        if answer is not None:
            return answer
    return _show(request, mine, **shown)


def _show(request: HttpRequest, mine: OrganisationMember, **shown: django_forms.Form) -> HttpResponse:
    context = {
        "mine": mine,
        "organisation": mine.organisation,
        "members": mine.organisation.members.select_related("user", "invited_by"),
        "invited": mine.organisation.invitations.filter(accepted_at=None, withdrawn_at=None),
        "gatherings": Gathering.objects.filter(owners__organisation=mine.organisation)[:30],
        "asked": mine.organisation.owner_invitations.filter(answered_at=None).select_related("gathering"),
        "invite_form": shown["invite"],
        "rename_form": shown["rename"],
        "key": uuid.uuid4().hex,
    }
    bad = any(form.errors for form in shown.values())
    return render(request, "accounts/organisation.html", context, status=422 if bad else 200)


def _change(
    request: HttpRequest, mine: OrganisationMember, what: str, form: django_forms.Form | None
) -> HttpResponseBase | None:
    """Do what was asked; nothing when the form has to be mended."""
    there = mine.organisation
    if form is not None:
        if not form.is_valid():
            return None
        if what == "invite":
            _invite(request, mine, form.cleaned_data)
        else:
            write(lambda: actions.rename(there, form.cleaned_data["name"]))
            messages.success(request, _("Saved."))
        return redirect("organisation", there.pk)
    effect, done = _effect(request, mine, what)
    write(effect)
    messages.success(request, done)
    return redirect("organisations") if what == "leave" else redirect("organisation", there.pk)


def _invite(request: HttpRequest, mine: OrganisationMember, values: dict[str, Any]) -> None:
    user, there = mine.user, mine.organisation
    token = token_from(f"member:{there.pk}:{user.pk}:{key_of(request)}") if key_of(request) else None

    def effect() -> None:
        invited, link = actions.invite_member(there, **values, by=user, token=token)
        send_letter(
            invited.email,
            "accounts/letters/member.md",
            language=language_of(invited.email, get_language() or "nb"),
            organisation=there,
            by=user,
            administers=invited.standing == Standing.ADMINISTRATOR,
            link=settings.PUBLIC_URL + reverse("member-invitation", args=[link]),
        )

    do_once(request, f"user:{user.pk}", effect)
    messages.success(request, _("The invitation is on its way to %(email)s.") % {"email": values["email"]})


def _effect(request: HttpRequest, mine: OrganisationMember, what: str) -> tuple[Any, str]:
    """What to do, and what to say when it is done."""
    there = mine.organisation
    number = request.POST.get("pk", "0")
    pk = int(number) if number.isdecimal() and len(number) < 16 else 0
    if what == "leave":
        return lambda: actions.leave_organisation(mine), _("You have left the organisation.")
    if what in {"two-step", "no-two-step"}:
        return lambda: actions.require_two_step(there, required=what == "two-step"), _("Saved.")
    if what == "withdraw":
        invited = get_object_or_404(MemberInvitation, organisation=there, pk=pk)
        return lambda: actions.withdraw_invitation(invited), _("The invitation is taken back.")
    if what in {"yes", "no"}:
        asked = get_object_or_404(OwnerInvitation, organisation=there, pk=pk, answered_at=None)
        return lambda: roles.answer_to_run_together(asked, yes=what == "yes"), _("Answered.")
    member = get_object_or_404(OrganisationMember, organisation=there, pk=pk)
    if what in Standing.values:
        return lambda: actions.change_standing(member, what), _("Saved.")
    if what == "remove":
        return lambda: actions.leave_organisation(member), _("Saved.")
    raise Http404


@page
def invitation(request: HttpRequest, token: str) -> HttpResponseBase:
    """An invitation to an organisation, from a letter: shown first, answered by a button."""
    found = actions.find_invitation(token)
    if found is None:
        return render(request, "accounts/invitation_gone.html", status=410)
    user = request.user if isinstance(request.user, User) else None
    if request.method == "POST":
        user = user or newcomer(request, found.email)
        if user is None:
            return redirect(f"{reverse('sign-in')}?{urlencode({'next': request.path, 'email': found.email})}")
        return _say_yes(request, token, user)
    return render(request, "accounts/member_invitation.html", {"found": found})


def _say_yes(request: HttpRequest, token: str, user: User) -> HttpResponseBase:
    try:
        member = write(lambda: actions.accept_invitation(token, user=user))
    except Refused as refusal:
        messages.error(request, str(refusal.message))
        return redirect("organisations")
    messages.success(request, _("Welcome!"))
    return redirect("organisation", member.organisation_id)
