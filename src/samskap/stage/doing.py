"""Carry out what a person asks for: find it, check it, do it once, and answer phones and plain browsers alike."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.functional import Promise

from samskap.gatherings.access import Actor
from samskap.gatherings.models import Gathering
from samskap.refusals import KeyUsed, Refused
from samskap.stage.faces import mine_face
from samskap.stage.verbs import Done
from samskap.writing.once import KeyReused, fingerprint, once
from samskap.writing.queue import write

PARTS = "text/vnd.samskap.parts"
KEY_MAX = 64
NOT_PART_OF_IT = {"key", "back"}


def key_of(request: HttpRequest) -> str:
    """The idempotency key the sender made; empty if it made none."""
    return (request.headers.get("Idempotency-Key") or request.POST.get("key", ""))[:KEY_MAX]


def body_of(request: HttpRequest) -> str:
    """The fingerprint of what the request asks for, files by name and size."""
    parts = [(name, value) for name, values in request.POST.lists() if name not in NOT_PART_OF_IT for value in values]
    parts += [(name, f"{one.name}:{one.size}") for name, files in request.FILES.lists() for one in files]
    return fingerprint([("path", request.path), *parts])


def do_once(request: HttpRequest, actor_key: str, effect: Callable[[], object], *, untied: bool = False) -> object:
    """Do ``effect`` in the writer; once for each key. Returns what it returns, or nothing if it was done before.

    Where it is ``untied``, the receipt does not know what was asked.
    """
    key = key_of(request)
    body = fingerprint([("path", request.path)]) if untied else body_of(request)
    try:
        if key:
            return once(effect, actor=actor_key, key=key, body=body)
        return write(effect)
    except KeyReused:
        raise KeyUsed from None


def carry_out(
    request: HttpRequest, form: forms.Form, effect: Callable[[dict[str, Any]], object], done: str | Promise, *,
    untied: bool = False,
) -> HttpResponse:  # fmt: skip
    """Check the form, do the effect once, and answer."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    try:
        if not form.is_valid():
            return answer(request, str(first_error(form)), status=422)
        result = do_once(request, actor.key, lambda: effect(form.cleaned_data), untied=untied)
    except Refused as refusal:
        return answer(request, str(refusal.message), status=refusal.status)
    return answer(request, str(result.text if isinstance(result, Done) else done))


def first_error(form: forms.Form) -> str:
    """The first thing to mend, with the name of its field."""
    for name, errors in form.errors.items():
        label = form.fields[name].label if name in form.fields else None
        return f"{label}: {errors[0]}" if label and len(form.fields) > 1 else str(errors[0])
    return ""


def answer(request: HttpRequest, text: str, *, status: int = 200) -> HttpResponse:
    """Answer with parts to morph in, or send a plain browser back to the page it came from."""
    level = "done" if status < 400 else "refused"
    if wants_parts(request):
        return HttpResponse(_parts(request, text, level), status=status)
    if status < 400 or status == 409:
        (messages.success if status < 400 else messages.error)(request, text)
        return redirect(back_to(request))
    return draw_refusal(request, text, status=status)


def wants_parts(request: HttpRequest) -> bool:
    """Whether it is a page's script that asks, and takes parts to morph in."""
    return PARTS in request.headers.get("Accept", "")


def draw_refusal(request: HttpRequest, text: str, *, status: int) -> HttpResponse:
    """Say no, with nothing in it that has to be looked up: the database may be what has failed."""
    if wants_parts(request):
        return HttpResponse(_notice(text, "refused"), status=status)
    back = back_to(request) if hasattr(request, "gathering") else request.get_full_path()
    context = {"text": text, "back": back, "said": _said(request), "request": request}
    return HttpResponse(render_to_string("stage/refused.html", context), status=status)


def back_to(request: HttpRequest) -> str:
    """Where a plain browser goes after a form: the page it names, within the gathering."""
    gathering: Gathering = request.gathering  # type: ignore[attr-defined]
    home = f"/g/{gathering.slug}/"
    back = request.POST.get("back", "")
    return back if back.startswith(home) else home


def _parts(request: HttpRequest, text: str, level: str) -> str:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    notice = _notice(text, level)
    if level == "refused" or actor.person is None:
        return notice
    gathering = Gathering.objects.select_related("on_stage__source").get(pk=actor.person.gathering_id)
    return notice + mine_face(gathering, actor.person)


def _notice(text: str, level: str) -> str:
    return render_to_string("stage/notice.html", {"text": text, "level": level})


def _said(request: HttpRequest) -> list[str]:
    """What the person had written, so that nothing is lost when it is refused."""
    return [str(value) for name, value in request.POST.items() if name not in NOT_PART_OF_IT and len(str(value)) > 8]
