"""The pages with numbers across gatherings. They translate between the browser and the questions."""

from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samskap.overview.forms import ChooseForm
from samskap.overview.queries import chosen_among, counted_for, figures, named_ties, web
from samskap.overview.workbook import workbook
from samskap.people.models import User

TIES_SHOWN = 100
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _asked(request: HttpRequest) -> ChooseForm:
    language = get_language() or settings.LANGUAGE_CODE
    gatherings = counted_for(cast(User, request.user))
    return ChooseForm(request.GET or None, gatherings=gatherings, language=language)


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """People, organisations, sectors, ties and kept promises across my gatherings, as pictures (G12)."""
    form = _asked(request)
    chosen = form.chosen()
    found = figures(chosen_among(counted_for(cast(User, request.user)), chosen), sector=chosen.sector)
    status = 422 if form.is_bound and not form.is_valid() else 200
    context = {
        "form": form,
        "found": found,
        "web": web(found),
        "ties": named_ties(found)[:TIES_SHOWN],
        "newest_first": found.held[::-1],
        "most_seen": [(one.name, times) for one, times, _people in found.organisations[:12]],
        "asked": request.GET.urlencode(),
    }
    return render(request, "overview/overview.html", context, status=status)


@require_safe
def as_workbook(request: HttpRequest) -> HttpResponse:
    """The same figures as an Excel file."""
    chosen = _asked(request).chosen()
    found = figures(chosen_among(counted_for(cast(User, request.user)), chosen), sector=chosen.sector)
    name = f"{_('overview')}-{timezone.localdate():%Y-%m-%d}.xlsx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(workbook(found), content_type=EXCEL, headers=headers)
