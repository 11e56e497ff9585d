"""The report's pages. They translate between the browser and the actions, and do nothing more."""

import uuid
from collections import defaultdict
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samskap.cards.models import Photo
from samskap.cards.photos import Picture, make_small, remove_photo, store_photo
from samskap.gatherings.access import Actor
from samskap.gatherings.models import Consent, Gathering, Participation, Purpose
from samskap.jobs.models import Job
from samskap.jobs.work import start
from samskap.letters.writing import render_letter, to_html
from samskap.refusals import KeyUsed, Refused
from samskap.reports import actions, commenting, publishing
from samskap.reports import forms as report_forms
from samskap.reports.assembling import Section, choice_of, named_in, sections_of
from samskap.reports.editions import differences, make_edition, newest
from samskap.reports.files import KINDS, file_name, file_of, files_of
from samskap.reports.marking import photos_in
from samskap.reports.models import TEXT_MAX, Comment, Edition, EditionFile, Part
from samskap.reports.open_data import as_json, as_zip, open_data
from samskap.reports.people import NOBODY
from samskap.reports.reading import clean_sections, read_edition, read_live
from samskap.reports.sending import TEMPLATE, letter_about, recipients
from samskap.reports.text import as_html
from samskap.stage.doing import answer, do_once, key_of
from samskap.stage.faces import state_of
from samskap.writing.queue import write

page = require_http_methods(["GET", "HEAD", "POST"])


def _here(request: HttpRequest) -> tuple[Gathering, Actor]:
    return request.gathering, request.actor  # type: ignore[attr-defined]


