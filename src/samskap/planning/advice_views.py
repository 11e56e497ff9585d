"""Setting advice aside, what the advice has to know, and the table of school holidays (G15)."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samskap.planning.advice import bring_back, set_aside, setting_of
from samskap.planning.forms import CountyForm, HolidayForm, SettingForm
from samskap.planning.models import County, SchoolHoliday, Setting
from samskap.planning.pages import here, page, sent, show, status_of, user_of
from samskap.planning.school import by_school_year, write_holiday
from samskap.stage.doing import do_once

CODE_MAX = 120


@require_POST
def advice(request: HttpRequest) -> HttpResponseBase:
    """Set advice aside, or bring it back."""
    gathering, actor = here(request)
    code, what = request.POST.get("code", ""), request.POST.get("what", "")
    if not code or len(code) > CODE_MAX or "\x00" in code or what not in {"know", "bring-back"}:
        raise Http404
    if what == "know":
        do_once(request, actor.key, lambda: set_aside(gathering, code=code, by=actor.user))
    else:
        do_once(request, actor.key, lambda: bring_back(gathering, code=code))
    return redirect(reverse("plan", args=[gathering.slug]) + "#sums-title")


@page
def setting(request: HttpRequest) -> HttpResponseBase:
    """Where people come from, how they meet, and who they are."""
    gathering, actor = here(request)
    now = setting_of(gathering)
    names = ("counties", "way", "volunteers", "brokers")
    form = SettingForm(sent(request), initial={name: getattr(now, name) for name in names})
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        do_once(request, actor.key, lambda: Setting.objects.update_or_create(gathering=gathering, defaults=values))
        messages.success(request, _("Saved."))
        return redirect("plan", gathering.slug)
    return show(request, "setting", form=form, status=status_of(form))


@require_safe
def holidays(request: HttpRequest) -> HttpResponse:
    """When the schools of a county are closed, school year by school year."""
    county = request.GET.get("county", "")
    county = county if county in County.values else County.AGDER
    return show(
        request,
        "holidays",
        county=County(county),
        years=by_school_year(county),
        form=CountyForm(initial={"county": county}),
    )


@page
def new_holiday(request: HttpRequest) -> HttpResponseBase:
    """Add a holiday of a county."""
    county = request.GET.get("county", "")
    return _write(request, SchoolHoliday(county=county if county in County.values else County.AGDER))


@page
def holiday(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Check the dates of one holiday, and mend them."""
    one = get_object_or_404(SchoolHoliday, pk=pk)
    if request.POST.get("what") == "delete":
        do_once(request, f"user:{user_of(request).pk}", SchoolHoliday.objects.filter(pk=pk).delete)
        return _back(one)
    return _write(request, one)


def _write(request: HttpRequest, one: SchoolHoliday) -> HttpResponseBase:
    form = HolidayForm(sent(request), instance=one)
    if request.method == "POST" and form.is_valid():
        user = user_of(request)
        do_once(request, f"user:{user.pk}", lambda: write_holiday(form.instance, by=user))
        messages.success(request, _("Saved, and marked as checked by you."))
        return _back(form.instance)
    return show(request, "holiday", form=form, one=one, status=status_of(form))


def _back(one: SchoolHoliday) -> HttpResponseBase:
    return redirect(f"{reverse('school-holidays')}?county={one.county}")
