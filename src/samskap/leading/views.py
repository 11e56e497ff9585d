"""The organisers' list of those who lead a group, and what those are told (U12)."""

import uuid
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samskap.gatherings.access import Actor
from samskap.gatherings.models import Gathering, Leads, Participation
from samskap.leading.actions import answer, ask_to_lead, take_off, words_of, write_words
from samskap.leading.forms import WordsForm
from samskap.leading.queries import asked, briefing, groups_at_once, to_ask
from samskap.pdf import PdfNotAvailable, make_pdf
from samskap.refusals import Refused
from samskap.stage.doing import do_once, key_of

CSS = Path(__file__).parent / "sheet.css"
SEARCH_MOST = 80


def _here(request: HttpRequest) -> tuple[Gathering, Actor]:
    return request.gathering, request.actor  # type: ignore[attr-defined]


def _show(request: HttpRequest, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
    gathering, actor = _here(request)
    context |= {"gathering": gathering, "actor": actor, "key": key_of(request) or uuid.uuid4().hex}
    return render(request, f"leading/{template}.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def leaders(request: HttpRequest) -> HttpResponseBase:
    """Who leads a group, who has been asked, how many are needed; and the organisers' words to them."""
    gathering, actor = _here(request)
    what = request.POST.get("what", "")
    if request.method == "POST" and what != "words":
        return _tap(request, what)
    form = WordsForm(request.POST if what == "words" else None, initial={"words": words_of(gathering)})
    if form.is_bound and form.is_valid():
        do_once(request, actor.key, lambda: write_words(gathering, **form.cleaned_data))
        messages.success(request, _("Saved."))
        return redirect(reverse("leaders", args=[gathering.slug]) + "#words-title")
    search = request.GET.get("q", "")[:SEARCH_MOST]
    people = asked(gathering)
    return _show(
        request, "leaders", status=422 if form.is_bound else 200,
        people=people, found=to_ask(gathering, search), search=search, form=form,
        needed=groups_at_once(gathering), agreed=sum(one.leads == Leads.YES for one in people),
    )  # fmt: skip


def _tap(request: HttpRequest, what: str) -> HttpResponseBase:
    gathering, actor = _here(request)
    does = {
        "ask": ask_to_lead,
        "yes": lambda one: answer(one, leads=True),
        "no": lambda one: answer(one, leads=False),
        "off": take_off,
    }
    number = request.POST.get("person", "")
    if what not in does or not number.isdecimal() or len(number) > 18:
        raise Http404
    person = get_object_or_404(Participation.objects.select_related("gathering"), gathering=gathering, pk=int(number))
    try:
        do_once(request, actor.key, lambda: does[what](person))
    except Refused as refusal:
        messages.error(request, str(refusal.message))
    else:
        if what == "ask":
            by_mail = _("%(name)s has been asked by e-mail.")
            by_you = _("Ask %(name)s yourself: there is no e-mail address.")
            text = by_mail if person.email else by_you
            messages.success(request, text % {"name": person.name})
    return redirect("leaders", gathering.slug)


@require_POST
def own_answer(request: HttpRequest) -> HttpResponseBase:
    """Say yes or no to leading a group, on one's own page."""
    gathering, actor = _here(request)
    person, said = actor.person, request.POST.get("leads", "")
    if person is None or said not in {"yes", "no"}:
        raise Http404
    try:
        do_once(request, actor.key, lambda: answer(person, leads=said == "yes"))
    except Refused as refusal:
        messages.error(request, str(refusal.message))
    return redirect("you", gathering.slug)


@require_safe
def briefing_page(request: HttpRequest) -> HttpResponse:
    """What somebody who leads a group should know."""
    gathering, _actor = _here(request)
    return _show(request, "briefing", **briefing(gathering))


@require_safe
def briefing_pdf(request: HttpRequest) -> HttpResponse:
    """The same on paper."""
    gathering, _actor = _here(request)
    html = render_to_string("leading/sheet.html", briefing(gathering) | {"language": get_language() or "nb"})
    try:
        made = make_pdf(html, css=[CSS.read_text(encoding="utf-8")])
    except PdfNotAvailable as trouble:
        return _show(request, "briefing", status=503, trouble=str(trouble), **briefing(gathering))
    headers = {"Content-Disposition": f'inline; filename="{gathering.slug}-briefing.pdf"'}
    return HttpResponse(made, content_type="application/pdf", headers=headers)
