"""Printing, sharing and putting in the calendar."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from samskap.gatherings.models import Gathering
from samskap.pdf import PdfNotAvailable
from samskap.planning.models import ProgrammeLink, View
from samskap.planning.pages import here, page, show, status_of
from samskap.planning.programme import (
    gathering_calendar,
    link_to,
    programme,
    programme_pdf,
    share,
    take_back_link,
)
from samskap.stage.doing import do_once

SHARED = [one for one in View if one != View.ORGANISER]  # what is said about people and tasks stays inside


class ShareForm(forms.Form):
    """A link to the programme."""

    view = forms.ChoiceField(
        label=gettext_lazy("What does the link show?"),
        choices=[(one.value, one.label) for one in reversed(SHARED)],
        widget=forms.RadioSelect(),
        initial=View.OPEN,
    )
    label = forms.CharField(label=gettext_lazy("For whom?"), max_length=60, required=False)


@page
def share_page(request: HttpRequest) -> HttpResponseBase:
    """Print the run sheet for each role, put it in the calendar, and share it by a link."""
    gathering, actor = here(request)
    what = request.POST.get("what", "")
    form = ShareForm(request.POST if what == "share" else None)
    if what == "share" and form.is_valid():
        do_once(request, actor.key, lambda: share(gathering, **form.cleaned_data))
        messages.success(request, _("The link is made. Copy it from the list."))
        return redirect("plan-share", gathering.slug)
    if request.method == "POST" and what != "share":
        number = request.POST.get("pk", "")
        if what != "take-back" or not number.isdecimal():
            raise Http404
        link = get_object_or_404(ProgrammeLink, gathering=gathering, pk=int(number))
        do_once(request, actor.key, lambda: take_back_link(link))
        messages.success(request, _("The link no longer works."))
        return redirect("plan-share", gathering.slug)
    return _draw(request, gathering, form)


def _draw(request: HttpRequest, gathering: Gathering, form: ShareForm, *, trouble: str = "") -> HttpResponse:
    links = ProgrammeLink.objects.filter(gathering=gathering, revoked_at=None)
    return show(
        request,
        "share",
        views=list(View),
        links=[(link, link_to(link)) for link in links],
        form=form,
        trouble=trouble,
        status=503 if trouble else status_of(form),
    )


@require_safe
def pdf(request: HttpRequest, audience: str) -> HttpResponse:
    """One role's run sheet as a PDF. What the organisers know is for them."""
    gathering, actor = here(request)
    if audience not in View.values or (audience == View.ORGANISER and not actor.plans):
        raise Http404
    try:
        made = programme_pdf(gathering, View(audience))
    except PdfNotAvailable as trouble:
        return _draw(request, gathering, ShareForm(), trouble=str(trouble))
    headers = {"Content-Disposition": f'inline; filename="{gathering.slug}-{audience}.pdf"'}
    return HttpResponse(made, content_type="application/pdf", headers=headers)


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """The gathering as a calendar file."""
    return _calendar(here(request)[0])


def _calendar(gathering: Gathering) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{gathering.slug}.ics"'}
    return HttpResponse(gathering_calendar(gathering), content_type="text/calendar; charset=utf-8", headers=headers)


def _linked(token: str) -> ProgrammeLink:
    return get_object_or_404(ProgrammeLink.objects.select_related("gathering"), token=token, revoked_at=None)


@require_safe
def shared(request: HttpRequest, token: str) -> HttpResponse:
    """The programme, for whoever has the link."""
    link = _linked(token)
    answer = show(request, "shared", token=token, **programme(link.gathering, View(link.view)))
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


@require_safe
def shared_calendar(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar file, for whoever has the link."""
    return _calendar(_linked(token).gathering)
