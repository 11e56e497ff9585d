"""The paper bridge: typing in for others, photos of paper, and the sheet a helper has scanned."""

import uuid
from collections.abc import Iterable
from typing import Any, cast

from django.core.files.uploadedfile import UploadedFile
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samskap.cards.models import Photo
from samskap.cards.photos import Picture, make_small, turned
from samskap.gatherings.access import Actor
from samskap.gatherings.models import Block, Gathering, Participation
from samskap.gatherings.sheets import NotASheet, read_sheet_token
from samskap.journal.models import Moment
from samskap.paper import actions, typing_in
from samskap.paper.actions import Spot, spot_of
from samskap.paper.forms import AT_ONCE, PICTURES, CaptionForm, PlaceForm, place_of
from samskap.paper.reading import AnotherGathering, sheet_in
from samskap.refusals import Refused
from samskap.stage import doing
from samskap.stage.activity import activity_of
from samskap.stage.doing import answer, do_once, wants_parts
from samskap.stage.verbs import Verb

page = require_http_methods(["GET", "HEAD", "POST"])
NAME_MAX = 160


def _here(request: HttpRequest) -> tuple[Gathering, Actor]:
    return request.gathering, request.actor  # type: ignore[attr-defined]


def _show(request: HttpRequest, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
    gathering, actor = _here(request)
    context = {
        "gathering": gathering,
        "actor": actor,
        "key": uuid.uuid4().hex,
        "waiting": _tray(gathering).count(),
        "pictures": PICTURES,
    } | context
    return render(request, f"paper/{template}.html", context, status=status)


# Typing in.


@require_safe
def typing(request: HttpRequest) -> HttpResponse:
    """Type in what others have written on paper: choose the block, and go on with the next note (G10)."""
    gathering, _actor = _here(request)
    blocks = typing_in.blocks_to_type_in(gathering)
    wanted = request.GET.get("block", "")
    block = next((one for one in blocks if str(one.pk) == wanted), blocks[0] if blocks else None)
    return _show(
        request,
        "typing",
        blocks=blocks,
        here=block,
        who=request.GET.get("who", "")[:NAME_MAX],
        forms=list(typing_in.forms_of(block)) if block else [],
        names=names_of(gathering),
        typed=_typed(block) if block else 0,
    )


def names_of(gathering: Gathering) -> list[str]:
    """The names to choose among; with where they come from, where two have the same."""
    people = list(gathering.people.came().exclude(first_name="").select_related("organisation"))
    names = [person.name for person in people]
    return sorted(
        f"{person.name}, {person.organisation.name}"
        if names.count(person.name) > 1 and person.organisation
        else person.name
        for person in people
    )


def _typed(block: Block) -> int:
    return Moment.objects.filter(block=block, verb="paper.typed_in").count()


@require_POST
def type_in(request: HttpRequest, block: int, verb: str) -> HttpResponseBase:
    """Do in a block what stands on paper, as whoever wrote it."""
    gathering, actor = _here(request)
    where = get_object_or_404(Block.objects.select_related("source", "gathering"), pk=block, gathering=gathering)
    what = next((one for one in typing_in.verbs_of(where) if one.name == verb), None)
    if what is None:
        raise Http404
    try:
        person, is_new = _whose(request, gathering)
        really = what if person is not None or is_new else _nameless(where, what)
    except Refused as refusal:
        return answer(request, str(refusal.message), status=refusal.status)

    def effect(values: dict[str, Any]) -> object:
        by = person or (_come(request, gathering) if is_new else None)
        return typing_in.carry_out(where, what, person=by, values=values, by=actor.key, really=really)

    form = really.form(request.POST, request.FILES, block=where)
    answered = doing.carry_out(request, form, effect, _("Typed in."), untied=what.untied(where))
    if answered.status_code == 200 and wants_parts(request):
        count = render_to_string("paper/count.html", {"typed": _typed(where), "here": where})
        return HttpResponse(answered.content.decode() + count)
    return answered


def _nameless(block: Block, verb: Verb) -> Verb:
    """What is done instead when nobody knows who wrote."""
    return activity_of(block).verb(verb.nameless) or verb if verb.nameless else verb


def _whose(request: HttpRequest, gathering: Gathering) -> tuple[Participation | None, bool]:
    """Who wrote it; and whether it is somebody new, who is here without a phone."""
    name = " ".join(request.POST.get("who", "").split())[:NAME_MAX]
    if not name:
        return None, False
    found = typing_in.find_person(gathering, name)
    if len(found) == 1:
        return found[0], False
    if len(found) > 1:
        names = ", ".join(person.name for person in found[:6])
        raise Refused(_("Several may be meant: %(names)s. Type the whole name.") % {"names": names}, status=422)
    if not request.POST.get("new"):
        text = _("Nobody here is called %(name)s. Mark “New here, without a phone” if that is right.")
        raise Refused(text % {"name": name}, status=422)
    return None, True


def _come(request: HttpRequest, gathering: Gathering) -> Participation:
    first, _space, last = " ".join(request.POST.get("who", "").split()).partition(" ")
    return actions.come_on_paper(gathering, first_name=first[:40], last_name=last[:60], language=get_language() or "nb")


# Photos.


def _tray(gathering: Gathering) -> QuerySet[Photo]:
    """The photos that wait to be placed."""
    return Photo.objects.filter(gathering=gathering, shot__placed_at=None, shot__isnull=False).select_related("shot")


def _placed(gathering: Gathering) -> QuerySet[Photo]:
    found = Photo.objects.filter(gathering=gathering, shot__placed_at__isnull=False)
    return found.select_related("shot__block", "shot__card", "circle__card", "block").order_by("-shot__placed_at")


def _tray_context(gathering: Gathering) -> dict[str, Any]:
    form = PlaceForm(gathering=gathering)
    return {
        "gathering": gathering,
        "tray": list(_tray(gathering)),
        "placed": [(photo, _spot(photo)) for photo in _placed(gathering)[:24]],
        "place_choices": form.fields["place"].choices,  # type: ignore[attr-defined]
        "place_form": form,
    }


def _spot(photo: Photo) -> Spot:
    shot = getattr(photo, "shot", None)
    return Spot(photo.block or (shot.block if shot else None), photo.circle, shot.card if shot else None)


@page
def photos(request: HttpRequest) -> HttpResponseBase:
    """Photograph a stack of sheets: each finds its group by its code, and the rest wait in the tray (G10)."""
    gathering, _actor = _here(request)
    if request.method == "POST":
        return _take(request)
    totals = Photo.objects.filter(gathering=gathering).aggregate(all=Count("pk"))
    return _show(request, "photos", totals=totals, **_tray_context(gathering))


def _take(request: HttpRequest, spot: Spot | None = None) -> HttpResponseBase:
    """Take in photos: made small and read before anything is written."""
    gathering, actor = _here(request)
    caption = request.POST.get("caption", "").strip()[:200]
    try:
        ready = [_read(gathering, one, spot) for one in _sent(request)]
    except Refused as refusal:
        return answer(request, str(refusal.message), status=refusal.status)

    def effect() -> None:
        for picture, where, by_code in ready:
            actions.keep_photo(gathering, picture, spot=where, by_code=by_code, caption=caption)

    try:
        do_once(request, actor.key, effect)
    except Refused as refusal:
        return answer(request, str(refusal.message), status=refusal.status)
    answered = answer(request, _say_taken([where for _picture, where, _by_code in ready]))
    if not wants_parts(request):
        return answered
    return HttpResponse(
        answered.content.decode() + render_to_string("paper/tray.html", _tray_context(gathering), request)
    )


def _sent(request: HttpRequest) -> list["UploadedFile[bytes]"]:
    sent = cast("list[UploadedFile[bytes]]", request.FILES.getlist("photo"))
    if not sent:
        raise Refused(_("Take a picture first."), status=422)
    if len(sent) > AT_ONCE:
        raise Refused(_("Send at most %(number)d pictures at a time.") % {"number": AT_ONCE}, status=422)
    return sent


def _read(gathering: Gathering, sent: "UploadedFile[bytes]", spot: Spot | None) -> tuple[Picture, Spot, bool]:
    picture = make_small(sent)
    if spot is not None:
        return picture, spot, False
    sent.seek(0)
    try:
        code = sheet_in(gathering, sent.read())
    except AnotherGathering:
        text = _("This sheet belongs to another gathering, so the picture was not kept. Photograph it there.")
        raise Refused(text, status=422) from None
    found = spot_of(gathering, code) if code else Spot()
    return picture, found, found.is_found


def _say_taken(spots: list[Spot]) -> str:
    found = [spot for spot in spots if spot.is_found]
    if len(spots) == 1:
        return (
            _("In place: %(place)s.") % {"place": found[0].words}
            if found
            else _("No code was found. The picture waits in the tray.")
        )
    placed = ngettext("%(number)d picture is in place.", "%(number)d pictures are in place.", len(found))
    waiting = len(spots) - len(found)
    text = ngettext("%(number)d waits in the tray.", "%(number)d wait in the tray.", waiting)
    said = [placed % {"number": len(found)}] + ([text % {"number": waiting}] if waiting else [])
    return " ".join(said)


@page
def photo(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One photo of paper: where it belongs, what it shows, the right way up, hidden or gone."""
    gathering, actor = _here(request)
    found = get_object_or_404(
        Photo.objects.select_related("gathering", "shot__block", "shot__card", "circle__card", "block"),
        pk=pk, gathering=gathering, shot__isnull=False,
    )  # fmt: skip
    if request.method != "POST":
        return _show_photo(request, found)
    what = request.POST.get("what", "")
    caption_form = CaptionForm(request.POST)
    place_form = PlaceForm(request.POST, gathering=gathering)
    if what == "describe" and caption_form.is_valid():
        do_once(request, actor.key, lambda: actions.describe_photo(found, **caption_form.cleaned_data))
        return answer(request, _("Saved."))
    if what == "place" and place_form.is_valid():
        do_once(request, actor.key, lambda: actions.place_photo(found, spot=place_form.spot))
        return _after_placing(request, place_form.spot)
    if what in {"left", "right"}:
        picture = turned(found, quarters=1 if what == "right" else -1)
        do_once(request, actor.key, lambda: actions.turn_photo(found, picture))
        return redirect("paper-photo", gathering.slug, found.pk)
    if what in {"hide", "show"}:
        do_once(request, actor.key, lambda: actions.hide_photo(found, hide=what == "hide"))
        return answer(request, _("Hidden.") if what == "hide" else _("Shown again."))
    if what == "delete":
        do_once(request, actor.key, lambda: actions.delete_photo(found))
        return redirect("paper-photos", gathering.slug)
    return _show_photo(request, found, status=422, caption_form=caption_form if what == "describe" else None)


def _after_placing(request: HttpRequest, spot: Spot) -> HttpResponseBase:
    gathering, _actor = _here(request)
    text = _("In place: %(place)s.") % {"place": spot.words or _("The whole gathering")}
    answered = answer(request, text)
    if not wants_parts(request):
        return answered
    return HttpResponse(
        answered.content.decode() + render_to_string("paper/tray.html", _tray_context(gathering), request)
    )


def _show_photo(
    request: HttpRequest, found: Photo, *, status: int = 200, caption_form: CaptionForm | None = None
) -> HttpResponse:
    gathering, _actor = _here(request)
    spot = _spot(found)
    return _show(
        request,
        "photo",
        status=status,
        photo=found,
        spot=spot,
        caption_form=caption_form or CaptionForm(initial={"caption": found.caption}),
        place_form=PlaceForm(gathering=gathering, initial={"place": place_of(spot)}),
    )


# A sheet that was scanned.


@page
def sheet(request: HttpRequest, token: str) -> HttpResponseBase:
    """The sheet whose code a helper has scanned: photograph it, or type it in."""
    gathering, _actor = _here(request)
    try:
        spot = spot_of(gathering, read_sheet_token(gathering, token))
    except NotASheet:
        raise Http404 from None
    if request.method == "POST":
        return _take(request, spot)
    initial = {"circle": spot.circle.pk} if spot.circle else {}
    photos_there = Photo.objects.filter(gathering=gathering, hidden_at=None)
    there = photos_there.filter(circle=spot.circle) if spot.circle else photos_there.filter(shot__block=spot.block)
    return _show(
        request,
        "sheet",
        spot=spot,
        here=spot.block,
        forms=_for_the_group_first(typing_in.forms_of(spot.block, initial=initial)) if spot.block else [],
        names=names_of(gathering),
        typed=_typed(spot.block) if spot.block else 0,
        photos=list(there[:12]) if spot.block else [],
    )


def _for_the_group_first(forms: Iterable[typing_in.OnPaper]) -> list[typing_in.OnPaper]:
    """On a sheet stands mostly what the group has said together."""
    return sorted(forms, key=lambda one: not one.can_be_nameless)