def _sent(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _show(request: HttpRequest, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """Draw a page. ``key`` makes its form count once, also when it is sent twice."""
    context |= {"gathering": getattr(request, "gathering", None), "actor": getattr(request, "actor", None)}
    context.setdefault("key", uuid.uuid4().hex if status == 200 else key_of(request) or uuid.uuid4().hex)
    return render(request, f"reports/{template}.html", context, status=status)


# To read.


@require_safe
def report(request: HttpRequest) -> HttpResponse:
    """The whole day on one page; it grows while the day goes on (G11)."""
    gathering, actor = _here(request)
    choice = choice_of(gathering)
    reading = read_live(gathering)
    takes_comments = choice.takes_comments(timezone.now())
    return _show(
        request,
        "report",
        reading=reading,
        sections=_with_comments(gathering, actor, reading.sections),
        choice=choice,
        state=state_of(gathering),
        takes_comments=takes_comments and (actor.person is not None or actor.user is not None),
        last_day=_last_day(choice.comments_until) if takes_comments else None,
        newest=newest(gathering),
        waiting=Comment.objects.filter(gathering=gathering).waiting().count() if actor.plans else 0,
    )


def _with_comments(gathering: Gathering, actor: Actor, sections: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Put to each part what people have said to it: what all may see, and what the reader has said."""
    said: dict[str, list[Comment]] = defaultdict(list)
    for one in Comment.objects.filter(gathering=gathering, hidden_at=None).select_related("by", "user"):
        if one.approved_at or actor.plans or _is_mine(one, actor):
            said[one.key].append(one)
    return [one | {"comments": said[one["key"]], "draft": f"report-{gathering.pk}-{one['key']}"} for one in sections]


def _is_mine(comment: Comment, actor: Actor) -> bool:
    if actor.person is not None:
        return comment.by_id == actor.person.pk
    return actor.user is not None and comment.user_id == actor.user.pk


def _last_day(until: Any) -> Any:
    return timezone.localtime(until) - timedelta(seconds=1) if until else None


@require_safe
def edition(request: HttpRequest, pk: int) -> HttpResponse:
    """An edition as it was, for as long as the gathering is kept."""
    gathering, _actor = _here(request)
    found = _edition(gathering, pk)
    return _show(
        request,
        "edition",
        edition=found,
        reading=read_edition(found),
        newest=newest(gathering),
        files={one.kind: one for one in files_of(found)},
    )


@require_safe
def changes(request: HttpRequest, pk: int) -> HttpResponse:
    """What is new in an edition, part by part."""
    gathering, _actor = _here(request)
    new = _edition(gathering, pk)
    old = Edition.objects.filter(gathering=gathering, number__lt=new.number).first()
    if old is None:
        raise Http404
    named = named_in(gathering, choice_of(gathering))
    return _show(request, "changes", edition=new, old=old, differences=differences(old, new, named=named))


def _edition(gathering: Gathering, number: int) -> Edition:
    found = get_object_or_404(Edition, gathering=gathering, number=number)
    found.gathering = gathering
    return found


@page
def editions(request: HttpRequest) -> HttpResponseBase:
    """All editions; the organiser makes a new one here."""
    gathering, _actor = _here(request)
    form = report_forms.EditionForm(_sent(request))
    if request.method == "POST" and form.is_valid():
        return _make_edition(request, form.cleaned_data["note"])
    found = list(Edition.objects.filter(gathering=gathering).select_related("by"))
    return _show(request, "editions", form=form, editions=found, status=_status(form))


def _make_edition(request: HttpRequest, note: str) -> HttpResponseBase:
    gathering, actor = _here(request)
    try:
        do_once(request, actor.key, lambda: make_edition(gathering, by=actor.user, note=note))
    except Refused as refusal:
        return answer(request, str(refusal.message), status=refusal.status)
    made = newest(gathering)
    if made is None:
        return redirect("report-editions", gathering.slug)
    messages.success(request, _("Edition %(number)d is made. It stays as it is.") % {"number": made.number})
    return redirect("report-edition", gathering.slug, made.number)


def _status(*forms_: Any) -> int:
    return 422 if any(form.is_bound and not form.is_valid() for form in forms_) else 200


# Files, letters, and what anybody can read.


@page
def edition_file(request: HttpRequest, pk: int, code: str) -> HttpResponseBase:
    """An edition as PDF, Word or archive: fetch it, or have it made."""
    gathering, actor = _here(request)
    found = _edition(gathering, pk)
    if code not in KINDS or (code in {"archive", "open"} and not actor.plans):
        raise Http404
    made = file_of(found, code)
    if request.method == "POST":
        return _make_file(request, found, code)
    if made is None:
        raise Http404
    return _as_file(made)


def _make_file(request: HttpRequest, found: Edition, kind: str) -> HttpResponseBase:
    gathering, actor = _here(request)
    values: dict[str, Any] = {"edition": found.pk} | ({} if kind == "archive" else {"kind": kind})
    work = "report-archive" if kind == "archive" else "report-file"
    key = f"{found.pk}:{kind}:{key_of(request) or uuid.uuid4().hex}"
    try:
        do_once(
            request, actor.key, lambda: start(work, gathering=gathering, by=actor.user, key=key, urgent=True, **values)
        )
    except Refused as refusal:
        return answer(request, str(refusal.message), status=refusal.status)
    return redirect("job", gathering.slug, Job.objects.get(name=work, key=key).pk)


def _as_file(made: EditionFile) -> FileResponse:
    try:
        file = made.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    _ending, kind, _open = KINDS[made.kind]
    return FileResponse(file, as_attachment=True, filename=file_name(made.edition, made.kind), content_type=kind)


@page
def send(request: HttpRequest) -> HttpResponseBase:
    """Send the newest edition to those who were there."""
    gathering, actor = _here(request)
    found = newest(gathering)
    form = report_forms.SendForm(_sent(request))
    if request.method == "POST" and form.is_valid() and found is not None:
        key = f"{found.pk}:{key_of(request) or uuid.uuid4().hex}"
        values: dict[str, Any] = {"edition": found.pk, "audience": form.cleaned_data["audience"]}
        try:
            do_once(
                request, actor.key, lambda: start("report-send", gathering=gathering, by=actor.user, key=key, **values)
            )
        except Refused as refusal:
            return answer(request, str(refusal.message), status=refusal.status)
        return redirect("job", gathering.slug, Job.objects.get(name="report-send", key=key).pk)
    return _show(
        request,
        "send",
        form=form,
        edition=found,
        asked=len(recipients(gathering, "asked")),
        everybody=len(recipients(gathering, "all")),
        preview=_letter(found) if found else None,
        status=_status(form),
    )


def _letter(found: Edition) -> dict[str, str]:
    """The letter as it will be read, by somebody who is not there."""
    found.gathering = Gathering.objects.get(pk=found.gathering_id)
    link = f"{settings.PUBLIC_URL}/g/{found.gathering.slug}/…"
    context = letter_about(found, None, link) | {"name": _("(name)")}
    subject, text = render_letter(TEMPLATE, context, get_language() or "nb")
    return {"subject": subject, "html": mark_safe(to_html(text))}  # noqa: S308 - Markdown that lets no HTML through


@page
def publish(request: HttpRequest) -> HttpResponseBase:
    """Publish the newest edition for anybody, or take it back."""
    gathering, actor = _here(request)
    choice, found = choice_of(gathering), newest(gathering)
    initial = {"indexed": choice.indexed, "shares_data": choice.shares_data, "licence": choice.licence}
    form = report_forms.PublishForm(_sent(request), initial=initial)
    if request.method == "POST" and "withdraw" in request.POST:
        do_once(request, actor.key, lambda: publishing.withdraw(gathering))
        messages.success(request, _("The report is taken back. Its address now says so."))
        return redirect("report-publish", gathering.slug)
    if request.method == "POST" and form.is_valid() and found is not None:
        edition_ = found
        do_once(request, actor.key, lambda: publishing.publish(edition_, **form.cleaned_data))
        messages.success(request, _("Edition %(number)d is published.") % {"number": found.number})
        return redirect("report-publish", gathering.slug)
    return _show(
        request,
        "publish",
        form=form,
        edition=found,
        published=choice.published,
        published_at=choice.published_at,
        address=settings.PUBLIC_URL + reverse("report-public", args=[gathering.slug]),
        warnings=publishing.look_through(_edition(gathering, found.number)) if found else [],
        open_pdf=file_of(choice.published, "open") if choice.published else None,
        status=_status(form),
    )


@require_safe
def data(request: HttpRequest, code: str) -> HttpResponse:
    """The open data, for those who may read the report."""
    gathering, _actor = _here(request)
    return _data(gathering, newest(gathering), code)


def _data(gathering: Gathering, found: Edition | None, code: str) -> HttpResponse:
    if code not in {"json", "csv"}:
        raise Http404
    everything = open_data(gathering, found)
    ending, kind = ("json", "application/json") if code == "json" else ("zip", "application/zip")
    made = as_json(everything) if code == "json" else as_zip(everything)
    headers = {"Content-Disposition": f'attachment; filename="{gathering.slug}-data.{ending}"'}
    return HttpResponse(made, content_type=kind, headers=headers)


def _published(gathering: Gathering) -> Edition:
    found = publishing.published_of(gathering)
    if found is None:
        raise Http404
    return found


@require_safe
def public(request: HttpRequest) -> HttpResponse:
    """What is published: for anybody, with the names of those who have said yes to just that."""
    gathering, _actor = _here(request)
    found = publishing.published_of(gathering)
    choice = choice_of(gathering)
    if found is None:
        was_there = Edition.objects.filter(gathering=gathering).exists()
        if not was_there:
            raise Http404
        return _show(request, "not_public", status=404)

    def address(photo: int) -> str:
        return reverse("report-public-photo", args=[gathering.slug, photo])

    reading = read_edition(found, openly=True, address=address)
    response = _show(
        request,
        "public",
        edition=found,
        reading=reading,
        choice=choice,
        address=settings.PUBLIC_URL + reverse("report-public", args=[gathering.slug]),
        picture=_first_picture(reading.sections, gathering),
        pdf=file_of(found, "open"),
    )
    if not choice.indexed:
        response.headers["X-Robots-Tag"] = "noindex"
    return response


def _first_picture(sections: list[dict[str, Any]], gathering: Gathering) -> str:
    found = [photo for one in sections for photo in photos_in(one["html"])]
    return settings.PUBLIC_URL + reverse("report-public-photo", args=[gathering.slug, found[0]]) if found else ""


@require_safe
def public_photo(request: HttpRequest, pk: int) -> HttpResponse:
    """A picture that stands in what is published."""
    gathering, _actor = _here(request)
    sections = read_edition(_published(gathering), openly=True).sections
    if pk not in {photo for one in sections for photo in photos_in(one["html"])}:
        raise Http404
    found = get_object_or_404(Photo, pk=pk, gathering=gathering)
    try:
        with found.file.open("rb") as file:
            return HttpResponse(file.read(), content_type="image/jpeg", headers={"Cache-Control": "max-age=300"})
    except FileNotFoundError:
        raise Http404 from None


@require_safe
def public_file(request: HttpRequest, code: str) -> HttpResponseBase:
    """The PDF and the open data of what is published."""
    gathering, _actor = _here(request)
    found = _published(gathering)
    if code == "pdf":
        made = file_of(found, "open")
        if made is None:
            raise Http404
        return _as_file(made)
    if not choice_of(gathering).shares_data:
        raise Http404
    return _data(gathering, found, code)


# To edit.


@require_POST
def names(request: HttpRequest) -> HttpResponse:
    """Let the names of those who have said yes stand in the report, or leave all out."""
    gathering, _actor = _here(request)
    wanted = request.POST.get("names") == "yes"
    write(lambda: actions.show_names(gathering, names=wanted))
    said = _("Names are shown for those who have said yes.") if wanted else _("All names are left out of the report.")
    messages.success(request, said)
    return redirect("report", gathering.slug)


@page
def edit(request: HttpRequest) -> HttpResponseBase:
    """What is to be in the report, in which order, and what holds for all of it."""
    gathering, actor = _here(request)
    choice = choice_of(gathering)
    initial = {"introduction": choice.introduction, "names": choice.names, "pictures": choice.pictures}
    form = report_forms.ChoiceForm(_sent(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        do_once(request, actor.key, lambda: actions.choose(gathering, **form.cleaned_data))
        messages.success(request, _("Saved."))
        return redirect("report-edit", gathering.slug)
    people = Participation.objects.came().filter(gathering=gathering)
    yes = Consent.objects.filter(person__in=people, withdrawn_at=None)
    return _show(
        request,
        "edit",
        form=form,
        sections=sections_of(gathering, named=NOBODY, all_of_them=True),
        people=people.count(),
        yes_to_name=yes.filter(purpose=Purpose.NAME).count(),
        yes_to_pictures=yes.filter(purpose=Purpose.PHOTOS).count(),
        newest=newest(gathering),
        waiting=Comment.objects.filter(gathering=gathering).waiting().count(),
        status=_status(form),
    )


VERBS = {
    "up": lambda gathering, key: actions.move_part(gathering, key, by=-1),
    "down": lambda gathering, key: actions.move_part(gathering, key, by=1),
    "leave-out": actions.leave_out,
    "take-in": actions.take_in,
    "remove": actions.remove_text,
}


@require_POST
def change(request: HttpRequest, verb: str) -> HttpResponseBase:
    """Move a part, leave it out, or take it in again."""
    gathering, actor = _here(request)
    effect = VERBS.get(verb)
    if effect is None:
        raise Http404
    section = _section(gathering, request.POST.get("part", ""))
    try:
        do_once(request, actor.key, lambda: effect(gathering, section.key))
    except Refused as refusal:
        messages.error(request, str(refusal.message))
    return redirect(f"{reverse('report-edit', args=[gathering.slug])}#row-{section.key}")


def _section(gathering: Gathering, key: str) -> Section:
    found = sections_of(gathering, named=NOBODY, all_of_them=True)
    section = next((one for one in found if one.key == key), None)
    if section is None:
        raise Http404
    return section


@page
def new_text(request: HttpRequest) -> HttpResponseBase:
    """A part of the organiser's own."""
    gathering, actor = _here(request)
    form = report_forms.TextForm(_sent(request))
    if request.method == "POST" and form.is_valid() and "preview" not in request.POST:
        title, text = form.cleaned_data["title"], form.cleaned_data["before"]
        do_once(request, actor.key, lambda: actions.add_text(gathering, title=title, text=text))
        messages.success(request, _("Your text stands last in the report. Move it where you want it."))
        return redirect("report-edit", gathering.slug)
    return _show(request, "part", form=form, preview=_preview(request), section=None, status=_status(form))


@page
def part(request: HttpRequest, code: str) -> HttpResponseBase:
    """The organiser's words to one part, beside what the part says by itself."""
    gathering, actor = _here(request)
    section = _section(gathering, code)
    kept = Part.objects.filter(gathering=gathering, key=code).first()
    seen = kept.changed_at.isoformat() if kept else ""
    form_class = report_forms.TextForm if section.is_own else report_forms.PartForm
    initial = {"title": section.title, "before": kept.before if kept else "", "after": kept.after if kept else ""}
    form: Any = form_class(_sent(request), initial=initial)
    if request.method == "POST" and form.is_valid() and "preview" not in request.POST:
        if request.POST.get("seen", seen) != seen:
            form.add_error(None, _("Somebody else has saved this part meanwhile. What they wrote is shown below."))
        else:
            values = form.cleaned_data
            do_once(request, actor.key, lambda: actions.write_part(gathering, code, **values))
            messages.success(request, _("Saved."))
            return redirect(f"{reverse('report-edit', args=[gathering.slug])}#row-{code}")
    choice = choice_of(gathering)
    named = named_in(gathering, choice)
    fresh = next(one for one in sections_of(gathering, named=named, all_of_them=True) if one.key == code)
    shown = clean_sections([fresh.as_data()], gathering, named=named, pictures=choice.pictures)
    return _show(
        request,
        "part",
        form=form,
        section=section,
        shown=shown[0] if shown else None,
        seen=seen,
        preview=_preview(request),
        status=_status(form),
    )


def _preview(request: HttpRequest) -> dict[str, str] | None:
    """What was written, as it will look; nothing when that was not asked for."""
    if "preview" not in request.POST:
        return None
    sent = {name: request.POST.get(name, "")[:TEXT_MAX] for name in ("before", "after")}
    return {name: mark_safe(as_html(text)) for name, text in sent.items()}  # noqa: S308 - our Markdown escapes


@page
def photos(request: HttpRequest) -> HttpResponseBase:
    """All pictures of the gathering: describe them, leave some out, add more."""
    gathering, actor = _here(request)
    form = report_forms.PhotoForm(_sent(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            small = make_small(form.cleaned_data["photo"])
            do_once(request, actor.key, lambda: _add_photo(gathering, small, form.cleaned_data))
        except Refused as refusal:
            form.add_error("photo", str(refusal.message))
        else:
            messages.success(request, _("The picture is added."))
            return redirect("report-photos", gathering.slug)
    found = Photo.objects.filter(gathering=gathering, hidden_at=None).select_related("report_note", "block")
    return _show(request, "photos", form=form, photos=found, status=_status(form))


def _add_photo(gathering: Gathering, small: Picture, values: dict[str, Any]) -> None:
    photo = store_photo(small, gathering=gathering, caption=values["caption"])
    actions.describe_photo(photo, alt=values["alt"], caption=values["caption"])


@page
def photo(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One picture: what it shows, and whether it is in the report."""
    gathering, actor = _here(request)
    found = get_object_or_404(Photo.objects.select_related("report_note"), pk=pk, gathering=gathering)
    note = getattr(found, "report_note", None)
    form = report_forms.DescribeForm(
        _sent(request), initial={"alt": note.alt if note else "", "caption": found.caption}
    )
    if request.method == "POST":
        verb = request.POST.get("do", "describe")
        if verb == "delete" and found.block_id is None:
            do_once(request, actor.key, lambda: remove_photo(found))
            messages.success(request, _("The picture is deleted."))
            return redirect("report-photos", gathering.slug)
        if verb in {"leave-out", "take-in"}:
            do_once(request, actor.key, lambda: actions.leave_out_photo(found, out=verb == "leave-out"))
            return redirect(f"{reverse('report-photos', args=[gathering.slug])}#photo-{found.pk}")
        if form.is_valid():
            do_once(request, actor.key, lambda: actions.describe_photo(found, **form.cleaned_data))
            messages.success(request, _("Saved."))
            return redirect(f"{reverse('report-photos', args=[gathering.slug])}#photo-{found.pk}")
    return _show(request, "photo", form=form, photo=found, note=note, status=_status(form))


# Comments.


@require_POST
def comment(request: HttpRequest) -> HttpResponseBase:
    """Say something to a part of the report; once for each key."""
    gathering, actor = _here(request)
    form = report_forms.CommentForm(request.POST)
    back = reverse("report", args=[gathering.slug])
    if not form.is_valid():
        return _refuse(request, _("Write something first."), 422)
    section = _section(gathering, form.cleaned_data["part"])
    values = {"key": section.key, "title": section.title, "text": form.cleaned_data["text"]}
    try:
        do_once(
            request,
            actor.key,
            lambda: commenting.write_comment(gathering, **values, by=actor, named=form.cleaned_data["named"]),
        )
    except Refused as refusal:
        return _refuse(request, str(refusal.message), refusal.status)
    waits = choice_of(gathering).comments_wait and not actor.plans
    messages.success(request, _("Thank you. An organiser reads it before the others do.") if waits else _("Thank you."))
    return redirect(f"{back}#part-{section.key}")


def _refuse(request: HttpRequest, text: str, status: int) -> HttpResponse:
    """Say no on a page that shows what was written, so that nothing is lost."""
    return answer(request, text, status=422 if status == KeyUsed.status else status)


@page
def comments(request: HttpRequest) -> HttpResponseBase:
    """What people have said, and when they can say it."""
    gathering, actor = _here(request)
    choice = choice_of(gathering)
    form = report_forms.WindowForm(_sent(request), initial=report_forms.WindowForm.from_choice(choice))
    if request.method == "POST" and form.is_valid():
        do_once(request, actor.key, lambda: actions.choose(gathering, **form.values()))
        messages.success(request, _("Saved."))
        return redirect("report-comments", gathering.slug)
    found = list(Comment.objects.filter(gathering=gathering).select_related("by", "user").order_by("-made_at", "-pk"))
    return _show(
        request,
        "comments",
        form=form,
        choice=choice,
        is_open=choice.takes_comments(timezone.now()),
        comments=found,
        waiting=sum(one.approved_at is None and one.hidden_at is None for one in found),
        status=_status(form),
    )


def _do_with_comment(found: Comment, verb: str, text: str) -> None:
    if verb == "answer":
        commenting.answer_comment(found, text=text)
    elif verb in {"take", "not-taken"}:
        commenting.take_into_text(found, taken=verb == "take")
    else:
        {"approve": commenting.approve_comment, "hide": commenting.hide_comment, "show": commenting.show_comment}[verb](
            found
        )


COMMENT_VERBS = {"approve", "hide", "show", "answer", "take", "not-taken"}


@require_POST
def comment_do(request: HttpRequest, pk: int, verb: str) -> HttpResponseBase:
    """Answer a comment, let it through, hide it, or mark it as taken into the text. Anybody takes their own back."""
    gathering, actor = _here(request)
    found = get_object_or_404(Comment, pk=pk, gathering=gathering)
    if verb == "take-back":
        if not _is_mine(found, actor):
            raise Http404
        do_once(request, actor.key, lambda: commenting.take_back(found))
        messages.success(request, _("Taken back."))
        return redirect(f"{reverse('report', args=[gathering.slug])}#part-{found.key}")
    if verb not in COMMENT_VERBS or not actor.plans:
        raise Http404
    form = report_forms.AnswerForm(request.POST)
    if not form.is_valid():
        return _refuse(request, _("That answer is too long."), 422)
    do_once(request, actor.key, lambda: _do_with_comment(found, verb, form.cleaned_data["text"]))
    return redirect(f"{reverse('report-comments', args=[gathering.slug])}#comment-{found.pk}")
