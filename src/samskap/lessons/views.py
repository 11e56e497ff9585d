"""The organisers' retrospective (G13)."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samskap.gatherings.access import Actor
from samskap.gatherings.models import Gathering
from samskap.lessons.actions import (
    change_lesson,
    delete_lesson,
    drop_lesson,
    learnt,
    minutes_held,
    recipe_from,
    use_lesson,
    write_lesson,
)
from samskap.lessons.forms import LessonForm
from samskap.lessons.models import Lesson
from samskap.refusals import Refused
from samskap.stage.doing import do_once, key_of

page = require_http_methods(["GET", "HEAD", "POST"])
FIELDS = ("kind", "text", "block", "next_time", "minutes", "title")


def _here(request: HttpRequest) -> tuple[Gathering, Actor]:
    return request.gathering, request.actor  # type: ignore[attr-defined]


def _show(request: HttpRequest, template: str, status: int, **context: Any) -> HttpResponse:
    gathering, actor = _here(request)
    context |= {"gathering": gathering, "actor": actor, "key": key_of(request) or uuid.uuid4().hex}
    return render(request, f"lessons/{template}.html", context, status=status)


@page
def lessons(request: HttpRequest) -> HttpResponseBase:
    """What worked, what you would change, and how long each block really took."""
    gathering, actor = _here(request)
    what = request.POST.get("what", "")
    form = LessonForm(request.POST if what == "write" else None, gathering=gathering, initial={"kind": "worked"})
    if request.method == "POST" and what != "write":
        return _tap(request, what)
    if what == "write" and form.is_valid():
        do_once(request, actor.key, lambda: write_lesson(gathering, by=actor.user, **form.cleaned_data))
        return redirect(reverse("lessons", args=[gathering.slug]) + "#write-title")
    blocks = list(gathering.blocks.all())
    held = [(block, minutes_held(block)) for block in blocks]
    longest = max([block.minutes for block in blocks] + [one or 0 for _block, one in held], default=1) or 1
    found = learnt(gathering)
    return _show(
        request,
        "lessons",
        422 if form.is_bound else 200,
        groups=[(kind, [one for one in found if one.kind == kind]) for kind in ("worked", "change")],
        any_lessons=bool(found),
        held=[
            {
                "block": block,
                "held": one,
                "over": (one or 0) - block.minutes,
                "planned_width": 100 * block.minutes / longest,
                "held_width": 100 * (one or 0) / longest,
            }
            for block, one in held
        ],
        any_held=any(one is not None for _block, one in held),
        recipe=recipe_from(gathering, user=actor.user) if actor.user else None,
        form=form,
    )


def _tap(request: HttpRequest, what: str) -> HttpResponseBase:
    """Take a lesson into the recipe, out of it again, or away."""
    gathering, actor = _here(request)
    number = request.POST.get("pk", "")
    does = {
        "use": lambda one: use_lesson(one, user=actor.user),
        "drop": lambda one: drop_lesson(one, user=actor.user),
        "delete": delete_lesson,
    }
    if what not in does or not number.isdecimal():
        raise Http404
    lesson = get_object_or_404(Lesson.objects.select_related("gathering"), gathering=gathering, pk=int(number))
    do_once(request, actor.key, lambda: does[what](lesson))
    if what == "use":
        messages.success(request, _("It is in your own recipe. You find it when you plan a new gathering."))
    return redirect(reverse("lessons", args=[gathering.slug]) + f"#lesson-{lesson.pk}")


@page
def lesson(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Change one lesson. Of two who do so at once, nobody loses what they wrote."""
    gathering, actor = _here(request)
    one = get_object_or_404(Lesson.objects.select_related("gathering", "block", "by"), gathering=gathering, pk=pk)
    sent = request.POST if request.method == "POST" else None
    form = LessonForm(sent, gathering=gathering, initial={name: getattr(one, name) for name in FIELDS})
    if sent is not None and form.is_valid():
        seen = sent.get("version", "")
        version = int(seen) if seen.isdecimal() and len(seen) < 10 else 0
        try:
            do_once(request, actor.key, lambda: change_lesson(one, version=version, **form.cleaned_data))
        except Refused as refusal:
            one.refresh_from_db()
            return _show(
                request, "lesson", refusal.status, one=one, form=form, trouble=refusal.message, theirs=one.text
            )
        return redirect(reverse("lessons", args=[gathering.slug]) + f"#lesson-{one.pk}")
    return _show(request, "lesson", 422 if form.is_bound else 200, one=one, form=form)
