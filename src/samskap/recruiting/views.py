"""Pages for getting people to come: the organiser's, and those that anybody can read."""

import uuid
from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samskap.calendars import make_calendar
from samskap.cards.photos import make_small
from samskap.gatherings.access import Actor
from samskap.gatherings.calendar import ends_at, event_of
from samskap.gatherings.models import Gathering
from samskap.letters.writing import to_html
from samskap.people.models import User
from samskap.people.tokens import hashed
from samskap.recruiting import actions
from samskap.recruiting.forms import (
    ContactForm,
    PageForm,
    ReaderForm,
    RecipientsForm,
    TargetsForm,
    TrialForm,
    WordsForm,
)
from samskap.recruiting.models import Audience, Contact, Invitation, Target, Trial
from samskap.recruiting.queries import (
    counts,
    is_published,
    not_answered,
    not_sent,
    page_of,
    reach,
    reach_drawn,
    sender_of,
    with_state,
)
from samskap.recruiting.recipients import Recipient
from samskap.recruiting.texts import FIELDS
from samskap.refusals import Refused
from samskap.stage.doing import do_once, key_of
from samskap.writing.queue import write

page = require_http_methods(["GET", "HEAD", "POST"])
A_PAGE = 100
LATER = ("waiting", "ready")


def _here(request: HttpRequest) -> tuple[Gathering, Actor]:
    return request.gathering, request.actor  # type: ignore[attr-defined]


