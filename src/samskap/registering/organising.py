"""Pages for organisers: who has signed up, the form, the settings, and what people answered."""

import uuid
from collections import Counter
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samskap.gatherings.access import Actor
from samskap.gatherings.asking import Kind, kinds
from samskap.gatherings.models import Block, Gathering, Participation, Purpose
from samskap.people.models import Sector
from samskap.refusals import Refused
from samskap.registering import actions, arranging, letters
from samskap.registering.forms import QuestionForm, SettingsForm, ShareForm, SignUpForm
from samskap.registering.models import ASKED, Answer, How, Question
from samskap.registering.queries import counts_of, sign_up_of, state_of
from samskap.spreadsheets import Sheet, make_workbook
from samskap.stage.doing import do_once, key_of

page = require_http_methods(["GET", "HEAD", "POST"])
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def here(request: HttpRequest) -> tuple[Gathering, Actor]:
    """Where we are, and who asks."""
    return request.gathering, request.actor  # type: ignore[attr-defined]


def show(request: HttpRequest, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """Draw a page. ``key`` makes its form count once, also when it is sent twice."""
    context |= {"gathering": request.gathering, "actor": request.actor}  # type: ignore[attr-defined]
    context.setdefault("key", key_of(request) or uuid.uuid4().hex)
    return render(request, f"registering/{template}.html", context, status=status)


def _once(request: HttpRequest, effect: Callable[[], object], done: str) -> bool:
    """Do it once, and say so; or say why not."""
    _gathering, actor = here(request)
    try:
        do_once(request, actor.key, effect)
    except Refused as refusal:
        messages.error(request, str(refusal.message))
        return False
    messages.success(request, done)
    return True


# The list.

SHOWN: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "coming": ("", lambda people: people.coming()),
    "waiting": ("", lambda people: people.waiting()),
    "cancelled": ("", lambda people: people.filter(cancelled_at__isnull=False)),
}


@page
def sign_ups(request: HttpRequest) -> HttpResponseBase:
    """Who comes, who waits and who does not come; how full it is; how to open and close."""
    gathering, _actor = here(request)
    if request.method == "POST":
        return _open_or_close(request)
    form = sign_up_of(gathering)
    people = gathering.people.exclude(first_name="")
    only, words = request.GET.get("only", ""), request.GET.get("q", "").strip()[:100]
    shown = SHOWN[only][1](people) if only in SHOWN else people
    counts = counts_of(gathering)
    names = dict(Sector.choices)
    sectors = Counter(people.filter(cancelled_at=None).values_list("sector", flat=True))
    return show(
        request,
        "sign_ups",
        people=_matching(shown, words).select_related("organisation", "entry"),
        counts=counts,
        expected=counts.coming + counts.came,
        sign_up=form,
        state=state_of(form).value,
        sectors=[(str(names.get(sector, sector)), number) for sector, number in sectors.most_common()],
        only=only,
        words=words,
        questions=gathering.questions.count(),
    )


def _matching(people: "QuerySet[Participation]", words: str) -> "QuerySet[Participation]":
    for word in words.split():
        people = people.filter(
            Q(first_name__icontains=word)
            | Q(last_name__icontains=word)
            | Q(organisation__name__icontains=word)
            | Q(email__icontains=word)
        )
    return people


def _open_or_close(request: HttpRequest) -> HttpResponse:
    gathering, _actor = here(request)
    if request.POST.get("what") == "open":
        _once(request, lambda: arranging.open_sign_up(gathering), _("Sign-up is open. Share the link."))
    elif request.POST.get("what") == "close":
        _once(request, lambda: arranging.close_sign_up(gathering), _("Sign-up is closed. Who is on the list stays."))
    return redirect("sign-ups", gathering.slug)


