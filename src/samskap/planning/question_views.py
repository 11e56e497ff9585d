"""The library of questions, to choose from with one tap (G14)."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samskap.planning.library import Purpose, ask, asks, library
from samskap.planning.pages import here, page, show
from samskap.stage.doing import do_once

QUESTION_MAX = 200


class SearchForm(forms.Form):
    """What to look for, and where the question is to be put."""

    q = forms.CharField(label=gettext_lazy("Search"), required=False, max_length=100)
    purpose = forms.ChoiceField(
        label=gettext_lazy("What for?"), choices=[("", gettext_lazy("All")), *Purpose.choices], required=False
    )


@page
def questions(request: HttpRequest) -> HttpResponseBase:
    """Find a question, and put it in a block or make it the burning question."""
    gathering, actor = here(request)
    number = (request.POST if request.method == "POST" else request.GET).get("block", "")
    block = gathering.blocks.filter(pk=int(number)).first() if number.isdecimal() and len(number) < 15 else None
    if number and (block is None or not asks(block)):
        raise Http404
    if request.method == "POST":
        text = request.POST.get("text", "").strip()
        if not text or len(text) > QUESTION_MAX or "\x00" in text:
            raise Http404
        do_once(request, actor.key, lambda: ask(gathering, text=text, block=block))
        messages.success(request, _("The question is in. You can still change the words."))
        return redirect("plan-block", gathering.slug, block.pk) if block else redirect("plan-about", gathering.slug)
    form = SearchForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {"q": "", "purpose": ""}
    found = library(search=wanted["q"], purpose=wanted["purpose"])
    groups = [(kind, [one for one in found if one.purpose == kind]) for kind in Purpose]
    return show(
        request,
        "questions",
        form=form,
        groups=[(kind, rows) for kind, rows in groups if rows],
        count=len(found),
        one=block,
    )
