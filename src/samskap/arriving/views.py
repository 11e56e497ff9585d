"""The door: checking in with the camera or by name, walk-ins, who is missing; and the tablet of self-service."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, cast

from django import forms
from django.conf import settings
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samskap.arriving import actions, queries
from samskap.arriving.actions import Arrived
from samskap.arriving.forms import PersonForm, WalkInAtDoorForm, WalkInForm, find_by_link
from samskap.design.templatetags.design import SHAPE_NAMES
from samskap.gatherings.access import HELPERS, TABLE, Actor
from samskap.gatherings.actions import hand_out_pass
from samskap.gatherings.models import Gathering, Participation, Role
from samskap.people.tokens import token_from
from samskap.refusals import Refused
from samskap.stage.doing import answer, do_once, first_error, key_of, wants_parts

CHOICE_LASTS = 300


@dataclass(frozen=True)
class Said:
    """What the door answers: good news, or something to look at."""

    text: str
    level: str = "ok"
    details: tuple[str, ...] = ()


def _here(request: HttpRequest) -> tuple[Gathering, Actor]:
    return request.gathering, request.actor  # type: ignore[attr-defined]


@require_safe
def door(request: HttpRequest) -> HttpResponse:
    """The page of the door: scan, search, and the list."""
    return _show_door(request)


def _show_door(request: HttpRequest, *, status: int = 200, **context: Any) -> HttpResponse:
    gathering, actor = _here(request)
    rows = queries.everybody(gathering)
    sought = request.GET.get("q", "")[:400].strip()
    shown = request.GET.get("show", "")
    person = find_by_link(gathering, sought) if "/" in sought else None
    if person is not None:
        found = [row for row in rows if row.person.pk == person.pk]
    else:
        found = queries.find(rows, sought) if sought else []
    context = {
        "gathering": gathering,
        "actor": actor,
        "sought": sought,
        "found": found,
        "shown": shown if shown in queries.STATES else "",
        "states": queries.STATES,
        "listed": [row for row in rows if row.state == shown] if shown else [],
        "data": queries.as_data(rows),
        "version": queries.version(gathering),
        "counts": queries.counts(gathering),
        "latest": queries.latest(gathering),
        "walk_in_form": WalkInAtDoorForm(initial={"first_name": sought if not found and "/" not in sought else ""}),
        "key": uuid.uuid4().hex,
        "prints": actor.may(TABLE["print-badges"].read),
    } | context
    return render(request, "arriving/door.html", context, status=status)


@require_safe
def now(request: HttpRequest) -> HttpResponseBase:
    """How it stands, for a page that looks again every few seconds; nothing when nothing has changed."""
    gathering, _actor = _here(request)
    version = queries.version(gathering)
    if request.GET.get("seen") == version:
        return HttpResponse(status=204)
    context = {"gathering": gathering, "counts": queries.counts(gathering), "latest": queries.latest(gathering)}
    return JsonResponse(
        {
            "version": version,
            "parts": render_to_string("arriving/now.html", context, request),
            "people": queries.as_data(queries.everybody(gathering)),
        }
    )


# What can be done at the door.


def _say_arrived(arrived: Arrived) -> Said:
    name = arrived.person.name
    if arrived.how == "already":
        return Said(_("%(name)s is checked in already.") % {"name": name}, "look")
    if arrived.how == "gone":
        return Said(_("%(name)s has been here, and has left again.") % {"name": name}, "look")
    if arrived.how == "back":
        return Said(_("%(name)s is back. Welcome again!") % {"name": name})
    if arrived.was == "waiting":
        return Said(_("%(name)s was on the waiting list, and is checked in now.") % {"name": name})
    if arrived.was == "cancelled":
        return Said(_("%(name)s had cancelled, came after all, and is checked in.") % {"name": name})
    return Said(_("%(name)s is checked in.") % {"name": name})


def _arrive(request: HttpRequest, values: dict[str, Any]) -> Said:
    arrived = actions.check_in(values["person"], by=_here(request)[1].key, at=values["at"])
    shape = arrived.person.shape
    badge = (_("Badge: %(shape)s") % {"shape": SHAPE_NAMES[shape]},) if shape else ()
    return replace(_say_arrived(arrived), details=badge)


def _undo(request: HttpRequest, values: dict[str, Any]) -> Said:
    name = values["person"].name
    if actions.undo(values["person"]):
        return Said(_("%(name)s is not checked in any more.") % {"name": name})
    return Said(_("%(name)s was not checked in.") % {"name": name}, "look")


def _leave(request: HttpRequest, values: dict[str, Any]) -> Said:
    person = values["person"]
    if not person.is_here:
        return Said(_("%(name)s is not here.") % {"name": person.name}, "look")
    freed = actions.leave_early(person, at=values["at"])
    lines = [_say_freed(one) for one in freed]
    return Said(_("%(name)s has left.") % {"name": person.name}, details=tuple(lines))


def _say_freed(freed: actions.Freed) -> str:
    if freed.roles:
        return _("A seat is free in group %(group)s, which needs somebody new as %(roles)s.") % {
            "group": freed.group,
            "roles": ", ".join(freed.roles),
        }
    return _("A seat is free in group %(group)s.") % {"group": freed.group}


def _walk_in(request: HttpRequest, values: dict[str, Any]) -> Said:
    gathering, actor = _here(request)
    arrived = actions.walk_in(gathering, by=actor.key, language=get_language() or "nb", **values)
    if arrived.how == "walk-in":
        return Said(_("%(name)s is in. Welcome!") % {"name": arrived.person.name})
    return _say_arrived(arrived)


Doing = Callable[[HttpRequest, dict[str, Any]], Said]
VERBS: dict[str, tuple[type[forms.Form], Doing]] = {
    "arrive": (PersonForm, _arrive),
    "undo": (PersonForm, _undo),
    "leave": (PersonForm, _leave),
    "walk-in": (WalkInAtDoorForm, _walk_in),
}


def _form(kind: type[forms.Form], request: HttpRequest) -> forms.Form:
    gathering, _actor = _here(request)
    return PersonForm(request.POST, gathering=gathering) if issubclass(kind, PersonForm) else kind(request.POST)


@require_POST
def do(request: HttpRequest, verb: str) -> HttpResponseBase:
    """Do something at the door, once for each key: also what was kept where there was no connection."""
    if verb not in VERBS:
        raise Http404
    kind, effect = VERBS[verb]
    form = _form(kind, request)
    if verb == "walk-in" and not form.is_valid() and not wants_parts(request):
        return _show_door(request, status=422, walk_in_form=form)
    try:
        if not form.is_valid():
            return answer(request, str(first_error(form)), status=422)
        said = do_once(request, _here(request)[1].key, lambda: effect(request, form.cleaned_data))
    except Refused as refusal:
        return answer(request, str(refusal.message), status=refusal.status)
    said = cast("Said | None", said) or Said(_("Done already."), "look")
    if wants_parts(request):
        return HttpResponse(render_to_string("arriving/said.html", {"said": said}))
    return answer(request, " ".join([said.text, *said.details]))


# The tablet.


@require_POST
def hand_out_tablet(request: HttpRequest) -> HttpResponse:
    """Make the link that turns a tablet into a self-service door, and show it once. It opens nothing else."""
    gathering, actor = _here(request)
    token = token_from(f"tablet:{gathering.pk}:{actor.key}:{key_of(request) or uuid.uuid4().hex}")
    do_once(
        request, actor.key, lambda: hand_out_pass(gathering, role=Role.TABLET, label=_("Self-service"), token=token)
    )
    return _show_door(request, tablet_link=settings.PUBLIC_URL + reverse("pass", args=[token]))


def _signer(gathering: Gathering) -> signing.TimestampSigner:
    return signing.TimestampSigner(salt=f"tablet:{gathering.pk}")


def _show_tablet(request: HttpRequest, *, status: int = 200, **context: Any) -> HttpResponse:
    gathering, actor = _here(request)
    context = {"gathering": gathering, "key": uuid.uuid4().hex, "helper": actor.may(HELPERS)} | context
    return render(request, "arriving/tablet.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def tablet(request: HttpRequest) -> HttpResponseBase:
    """Where people check themselves in: scan, or type enough of one's own name (G7). No list of others is shown."""
    if request.method != "POST":
        return _show_tablet(request)
    what = request.POST.get("what", "")
    try:
        if what == "choose":
            return _come_in(request, _chosen(request))
        if what == "walk-in":
            return _come_in_without_signing_up(request)
        return _look_for(request)
    except Refused as refusal:
        return _show_tablet(request, problem=str(refusal.message), status=refusal.status)


