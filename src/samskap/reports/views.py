"""The report as a page."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samskap.reports.actions import show_names, shows_names
from samskap.reports.assembling import assemble
from samskap.writing.queue import write


@require_safe
def report(request: HttpRequest) -> HttpResponse:
    """The whole day on one page; it grows while the day goes on (G11)."""
    gathering = request.gathering  # type: ignore[attr-defined]
    context = assemble(gathering, names=shows_names(gathering))
    return render(request, "reports/report.html", context | {"actor": request.actor})  # type: ignore[attr-defined]


@require_POST
def names(request: HttpRequest) -> HttpResponse:
    """Let first names stand in the report, or leave them out."""
    gathering = request.gathering  # type: ignore[attr-defined]
    wanted = request.POST.get("names") == "yes"
    write(lambda: show_names(gathering, names=wanted))
    said = _("First names are shown in the report.") if wanted else _("First names are left out of the report.")
    messages.success(request, said)
    return redirect("report", gathering.slug)