@page
def person(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One person on the list: what they have said, and what can be done."""
    gathering, actor = here(request)
    one = get_object_or_404(gathering.people.exclude(first_name="").select_related("organisation"), pk=pk)
    one.gathering = gathering
    what = request.POST.get("what", "") if request.method == "POST" else ""
    if what and what != "change":
        return _do_with(request, one, what)
    form = SignUpForm(
        request.POST if what else None,
        form=sign_up_of(gathering),
        questions=gathering.questions.all(),
        person=one,
        by_organiser=True,
    )
    if what and form.is_valid():
        try:
            do_once(request, actor.key, lambda: actions.change(one, **form.values()))
        except Refused as refusal:
            form.add_error("email", str(refusal.message))
        else:
            messages.success(request, _("Saved."))
            return redirect("sign-ups", gathering.slug)
    return show(request, "person", person=one, form=form, status=422 if form.errors else 200)


def _do_with(request: HttpRequest, one: Participation, what: str) -> HttpResponse:
    deeds: dict[str, tuple[Callable[[], object], str]] = {
        "place": (lambda: actions.give_place(one), _("%(name)s has a place now.")),
        "cancel": (lambda: actions.cancel(one), _("%(name)s is cancelled.")),
        "restore": (lambda: actions.restore(one), _("%(name)s is back on the list.")),
        "send": (lambda: letters.send_confirmation(one), _("The confirmation is on its way to %(name)s.")),
    }
    if what not in deeds:
        raise Http404
    effect, done = deeds[what]
    _once(request, effect, done % {"name": one.first_name})
    return redirect("sign-up-person", one.gathering.slug, one.pk)


@page
def add(request: HttpRequest) -> HttpResponseBase:
    """Put somebody on the list by hand: who rang, or said it on the street."""
    gathering, actor = here(request)
    form = SignUpForm(
        request.POST if request.method == "POST" else None,
        form=sign_up_of(gathering),
        questions=gathering.questions.all(),
        language=get_language() or "nb",
        by_organiser=True,
    )
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        if actions.on_the_list(gathering, email):
            form.add_error("email", _("Somebody with this address is on the list already."))
        else:
            values = form.values()
            do_once(request, actor.key, lambda: actions.sign_up(gathering, **values, how=How.BY_HAND))
            messages.success(request, _("%(name)s is on the list.") % {"name": values["first_name"]})
            return redirect("sign-up-add" if "more" in request.POST else "sign-ups", gathering.slug)
    return show(request, "add", form=form, status=422 if form.errors else 200)


@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The list as an Excel file."""
    gathering, _actor = here(request)
    questions = list(gathering.questions.all())
    headings = [
        _("First name"), _("Last name"), _("Organisation"), _("Organisation number"), _("Sector"), _("E-mail address"),
        _("What drives you?"), _("Language"), _("Status"), _("Signed up"), *(str(one) for one in Purpose.labels),
        *(one.label for one in questions),
    ]  # fmt: skip
    people = gathering.people.exclude(first_name="").select_related("organisation")
    rows = [_row(one, questions) for one in people.prefetch_related("answers", "consents").order_by("joined_at", "pk")]
    return HttpResponse(
        make_workbook([Sheet(_("Sign-ups"), headings, rows)], zone=timezone.get_current_timezone()),
        content_type=EXCEL,
        headers={"Content-Disposition": f'attachment; filename="{gathering.slug}.xlsx"'},
    )


def _row(one: Participation, questions: list[Question]) -> list[Any]:
    given = {answer.question_id: answer.text for answer in one.answers.all()}
    yes = {consent.purpose for consent in one.consents.all() if consent.withdrawn_at is None}
    organisation = one.organisation
    return [
        one.first_name, one.last_name, organisation.name if organisation else "",
        organisation.number if organisation else "", one.get_sector_display(), one.email, one.drive, one.language,
        status_of(one), one.joined_at, *(_("Yes") if purpose in yes else "" for purpose in Purpose.values),
        *(given.get(question.pk, "").replace("\n", ", ") for question in questions),
    ]  # fmt: skip


def status_of(one: Participation) -> str:
    """What became of it, in words."""
    if one.cancelled_at is not None:
        return _("Cancelled")
    if one.waiting_since is not None:
        return _("Waiting")
    return _("Has come") if one.arrived_at is not None else _("Coming")


# The form and its settings.


@page
def settings(request: HttpRequest) -> HttpResponseBase:
    """When one can sign up, how many there is room for, what is asked of everybody, and the reminder."""
    gathering, _actor = here(request)
    form = SettingsForm(request.POST if request.method == "POST" else None, sign_up=sign_up_of(gathering))
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        if _once(request, lambda: arranging.set_up(gathering, **values), _("Saved.")):
            return redirect("sign-ups", gathering.slug)
    return show(request, "settings", form=form, status=422 if form.errors else 200)


@page
def build(request: HttpRequest) -> HttpResponseBase:
    """The form: its questions in order, and how it looks to those who sign up."""
    gathering, _actor = here(request)
    if request.method == "POST":
        return _rearrange(request)
    form = sign_up_of(gathering)
    questions = list(gathering.questions.annotate(answered=Count("answers")))
    asked = {
        "last_name": _("Last name"), "organisation": _("Organisation"), "sector": _("Sector"),
        "drive": _("What drives you?"), "language": _("Language"), "consents": _("Consents"),
    }  # fmt: skip
    return show(
        request,
        "build",
        questions=questions,
        kinds=kinds().values(),
        standard=[_("First name"), *(asked[name] for name in ASKED if name in form.asks), _("E-mail address")],
        preview=SignUpForm(None, form=form, questions=questions, language=get_language() or "nb"),
    )


def _rearrange(request: HttpRequest) -> HttpResponse:
    gathering, _actor = here(request)
    number = request.POST.get("pk", "")
    question = get_object_or_404(gathering.questions, pk=int(number) if number.isdecimal() else 0)
    what = request.POST.get("what", "")
    if what in {"up", "down"}:
        _once(request, lambda: arranging.move_question(question, -1 if what == "up" else 1), _("Moved."))
    elif what == "delete":
        _once(request, question.delete, _("The question is deleted, and its answers with it."))
    return redirect("sign-up-form", gathering.slug)


@page
def new_question(request: HttpRequest) -> HttpResponseBase:
    """One question more."""
    gathering, _actor = here(request)
    kind = kinds().get(request.GET.get("kind", "text"))
    if kind is None:
        raise Http404
    return _edit(request, kind, Question(gathering=gathering, kind=kind.name))


@page
def question(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One question of the form."""
    gathering, _actor = here(request)
    one = get_object_or_404(gathering.questions, pk=pk)
    if one.how is None:
        raise Http404
    return _edit(request, one.how, one)


def _edit(request: HttpRequest, kind: Kind, one: Question) -> HttpResponseBase:
    form = QuestionForm(request.POST if request.method == "POST" else None, kind=kind, question=one)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        _once(request, lambda: arranging.keep_question(one, **values), _("Saved."))
        return redirect("sign-up-form", one.gathering.slug)
    return show(request, "question", form=form, kind=kind, question=one, status=422 if form.errors else 200)


# What people answered.


@page
def answers(request: HttpRequest) -> HttpResponseBase:
    """All answers, by question; those that may be shown on the day can be put on the wall (G5)."""
    gathering, _actor = here(request)
    walls = Block.objects.filter(gathering=gathering, kind="notes")
    form = ShareForm(request.POST if request.method == "POST" else None, gathering=gathering, walls=walls)
    if request.method == "POST" and form.is_valid():
        block, chosen = form.cleaned_data["block"], list(form.cleaned_data["answers"])
        done = _("They are on the wall of “%(title)s”, without names.") % {"title": block.title}
        _once(request, lambda: arranging.put_on_the_wall(block, chosen), done)
        return redirect("sign-up-answers", gathering.slug)
    return show(
        request,
        "answers",
        found=[_told(one) for one in gathering.questions.prefetch_related("answers__person")],
        form=form,
        walls=walls,
        status=422 if form.errors else 200,
    )


def _told(one: Question) -> dict[str, Any]:
    """A question with its answers: counted, or each by itself."""
    given: list[Answer] = [answer for answer in one.answers.all() if answer.person.cancelled_at is None]
    kind = one.how
    if kind is not None and kind.is_counted:
        count = Counter(part for answer in given for part in kind.parts(answer.text))
        known = [*one.options, *(part for part in count if part not in one.options)]
        return {"question": one, "number": len(given), "bars": [(part, count[part]) for part in known]}
    return {"question": one, "number": len(given), "answers": given}
