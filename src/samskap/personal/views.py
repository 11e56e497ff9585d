"""One's own data, the privacy notice, the processing record, and when everybody is forgotten."""

import uuid
from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samskap.gatherings.access import Actor, cookie_name
from samskap.gatherings.consents import set_consents
from samskap.gatherings.models import Consent, Gathering, Membership, Participation, Purpose, Role
from samskap.personal import retention
from samskap.personal.actions import correct
from samskap.personal.catalogue import purposes
from samskap.personal.forms import CareForm, ConsentForm, CorrectForm
from samskap.personal.models import Care
from samskap.personal.own_data import as_json, own_data
from samskap.stage.doing import do_once, key_of
from samskap.stage.forgetting import forget
from samskap.writing.queue import write

page = require_http_methods(["GET", "HEAD", "POST"])


def _here(request: HttpRequest) -> tuple[Gathering, Actor]:
    return request.gathering, request.actor  # type: ignore[attr-defined]


def _show(request: HttpRequest, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
    context |= {"gathering": getattr(request, "gathering", None), "actor": getattr(request, "actor", None)}
    context.setdefault("key", key_of(request) or uuid.uuid4().hex)
    return render(request, f"personal/{template}.html", context, status=status)


# ---- for everybody ------------------------------------------------------------------------------------------------


@require_safe
def notice(request: HttpRequest) -> HttpResponse:
    """The privacy notice of a gathering, made from what each field says of itself."""
    gathering, _actor = _here(request)
    return _show(request, "notice", purposes=purposes(organisers_too=False), **_about(gathering))


@require_safe
def installation(request: HttpRequest) -> HttpResponse:
    """The privacy notice of the installation."""
    return _show(request, "installation", purposes=purposes(), operator=settings.OPERATOR)


@require_safe
def record(request: HttpRequest) -> HttpResponse:
    """The record of processing activities (behandlingsprotokoll, GDPR article 30)."""
    gathering, _actor = _here(request)
    return _show(request, "record", purposes=purposes(), operator=settings.OPERATOR, **_about(gathering))


def _about(gathering: Gathering) -> dict[str, Any]:
    """Who decides, whom to write to, and until when."""
    owners = [owner.organisation for owner in gathering.owners.select_related("organisation")]
    if gathering.organisation and gathering.organisation not in owners:
        owners.insert(0, gathering.organisation)
    chosen = Care.objects.filter(gathering=gathering).first()
    organisers = Membership.objects.filter(gathering=gathering, role=Role.ORGANISER).select_related("user")
    first = organisers.order_by("pk").first()
    return {
        "controllers": owners,
        "contact": (chosen.contact if chosen else "") or (first.user.email if first else ""),
        "care": chosen,
        "forget_on": retention.forget_day(gathering),
    }


# ---- for organisers -----------------------------------------------------------------------------------------------


@page
def care(request: HttpRequest) -> HttpResponse:
    """When everybody is forgotten; the way to the notice and the record."""
    gathering, actor = _here(request)
    chosen = Care.objects.filter(gathering=gathering).first()
    initial = {
        "forget_on": retention.forget_day(gathering),
        "photos_too": bool(chosen and chosen.photos_too),
        "contact": chosen.contact if chosen else "",
    }
    form = CareForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        do_once(request, actor.key, lambda: retention.choose(gathering, **values))
        messages.success(request, _("Saved."))
        return redirect("personal-data", gathering.slug)
    said = {
        str(purpose.label): Consent.objects.filter(
            person__gathering=gathering, purpose=purpose, withdrawn_at=None
        ).count()
        for purpose in Purpose
    }
    return _show(
        request,
        "care",
        form=form,
        people=retention.known_people(gathering),
        said=list(said.items()),
        photos=gathering.photos.count(),
        usual=retention.usual_day(gathering),
        status=422 if form.is_bound and not form.is_valid() else 200,
        **_about(gathering),
    )


# ---- one's own ----------------------------------------------------------------------------------------------------


@page
def mine(request: HttpRequest) -> HttpResponse:
    """Everything that is stored about me: see it, correct it, say yes and no."""
    gathering, actor = _here(request)
    person = cast("Participation", actor.person)
    what = request.POST.get("do", "") if request.method == "POST" else ""
    if request.method == "POST" and what not in {"correct", "consent"}:
        raise Http404
    correct_form = CorrectForm(request.POST if what == "correct" else None, initial=CorrectForm.of(person))
    given = Consent.objects.filter(person=person, withdrawn_at=None).values_list("purpose", flat=True)
    consent_form = ConsentForm(request.POST if what == "consent" else None, initial={"purposes": list(given)})
    form: Any = {"correct": correct_form, "consent": consent_form}.get(what)
    if form is not None and form.is_valid():
        values = form.cleaned_data
        if what == "correct":
            do_once(request, actor.key, lambda: correct(person, **values))
        else:
            do_once(request, actor.key, lambda: set_consents(person, [Purpose(one) for one in values["purposes"]]))
        messages.success(request, _("Saved."))
        return redirect("own-data", gathering.slug)
    return _show(
        request,
        "mine",
        status=422 if form is not None else 200,
        person=Participation.objects.get(pk=person.pk),
        correct_form=correct_form,
        consent_form=consent_form,
        history=Consent.objects.filter(person=person),
        data=own_data(Participation.objects.get(pk=person.pk)),
        forget_on=retention.forget_day(gathering),
    )


@require_safe
def mine_json(request: HttpRequest) -> HttpResponse:
    """My data, for a machine."""
    gathering, actor = _here(request)
    response = JsonResponse(as_json(cast("Participation", actor.person)), json_dumps_params={"indent": 2})
    response["Content-Disposition"] = f'attachment; filename="{gathering.slug}-my-data.json"'
    return response


@require_safe
def mine_html(request: HttpRequest) -> HttpResponse:
    """My data, to read without a network."""
    gathering, actor = _here(request)
    person = cast("Participation", actor.person)
    context = {"gathering": gathering, "person": person, "data": own_data(person)}
    response = HttpResponse(render_to_string("personal/file.html", context))
    response["Content-Disposition"] = f'attachment; filename="{gathering.slug}-my-data.html"'
    return response


@page
def erase(request: HttpRequest) -> HttpResponse:
    """Be forgotten: said first what stays, then done."""
    gathering, actor = _here(request)
    person = cast("Participation", actor.person)
    if request.method != "POST":
        made = {"cards": person.cards.count(), "photos": person.photos.count()}
        return _show(request, "erase", person=person, made=made)
    write(lambda: forget(person))
    messages.success(request, _("You are forgotten. What you made is still there, without your name."))
    response = redirect("front")
    response.delete_cookie(cookie_name(gathering, "person"), samesite="Lax")
    return response