def _user(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None


def _show(request: HttpRequest, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
    context |= {"gathering": getattr(request, "gathering", None), "actor": getattr(request, "actor", None)}
    context.setdefault("key", key_of(request) or uuid.uuid4().hex)
    return render(request, f"recruiting/{template}.html", context, status=status)


def _asks(request: HttpRequest, what: str) -> bool:
    return request.method == "POST" and request.POST.get("what") == what


def _status(*shown: django_forms.BaseForm) -> int:
    return 422 if any(form.is_bound and not form.is_valid() for form in shown) else 200


def _try(request: HttpRequest, effect: Callable[[], object], form: django_forms.BaseForm) -> bool:
    """Do it once; a no goes on the form. Whether it was done."""
    _gathering, actor = _here(request)
    try:
        do_once(request, actor.key, effect)
    except Refused as refusal:
        form.add_error(None, str(refusal.message))
        return False
    return True


# Overview.


@page
def invite(request: HttpRequest) -> HttpResponseBase:
    """How it goes with getting people to come: the page, the letters, the calls, and the numbers per sector (G4)."""
    gathering, actor = _here(request)
    wanted = dict(Target.objects.filter(gathering=gathering).values_list("sector", "wanted"))
    form = TargetsForm(request.POST if _asks(request, "targets") else None, wanted=wanted)
    if _asks(request, "publish"):
        on = request.POST.get("on") == "yes"
        do_once(request, actor.key, lambda: actions.publish(gathering, on=on))
        messages.success(request, _("Anybody can read the page now.") if on else _("The page is taken down."))
        return redirect("invite", gathering.slug)
    if _asks(request, "targets") and form.is_valid():
        do_once(request, actor.key, lambda: actions.set_targets(gathering, form.cleaned_data))
        messages.success(request, _("Saved."))
        return redirect("invite", gathering.slug)
    rows, number = reach(gathering), counts(gathering)
    to_call = Contact.objects.filter(gathering=gathering, called_at=None).count()
    return _show(
        request,
        "invite",
        page=page_of(gathering),
        form=form,
        rows=reach_drawn(rows),
        there=sum(row.there for row in rows),
        counts=number,
        invited={
            "signed_up": number["signed-up"],
            "lost": number["bounced"] + number["failed"],
            "later": number["waiting"] + number["ready"],
        },
        to_call=to_call,
        called=Contact.objects.filter(gathering=gathering).count() - to_call,
        audiences=Audience.choices,
        comments=Trial.objects.filter(gathering=gathering).exclude(commented_at=None)[:10],
        address=settings.PUBLIC_URL + reverse("invite-page", args=[gathering.slug]),
        status=_status(form),
    )


# The public page.


@page
def edit_page(request: HttpRequest) -> HttpResponseBase:
    """Write the public page."""
    gathering, _actor = _here(request)
    there = page_of(gathering)
    form = PageForm(request.POST or None, request.FILES or None, page=there)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        sent, remove = values.pop("picture"), bool(values.pop("remove", False))
        try:
            picture = make_small(sent) if sent else None
        except Refused as refusal:
            form.add_error("picture", str(refusal.message))
        else:
            if _try(request, lambda: actions.write_page(gathering, picture=picture, remove=remove, **values), form):
                messages.success(request, _("Saved."))
                return redirect("invite-page", gathering.slug)
    return _show(request, "edit_page", form=form, page=there, status=422 if form.errors else 200)


@require_safe
def invite_page(request: HttpRequest) -> HttpResponse:
    """What anybody can read of the gathering; before it is published, only the organiser can."""
    gathering, actor = _here(request)
    there = _readable(request)
    path = reverse("invite-page", args=[gathering.slug])
    return _show(
        request,
        "page",
        page=there,
        sender=sender_of(gathering),
        ends_at=ends_at(gathering),
        url=settings.PUBLIC_URL + path,
        picture=settings.PUBLIC_URL + reverse("invite-picture", args=[gathering.slug]) if there.file else "",
        sign_up=_address("sign-up", gathering),
        previews=actor.plans,
    )


def _address(name: str, gathering: Gathering) -> str:
    try:
        return reverse(name, args=[gathering.slug])
    except NoReverseMatch:
        return ""


def _readable(request: HttpRequest) -> Any:
    gathering, actor = _here(request)
    there = page_of(gathering)
    if there.published_at is None and not actor.plans:
        raise Http404
    return there


@require_safe
def invite_picture(request: HttpRequest) -> HttpResponseBase:
    """The picture of the page."""
    there = _readable(request)
    if not there.file or not there.file.storage.exists(there.file.name):
        raise Http404
    response = FileResponse(there.file.open("rb"), content_type="image/jpeg")
    response.headers["Cache-Control"] = "public, max-age=300"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"  # a shared link shows it
    return response


@require_safe
def invite_calendar(request: HttpRequest) -> HttpResponse:
    """The hours, for the calendar of whoever reads the page."""
    gathering, _actor = _here(request)
    _readable(request)
    url = settings.PUBLIC_URL + reverse("invite-page", args=[gathering.slug])
    data = make_calendar([event_of(gathering, url=url)], name=gathering.title)
    return HttpResponse(
        data,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="samling.ics"'},
    )


# The texts.


@page
def texts(request: HttpRequest, audience: str) -> HttpResponseBase:
    """The text to one audience: write it, see it as they see it, try it on oneself and on others (G4)."""
    gathering, _actor = _here(request)
    if audience not in Audience.values:
        raise Http404
    language = _language(request)
    words = actions.words_for(gathering, audience, language)
    form = WordsForm(
        request.POST if _asks(request, "words") else None,
        initial={"subject": words.subject, "text": words.text},
        language=language,
    )
    user = _user(request)
    test = ReaderForm(
        request.POST if _asks(request, "test") else None,
        initial={"to": user.email if user else "", "name": user.name if user else ""},
        prefix="test",
    )
    trial_form = ReaderForm(request.POST if _asks(request, "trial") else None, prefix="trial")
    done = _done_with_texts(request, audience, language, form, test, trial_form)
    if done:
        messages.success(request, done)
        return redirect(f"{request.path}?language={language}")
    seen = actions.filled_in(gathering, words, language=language, name="Aud")
    return _show(
        request,
        "texts",
        audience=audience,
        audience_name=Audience(audience).label,
        audiences=Audience.choices,
        language=language,
        languages=settings.LANGUAGES,
        form=form,
        test_form=test,
        trial_form=trial_form,
        fields=[f"{{{field}}}" for field in FIELDS[language]],
        seen=seen,
        html=to_html(seen.text),
        trials=Trial.objects.filter(gathering=gathering, audience=audience),
        published=is_published(gathering),
        status=_status(form, test, trial_form),
    )


def _language(request: HttpRequest) -> str:
    wanted = request.GET.get("language") or get_language() or "nb"
    return wanted if wanted in dict(settings.LANGUAGES) else "nb"


def _done_with_texts(
    request: HttpRequest, audience: str, language: str, form: WordsForm, test: ReaderForm, trial_form: ReaderForm
) -> str:
    """Do what one of the three forms asks for; what to say, or nothing."""
    gathering, _actor = _here(request)
    common = {"audience": audience, "language": language}
    if form.is_bound and form.is_valid():
        values = form.cleaned_data
        return _("Saved.") if _try(request, lambda: actions.write_words(gathering, **common, **values), form) else ""
    if test.is_bound and test.is_valid():
        values = test.cleaned_data
        sent = _try(request, lambda: actions.send_test(gathering, **common, **values), test)
        return _("The test is on its way to %(to)s.") % values if sent else ""
    if trial_form.is_bound and trial_form.is_valid():
        values = trial_form.cleaned_data
        key, by = key_of(request) or uuid.uuid4().hex, _user(request)
        sent = _try(request, lambda: actions.send_trial(gathering, **common, **values, key=key, by=by), trial_form)
        return _("It is on its way to %(to)s, with a link to comment.") % values if sent else ""
    return ""


@page
def trial(request: HttpRequest, token: str) -> HttpResponseBase:
    """A trial reader's page: the text, and a place to say what one thinks. The link is the key."""
    found = Trial.objects.select_related("gathering").filter(token_hash=hashed(token)).first()
    if found is None:
        raise Http404
    form = TrialForm(request.POST or None, initial={"comment": found.comment})
    if request.method == "POST" and form.is_valid():
        write(lambda: actions.comment_on_trial(found, comment=form.cleaned_data["comment"]))
        messages.success(request, _("Thank you! The organiser sees what you wrote."))
        return redirect("trial", token)
    return _show(request, "trial", trial=found, form=form, html=to_html(found.text), status=_status(form))


# The letters.


@page
def letters(request: HttpRequest) -> HttpResponseBase:
    """Whom to invite by e-mail, sending, and how it went with each."""
    gathering, _actor = _here(request)
    form = RecipientsForm(
        request.POST if _asks(request, "add") else None, initial={"language": get_language(), "audience": "voluntary"}
    )
    if _asks(request, "add") and form.is_valid():
        answer = _add(request, form)
        if answer is not None:
            return answer
    if _asks(request, "send") or _asks(request, "remind"):
        return _send(request, reminder=_asks(request, "remind"))
    if _asks(request, "remove"):
        return _remove(request)
    state = request.GET.get("state", "")
    shown = with_state(gathering)
    if state:
        shown = shown.filter(how__in=LATER if state == "ready" else [state])
    number = counts(gathering)
    letters_sent = sum(number[how] for how in ("sent", "signed-up", "bounced", "failed", "withheld"))
    return _show(
        request,
        "letters",
        form=form,
        invitations=Paginator(shown, A_PAGE).get_page(request.GET.get("page")),
        states=[
            ("signed-up", _("signed up"), number["signed-up"]),
            ("sent", _("sent"), number["sent"]),
            ("ready", _("not sent yet"), number["ready"] + number["waiting"]),
            ("failed", _("could not be sent"), number["failed"]),
            ("bounced", _("came back"), number["bounced"]),
            ("withheld", _("wanted no more"), number["withheld"]),
        ],
        state=state,
        waiting=number["waiting"],
        sent=letters_sent,
        total=letters_sent + number["waiting"],
        ready=not_sent(gathering).count(),
        silent=not_answered(gathering).count(),
        status=422 if form.is_bound else 200,
    )


def _add(request: HttpRequest, form: RecipientsForm) -> HttpResponseBase | None:
    """Write down those that can be read. Lines that can't be stay in the form, each with why."""
    gathering, _actor = _here(request)
    wanted: list[Recipient] = form.cleaned_data["recipients"]
    if form.cleaned_data["contacts"]:
        wanted = wanted + [
            Recipient(one.name, one.email) for one in Contact.objects.filter(gathering=gathering).exclude(email="")
        ]
    made: list[tuple[int, int]] = []

    def effect() -> None:
        made.append(
            actions.add_recipients(
                gathering,
                {one.email.lower(): one for one in wanted}.values(),
                audience=form.cleaned_data["audience"],
                language=form.cleaned_data["language"],
            )
        )

    if not _try(request, effect, form):
        return None
    new, known = made[0] if made else (0, 0)
    text = ngettext("%(number)s is added.", "%(number)s are added.", new) % {"number": new}
    if known:
        text += " " + ngettext("%(number)s was there already.", "%(number)s were there already.", known) % {
            "number": known
        }
    messages.success(request, text)
    if not form.bad:
        return redirect("invite-letters", gathering.slug)
    left = request.POST.copy()
    left["pasted"] = "\n".join(one.text for one in form.bad)
    bad = form.bad
    form.data = left
    for one in bad:
        form.add_error(
            "pasted",
            _("Line %(number)s has no address that works: %(text)s") % {"number": one.number, "text": one.text[:100]},
        )
    return None


def _send(request: HttpRequest, *, reminder: bool) -> HttpResponseBase:
    gathering, actor = _here(request)
    made: list[Any] = []
    try:
        do_once(
            request,
            actor.key,
            lambda: made.append(actions.send_invitations(gathering, by=_user(request), reminder=reminder)),
        )
    except Refused as refusal:
        messages.error(request, str(refusal.message))
        return redirect("invite-letters", gathering.slug)
    return redirect(made[0]) if made else redirect("invite-letters", gathering.slug)


def _remove(request: HttpRequest) -> HttpResponseBase:
    """Take somebody off the list."""
    gathering, actor = _here(request)
    number = request.POST.get("pk", "")
    one = get_object_or_404(Invitation, gathering=gathering, pk=int(number) if number.isdecimal() else 0)
    do_once(request, actor.key, one.delete)
    messages.success(request, _("%(who)s is off the list.") % {"who": one})
    return redirect("invite-letters", gathering.slug)


# The calls.


@page
def calls(request: HttpRequest) -> HttpResponseBase:
    """Key people to contact in person: who calls, and how it went."""
    gathering, _actor = _here(request)
    form = ContactForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        if _try(request, lambda: actions.write_contact(gathering, **values), form):
            messages.success(request, _("%(who)s is on the list.") % {"who": values["name"]})
            return redirect("invite-calls", gathering.slug)
    contacts = list(Contact.objects.filter(gathering=gathering))
    return _show(
        request,
        "calls",
        form=form,
        to_call=[one for one in contacts if one.called_at is None],
        called=[one for one in contacts if one.called_at is not None],
        today=timezone.localdate(),
        status=_status(form),
    )


@page
def call(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One key person: the number to call, and what they said."""
    gathering, actor = _here(request)
    contact = get_object_or_404(Contact, pk=pk, gathering=gathering)
    if _asks(request, "remove"):
        do_once(request, actor.key, contact.delete)
        messages.success(request, _("%(who)s is off the list.") % {"who": contact})
        return redirect("invite-calls", gathering.slug)
    form = ContactForm(request.POST or None, instance=contact)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        called_at = contact.called_at if values["reply"] else None
        if _try(request, lambda: actions.write_contact(gathering, pk=pk, called_at=called_at, **values), form):
            messages.success(request, _("Saved."))
            return redirect("invite-calls", gathering.slug)
    return _show(request, "call", contact=contact, form=form, status=_status(form))
