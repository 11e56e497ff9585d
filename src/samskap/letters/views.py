"""Outgoing mail, as the organiser and as the demo see it; and saying no to more."""

import re
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from samskap.gatherings.models import Gathering
from samskap.letters.forms import SendAgainForm
from samskap.letters.models import KINDS, Letter, Letters
from samskap.letters.posting import send_again
from samskap.letters.unsubscribing import read_token, subscribe_again, unsubscribe
from samskap.letters.writing import to_html
from samskap.refusals import Refused
from samskap.writing.queue import write

STATES: dict[str, str | Promise] = {
    "waiting": gettext_lazy("waiting"),
    "sent": gettext_lazy("sent"),
    "failed": gettext_lazy("could not be sent"),
    "bounced": gettext_lazy("came back"),
    "withheld": gettext_lazy("wanted no more"),
}
KEY_TO_A_DOOR = re.compile(r"(?<=/)[\w:=-]{24,}(?=/)")
A_PAGE = 50


def _by_state(letters: Letters, state: str) -> Letters:
    named = {
        "waiting": letters.on_their_way,
        "sent": letters.sent,
        "failed": letters.failed,
        "bounced": letters.bounced,
        "withheld": letters.withheld,
    }
    return named[state]() if state in named else letters


def _list(request: HttpRequest, letters: Letters) -> dict[str, Any]:
    """The letters that are asked for, and how many there are of each state."""
    state, who = request.GET.get("state", ""), request.GET.get("who", "").strip()
    counts = [(name, label, _by_state(letters, name).count()) for name, label in STATES.items()]
    shown = _by_state(letters, state)
    if who:
        shown = shown.filter(to__icontains=who) | shown.filter(name__icontains=who)
    page: Page[Letter] = Paginator(shown, A_PAGE).get_page(request.GET.get("page"))
    return {"letters": page, "counts": counts, "state": state, "who": who, "states": STATES}


# The organiser's.


@require_safe
def mail(request: HttpRequest) -> HttpResponse:
    """What has been sent about the gathering, to whom, and how it went."""
    gathering: Gathering = request.gathering  # type: ignore[attr-defined]
    return render(
        request,
        "letters/mail.html",
        {"gathering": gathering, **_list(request, Letter.objects.filter(gathering=gathering))},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def mail_letter(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One letter: what it says, how it went; send it again, maybe to a corrected address."""
    gathering: Gathering = request.gathering  # type: ignore[attr-defined]
    letter = get_object_or_404(Letter.objects.select_related("person"), pk=pk, gathering=gathering)
    form = SendAgainForm(request.POST if request.method == "POST" else None, initial={"to": letter.to})
    status = 200
    if request.method == "POST":
        if form.is_valid():
            try:
                write(lambda: send_again(letter, to=form.cleaned_data["to"]))
            except Refused as refusal:
                form.add_error(None, str(refusal.message))
            else:
                messages.success(request, _("It is on its way again."))
                return redirect("mail-letter", gathering.slug, letter.pk)
        status = 422
    # A link in it may open the person's own page, and that is theirs.
    text = _("This letter holds a key, and is not shown.") if letter.confidential else hide_keys(letter.text)
    context = {"gathering": gathering, "letter": letter, "form": form, "html": to_html(text), "states": STATES}
    return render(request, "letters/letter_page.html", context, status=status)


def hide_keys(text: str) -> str:
    """Take the keys out of the links of a letter: whoever looks at another's letter must not be able to use them."""
    return KEY_TO_A_DOOR.sub("…", text)


# All that goes out, where there is nowhere for it to go.


@require_safe
def outgoing(request: HttpRequest) -> HttpResponse:
    """Every letter, readable by anybody: to try the product out without a mail server."""
    _only_where_mail_is_shown()
    letters = Letter.objects.select_related("gathering")
    return render(request, "letters/outgoing.html", _list(request, letters))


@require_safe
def outgoing_letter(request: HttpRequest, pk: int) -> HttpResponse:
    """One letter as the one who got it reads it, with its links."""
    _only_where_mail_is_shown()
    letter = get_object_or_404(Letter, pk=pk)
    return render(
        request, "letters/outgoing_letter.html", {"letter": letter, "html": to_html(letter.text), "states": STATES}
    )


def _only_where_mail_is_shown() -> None:
    if not settings.MAIL_SHOWN:
        raise Http404


# No more of this.


@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe_page(request: HttpRequest, token: str) -> HttpResponse:
    """Say no to more letters of a kind. Shown by GET, done by POST: mail scanners open links.

    The POST also comes from mail providers, for their users, from no page of ours (RFC 8058).
    """
    wish = read_token(token)
    if wish is None:
        return render(request, "letters/unsubscribe.html", {"wish": None}, status=404)
    again = request.POST.get("again") == "yes"
    if request.method == "POST":
        write(lambda: subscribe_again(wish) if again else unsubscribe(wish))
    context = {
        "wish": wish,
        "kind": KINDS.get(wish.kind, wish.kind),
        "done": request.method == "POST" and not again,
        "again": again,
    }
    return render(request, "letters/unsubscribe.html", context)