def _look_for(request: HttpRequest) -> HttpResponse:
    gathering, _actor = _here(request)
    typed = request.POST.get("q", "").strip()[:400]
    if "/" in typed:
        person = find_by_link(gathering, typed)
        if person is None or not person.first_name:
            return _show_tablet(
                request, problem=_("We don't know this code here. Type your name instead, or ask a helper."), status=422
            )
        return _come_in(request, person)
    found = queries.find_oneself(gathering, typed)
    if found is None:
        return _show_tablet(request, typed=typed, problem=_("Type more of your name."))
    signer = _signer(gathering)
    people = [
        {"value": signer.sign(str(one.pk)), "name": f"{one.first_name} {one.last_name[:1]}".strip()} for one in found
    ]
    return _show_tablet(request, typed=typed, people=people, nobody=not found)


def _chosen(request: HttpRequest) -> Participation:
    gathering, _actor = _here(request)
    try:
        number = _signer(gathering).unsign(request.POST.get("person", ""), max_age=CHOICE_LASTS)
    except signing.BadSignature:
        raise Refused(_("That took a long time. Type your name once more."), status=422) from None
    person = gathering.people.filter(pk=number).exclude(first_name="").first()
    if person is None:
        raise Refused(_("That person is no longer on the list."), status=422)
    return person


def _come_in(request: HttpRequest, person: Participation) -> HttpResponse:
    _gathering, actor = _here(request)
    do_once(request, actor.key, lambda: actions.check_in(person, by=actor.key))
    return _show_tablet(request, welcome=person, badge=person.shape)


def _come_in_without_signing_up(request: HttpRequest) -> HttpResponseBase:
    gathering, actor = _here(request)
    form = WalkInForm(request.POST)
    if not form.is_valid():
        return _show_tablet(request, walk_in_form=form, status=422)
    arrived = do_once(
        request,
        actor.key,
        lambda: actions.walk_in(
            gathering, by=actor.key, language=get_language() or "nb", another=False, **form.cleaned_data
        ),
    )
    if not isinstance(arrived, Arrived):
        return redirect("door-tablet", gathering.slug)
    return _show_tablet(request, welcome=arrived.person)


@require_safe
def tablet_walk_in(request: HttpRequest) -> HttpResponse:
    """The form of somebody at the tablet who has not signed up."""
    typed = request.GET.get("q", "")[:40]
    return _show_tablet(request, walk_in_form=WalkInForm(initial={"first_name": typed}))
