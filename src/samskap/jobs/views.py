"""How a job goes, and what it has made."""

from typing import cast

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from samskap.gatherings.access import Actor
from samskap.jobs.models import Job
from samskap.jobs.work import start_again, works
from samskap.people.models import User
from samskap.writing.queue import write

page = require_http_methods(["GET", "HEAD", "POST"])


def _of_the_gathering(request: HttpRequest, pk: int) -> Job:
    """A job of this gathering that the actor may see."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    found = get_object_or_404(
        Job.objects.select_related("gathering"),
        pk=pk,
        gathering=request.gathering,  # type: ignore[attr-defined]
    )
    if (work := works().get(found.name)) is not None and not actor.may(work.who):
        raise Http404
    return found


def _own(request: HttpRequest, pk: int) -> Job:
    return get_object_or_404(Job, pk=pk, gathering=None, by=cast(User, request.user))


@page
def job(request: HttpRequest, pk: int) -> HttpResponseBase:
    """How a job of the gathering goes."""
    return _show(request, _of_the_gathering(request, pk))


@page
def own_job(request: HttpRequest, pk: int) -> HttpResponseBase:
    """How a job goes that one has started oneself, and that is of no gathering."""
    return _show(request, _own(request, pk))


def _show(request: HttpRequest, found: Job) -> HttpResponse:
    if request.method == "POST":
        write(lambda: start_again(found))
        return redirect(found)
    work = works().get(found.name)
    context = {"job": found, "title": work.title if work else found.name, "gathering": found.gathering}
    return render(request, "jobs/job.html", context)


@require_safe
def job_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What a job of the gathering has made."""
    return _send(_of_the_gathering(request, pk))


@require_safe
def own_job_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What one's own job has made."""
    return _send(_own(request, pk))


def _send(found: Job) -> FileResponse:
    if not found.file or not default_storage.exists(found.file):
        raise Http404
    return FileResponse(
        default_storage.open(found.file), as_attachment=True, filename=found.file_name, content_type=found.file_type
    )
