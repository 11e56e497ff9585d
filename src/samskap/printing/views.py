"""The pages for what is printed. They translate between the browser and the actions, and do nothing more."""

import uuid
from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samskap.gatherings.access import Actor
from samskap.gatherings.models import Gathering, Participation
from samskap.jobs.models import Job
from samskap.jobs.work import start
from samskap.pdf import can_make_pdf
from samskap.pdf.making import HOW_TO_INSTALL
from samskap.printing.actions import choose_badges, hand_out_shapes, write_posters
from samskap.printing.choices import badge_choices, choices_of
from samskap.printing.forms import BadgesForm, PostersForm
from samskap.printing.pictures import PICTURES, badge_sheet
from samskap.printing.queries import new_or_changed, roles_of, those_to_get_one
from samskap.printing.things import THINGS
from samskap.stage.doing import do_once, key_of

page = require_http_methods(["GET", "HEAD", "POST"])


def _here(request: HttpRequest) -> tuple[Gathering, Actor]:
    return request.gathering, request.actor  # type: ignore[attr-defined]


def _show(request: HttpRequest, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
    gathering, actor = _here(request)
    context |= {"gathering": gathering, "actor": actor, "key": key_of(request) or uuid.uuid4().hex}
    context["how_to_install"] = "" if can_make_pdf() else HOW_TO_INSTALL
    return render(request, f"printing/{template}.html", context, status=status)


def _to_the_job(request: HttpRequest, job: object) -> HttpResponseBase:
    """Go to where the work is seen; a form that was sent twice has begun it already."""
    gathering, actor = _here(request)
    if not isinstance(job, Job):
        mine = Job.objects.filter(gathering=gathering, by=actor.user, name__startswith="print-").order_by("-pk").first()
        return redirect(mine) if mine else redirect("print", gathering.slug)
    return redirect(job)


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """All that can be printed, each with a small picture (G6, G9, G10)."""
    gathering, _actor = _here(request)
    choices = badge_choices(gathering)
    things = [
        {
            "thing": thing,
            "pages": thing.draw(gathering).pages,
            "picture": PICTURES[key]() if key in PICTURES else badge_sheet(choices.sheet, choices.shapes),
        }
        for key, thing in THINGS.items()
    ]
    return _show(request, "overview", things=things)


@require_POST
def make(request: HttpRequest, verb: str) -> HttpResponseBase:
    """Make a PDF of one thing, or of everything, beside the requests."""
    gathering, actor = _here(request)
    if verb != "all" and verb not in THINGS:
        raise Http404
    if not can_make_pdf():
        messages.error(request, HOW_TO_INSTALL)
        return redirect("print", gathering.slug)

    def effect() -> Job:
        if verb not in {"all", "badges"}:
            return start("print-thing", gathering=gathering, by=actor.user, what=verb)
        choices = badge_choices(gathering)
        hand_out_shapes(gathering, choices.shapes)
        people = [one.pk for one in those_to_get_one(gathering)]
        if verb == "all":
            return start("print-all", gathering=gathering, by=actor.user, people=people, crew=choices.crew)
        return start(
            "print-badges", gathering=gathering, by=actor.user, people=people, crew=choices.crew, blanks=0, start=1
        )

    return _to_the_job(request, do_once(request, actor.key, effect))


@page
def badges(request: HttpRequest) -> HttpResponseBase:
    """Choose for whom and on what the badges are printed, and make them (G6)."""
    gathering, actor = _here(request)
    chosen = badge_choices(gathering)
    initial = chosen.as_json() | {"who": "all", "blanks": 0, "start": 1}
    form = BadgesForm(request.POST if request.method == "POST" else None, initial=initial, gathering=gathering)
    if request.method == "POST" and form.is_valid():
        job = do_once(request, actor.key, lambda: _make_badges(gathering, actor, form))
        if "save" in request.POST or not can_make_pdf():
            messages.success(request, _("Saved."))
            return redirect("print-badges", gathering.slug)
        return _to_the_job(request, job)
    people = those_to_get_one(gathering)
    status = 422 if form.is_bound else 200
    return _show(
        request,
        "badges_page",
        form=form,
        status=status,
        picture=badge_sheet(chosen.sheet, chosen.shapes, nudge=chosen.nudge),
        people=len(people),
        new=len(new_or_changed(people, roles_of(gathering))),
    )


def _make_badges(gathering: Gathering, actor: Actor, form: BadgesForm) -> Job | None:
    choices = form.choices()
    choose_badges(gathering, choices)
    hand_out_shapes(gathering, choices.shapes)
    if "save" in form.data or not can_make_pdf():
        return None
    wanted = _wanted(gathering, form)
    return start(
        "print-badges",
        gathering=gathering,
        by=actor.user,
        people=[one.pk for one in wanted],
        crew=choices.crew and form.cleaned_data["who"] == "all",
        blanks=form.cleaned_data["blanks"] or 0,
        start=form.cleaned_data["start"] or 1,
    )


def _wanted(gathering: Gathering, form: BadgesForm) -> list[Participation]:
    who = form.cleaned_data["who"]
    if who == "some":
        return list(cast("list[Participation]", form.cleaned_data["people"]))
    people = [] if who == "none" else those_to_get_one(gathering)
    return new_or_changed(people, roles_of(gathering)) if who == "new" else people


@page
def posters(request: HttpRequest) -> HttpResponseBase:
    """What stands on the posters, and the Wi-Fi (G9)."""
    gathering, actor = _here(request)
    initial = PostersForm.initial_of(choices_of(gathering))
    form = PostersForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        texts = form.texts()
        do_once(
            request,
            actor.key,
            lambda: write_posters(
                gathering, texts=texts, wifi_name=values["wifi_name"], wifi_password=values["wifi_password"]
            ),
        )
        messages.success(request, _("Saved."))
        return redirect("print", gathering.slug)
    return _show(request, "posters_page", form=form, status=422 if form.is_bound else 200)


@require_safe
def sheets(request: HttpRequest, verb: str) -> HttpResponse:
    """The sheets themselves, to look at or to print from the browser."""
    gathering, _actor = _here(request)
    if verb not in THINGS:
        raise Http404
    thing = THINGS[verb]
    return _show(request, "sheets_page", thing=thing, sheets=thing.draw(gathering))


@require_safe
def style(request: HttpRequest, verb: str) -> HttpResponse:
    """The measures of one thing's sheets, which depend on the paper and on the names."""
    gathering, _actor = _here(request)
    if verb not in THINGS:
        raise Http404
    return HttpResponse(THINGS[verb].draw(gathering).css, content_type="text/css; charset=utf-8")
