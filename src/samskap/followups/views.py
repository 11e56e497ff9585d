"""The organiser's pages of the follow-up, and the pages where people answer."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samskap.followups import actions, asking, forms, queries
from samskap.followups.dates import USUAL
from samskap.followups.models import ANSWERS, Ask, Commitment, Happened, Party, Schedule, Side, Status
from samskap.followups.sheet import follow_up_sheet
from samskap.gatherings.access import Actor
from samskap.gatherings.consents import withdraw_consent
from samskap.gatherings.models import Gathering, Purpose
from samskap.stage.doing import do_once, key_of

page = require_http_methods(["GET", "HEAD", "POST"])
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _here(request: HttpRequest) -> tuple[Gathering, Actor]:
    return request.gathering, request.actor  # type: ignore[attr-defined]


def _show(request: HttpRequest, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
    context |= {"gathering": getattr(request, "gathering", None), "actor": getattr(request, "actor", None)}
    context.setdefault("key", key_of(request) or uuid.uuid4().hex)
    return render(request, f"followups/{template}.html", context, status=status)


def _status(form: Any) -> int:
    return 422 if form.is_bound and not form.is_valid() else 200


# ---- for organisers -----------------------------------------------------------------------------------------------


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """What is open, what is done, and who is asked when (G12)."""
    gathering, _actor = _here(request)
    now = timezone.now()
    form = forms.FilterForm(request.GET or None, gathering=gathering)
    wanted = form.cleaned_data if form.is_bound and form.is_valid() else {}
    counts = queries.counts(gathering)
    found = queries.filtered(gathering, wanted, today=timezone.localtime(now).date())
    rows = queries.rows(gathering, found, now=now)
    return _show(
        request,
        "board",
        form=form,
        filtered=any(wanted.values()),
        rows=[row for row in rows if not row.commitment.is_settled],
        settled=[row for row in rows if row.commitment.is_settled],
        pieces=queries.pieces(counts),
        total=sum(counts.values()),
        done=counts[Status.DONE],
        schedule=Schedule.objects.filter(gathering=gathering).first(),
        asks=Ask.objects.filter(gathering=gathering),
        next_gatherings=actions.next_gatherings(gathering),
    )


@require_POST
def collect(request: HttpRequest) -> HttpResponse:
    """Take over what was promised in the blocks, now."""
    gathering, actor = _here(request)
    before = Commitment.objects.filter(gathering=gathering).count()
    do_once(request, actor.key, lambda: actions.begin(gathering, now=timezone.now()))
    new = max(0, Commitment.objects.filter(gathering=gathering).count() - before)
    said = ngettext("%(count)d new promise was found.", "%(count)d new promises were found.", new)
    messages.success(request, said % {"count": new} if new else _("Nothing new was found."))
    return redirect("follow-up", gathering.slug)


@page
def new(request: HttpRequest) -> HttpResponse:
    """Write down a promise by hand."""
    gathering, actor = _here(request)
    form = forms.PromiseForm(request.POST if request.method == "POST" else None, gathering=gathering)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        do_once(request, actor.key, lambda: actions.write_promise(gathering, user=actor.user, **values))
        messages.success(request, _("The promise is on the board."))
        return redirect("follow-up", gathering.slug)
    return _show(request, "promise", form=form, status=_status(form))


def _find(request: HttpRequest, pk: int) -> Commitment:
    gathering, _actor = _here(request)
    return get_object_or_404(Commitment.objects.standing().filter(gathering=gathering), pk=pk)


@page
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a promise: who, what, by when; or take it off the board."""
    gathering, actor = _here(request)
    commitment = _find(request, pk)
    if request.method == "POST" and "remove" in request.POST:
        do_once(request, actor.key, lambda: actions.remove_promise(commitment))
        messages.success(request, _("The promise is off the board."))
        return redirect("follow-up", gathering.slug)
    form = forms.PromiseForm(
        request.POST if request.method == "POST" else None, gathering=gathering, initial=_initial(commitment)
    )
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        do_once(request, actor.key, lambda: actions.change_promise(commitment, user=actor.user, **values))
        messages.success(request, _("Saved."))
        return redirect("follow-up-one", gathering.slug, pk)
    return _show(request, "promise", form=form, commitment=commitment, status=_status(form))


def _initial(commitment: Commitment) -> dict[str, Any]:
    sides: dict[str, list[int]] = {Side.KEEPS: [], Side.RECEIVES: []}
    for party in Party.objects.filter(commitment=commitment):
        sides[party.side].append(party.person_id)
    kept = {name: getattr(commitment, name) for name in ("text", "name", "due", "sort", "seen_by")}
    return kept | {"keepers": sides[Side.KEEPS], "receivers": sides[Side.RECEIVES]}


