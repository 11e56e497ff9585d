"""The pages of what there is to do before and after."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samskap.planning.forms import TaskForm
from samskap.planning.models import Task
from samskap.planning.pages import here, page, sent, show, status_of
from samskap.planning.tasks import in_phases, make_ready_tasks, tasks_of, tick_task, to_bring, untick_task, write_task
from samskap.stage.doing import do_once


@page
def tasks(request: HttpRequest) -> HttpResponseBase:
    """What there is to do, by date; ticked off here, and printed from here (G2)."""
    gathering, actor = here(request)
    what = request.POST.get("what", "")
    form = TaskForm(request.POST if what == "add" else None, initial={"phase": "before", "days": 7})
    if what == "add" and form.is_valid():
        task = Task(gathering=gathering)
        do_once(request, actor.key, lambda: write_task(task, **form.cleaned_data))
        return redirect(reverse("plan-tasks", args=[gathering.slug]) + "#add-title")
    if what == "ready" and not Task.objects.filter(gathering=gathering).exists():
        language = get_language() or "nb"
        do_once(request, actor.key, lambda: make_ready_tasks(gathering, user=actor.user, language=language))
        return redirect("plan-tasks", gathering.slug)
    if request.method == "POST" and what != "add":
        return _tick(request, what)
    found = tasks_of(gathering)
    return show(
        request,
        "tasks",
        phases=in_phases(found),
        has_tasks=bool(found),
        bring=to_bring(gathering.blocks.all(), [one.task for one in found if one.task.phase == "before"]),
        form=form,
        status=status_of(form),
    )


def _tick(request: HttpRequest, what: str) -> HttpResponseBase:
    gathering, actor = here(request)
    does: dict[str, Callable[[Task], Any]] = {
        "tick": lambda task: tick_task(task, by=actor.user),
        "untick": untick_task,
    }
    number = request.POST.get("pk", "")
    if what not in does or not number.isdecimal():
        raise Http404
    task = get_object_or_404(Task, gathering=gathering, pk=int(number))
    do_once(request, actor.key, lambda: does[what](task))
    back = request.POST.get("back", "")
    home = reverse("plan", args=[gathering.slug])
    return redirect(home if back == home else reverse("plan-tasks", args=[gathering.slug]) + f"#task-{task.pk}")


@page
def task(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Change one thing to do, or take it off the list."""
    gathering, actor = here(request)
    one = get_object_or_404(Task, gathering=gathering, pk=pk)
    form = TaskForm(sent(request), instance=one)
    if request.POST.get("what") == "delete":
        do_once(request, actor.key, Task.objects.filter(pk=one.pk).delete)
        messages.success(request, _("“%(title)s” is deleted.") % {"title": one.title})
        return redirect("plan-tasks", gathering.slug)
    if request.method == "POST" and form.is_valid():
        do_once(request, actor.key, lambda: write_task(one, **form.cleaned_data))
        return redirect(reverse("plan-tasks", args=[gathering.slug]) + f"#task-{one.pk}")
    return show(request, "task", form=form, one=one, status=status_of(form))