@page
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One promise: its story, and what an organiser can do with it."""
    gathering, actor = _here(request)
    commitment = _find(request, pk)
    what = request.POST.get("do", "")
    made: dict[str, Any] = {
        "answer": forms.AnswerForm(
            request.POST if what == "answer" else None,
            initial={"status": commitment.status, "why": commitment.why, "needs": commitment.needs},
            prefix="answer",
        ),
        "contact": forms.ContactForm(request.POST if what == "contact" else None, prefix="contact"),
        "word": forms.WordForm(request.POST if what == "word" else None, prefix="word"),
    }
    form = made.get(what)
    if form is not None and form.is_valid():
        done = do_once(request, actor.key, lambda: _do(request, commitment, what, form.cleaned_data))
        messages.success(request, str(done or _("Saved.")))
        return redirect("follow-up-one", gathering.slug, pk)
    if request.method == "POST" and form is None:
        raise Http404
    row = queries.rows(gathering, Commitment.objects.filter(pk=commitment.pk))[0]
    context = {f"{name}_form": value for name, value in made.items()}
    return _show(request, "one", row=row, commitment=commitment, status=_status(form) if form else 200, **context)


def _do(request: HttpRequest, commitment: Commitment, what: str, values: dict[str, Any]) -> str:
    _gathering, actor = _here(request)
    if what == "answer":
        actions.answer(commitment, user=actor.user, **values)
        return _("Saved.")
    if what == "contact":
        actions.note_contact(commitment, what=Happened(values["what"]), text=values["text"], user=actor.user)
        return _("Noted.")
    sender = str(actor.user) if actor.user else _("The organiser")
    sent = asking.write_to_parties(
        commitment, text=values["text"], user=actor.user, sender=sender, key=key_of(request) or uuid.uuid4().hex
    )
    if not sent:
        return _("Nobody here can be written to: they have no e-mail address, or have not said yes to being asked.")
    return ngettext("%(count)d letter is on its way.", "%(count)d letters are on their way.", sent) % {"count": sent}


@page
def schedule(request: HttpRequest) -> HttpResponse:
    """When people are asked."""
    gathering, actor = _here(request)
    now = timezone.now()
    there = Schedule.objects.filter(gathering=gathering).first()
    asks = Ask.objects.filter(gathering=gathering)
    initial = {
        "months": [ask.months for ask in asks] if there else list(USUAL),
        "at_due": there.at_due if there else True,
        "paused": bool(there and there.paused_at),
    }
    form = forms.ScheduleForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        do_once(request, actor.key, lambda: actions.set_schedule(gathering, now=now, **values))
        messages.success(request, _("Saved."))
        return redirect("follow-up", gathering.slug)
    return _show(request, "schedule", form=form, asks=asks, status=_status(form))


@page
def carry(request: HttpRequest) -> HttpResponse:
    """Take what is not finished along to the next gathering."""
    gathering, actor = _here(request)
    form = forms.CarryForm(request.POST if request.method == "POST" else None, gathering=gathering)
    if request.method == "POST" and form.is_valid():
        to, promises = form.cleaned_data["to"], list(form.cleaned_data["promises"])
        do_once(request, actor.key, lambda: actions.carry_over(promises, to=to, user=actor.user))
        messages.success(request, _("Taken along. It stands as notes in the block “Since last time”."))
        return redirect("follow-up", gathering.slug)
    chosen = [str(pk) for pk in (request.POST.getlist("promises") if form.is_bound else [])]
    found = queries.rows(gathering, form.fields["promises"].queryset)  # type: ignore[attr-defined]
    return _show(request, "carry", form=form, rows=found, chosen=chosen, status=_status(form))


@require_safe
def sheet(request: HttpRequest) -> HttpResponse:
    """The follow-up sheet, for Excel (F6)."""
    gathering, _actor = _here(request)
    response = HttpResponse(follow_up_sheet(gathering), content_type=EXCEL)
    response["Content-Disposition"] = f'attachment; filename="{gathering.slug}-follow-up.xlsx"'
    return response


# ---- for those who are asked --------------------------------------------------------------------------------------


@page
def mine(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer from one's own page."""
    gathering, actor = _here(request)
    person = actor.person
    mine = Party.objects.filter(person=person, commitment__gathering=gathering, commitment__removed_at=None)
    party = get_object_or_404(mine.select_related("commitment", "person__gathering"), pk=pk)
    return _answer(request, party, actor.key)


@page
def answer_link(request: HttpRequest, token: str) -> HttpResponse:
    """Answer from a letter: the link shows what is chosen, the button says it. Mail scanners only look."""
    party = asking.party_of(token)
    if party is None or party.commitment.removed_at is not None:
        return _show(request, "too_late", status=410 if request.method == "POST" else 404)
    with translation.override(_language(request, party)):
        return _answer(request, party, f"party:{party.pk}", token=token)


def _language(request: HttpRequest, party: Party) -> str:
    """The language the person chose here, or that of their letter."""
    from django.conf import settings

    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    return chosen if chosen in dict(settings.LANGUAGES) else party.person.language


def _answer(request: HttpRequest, party: Party, who: str, *, token: str = "") -> HttpResponse:
    commitment = party.commitment
    given = request.GET.get("is", "")
    start = given if given in ANSWERS else (commitment.status if commitment.status in ANSWERS else None)
    initial = {"status": start, "why": commitment.why, "needs": commitment.needs}
    form = forms.AnswerForm(request.POST if request.method == "POST" else None, initial=initial)
    said = False
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        do_once(request, who, lambda: actions.answer(commitment, by=party.person, **values))
        commitment.refresh_from_db()
        said = True
    others = [
        (other, asking.token_of(other))
        for other in queries.promises_of(party.person)
        if other.pk != party.pk and not other.commitment.is_settled
    ]
    if token:
        now = timezone.now()
        others = [(other, link) for other, link in others if other.open_until and other.open_until > now]
    context = {
        "party": party,
        "commitment": commitment,
        "form": form,
        "said": said,
        "others": others,
        "token": token,
        "about": party.person.gathering,
        "given": given,
    }
    return _show(request, "answer", status=_status(form), **context)


@page
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Stop asking me: shown first, done by the button."""
    party = asking.party_of(token)
    if party is None:
        return _show(request, "too_late", status=410 if request.method == "POST" else 404)
    with translation.override(_language(request, party)):
        if request.method == "POST":
            do_once(request, f"party:{party.pk}", lambda: withdraw_consent(party.person, Purpose.FOLLOW_UP))
        stopped = request.method == "POST"
        return _show(request, "stop", about=party.person.gathering, stopped=stopped, token=token)
