"""The three live views, and the one door through which everything in a block is done."""

from contextlib import suppress
from pathlib import Path
from typing import Any, cast

from django.conf import settings
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_POST, require_safe

from samskap.cards.models import Photo
from samskap.gatherings.access import HELPERS, Actor
from samskap.gatherings.models import Block, Gathering, Participation
from samskap.refusals import TooLate
from samskap.stage.activity import Audience, activity_of
from samskap.stage.desk_verbs import DESK_VERBS
from samskap.stage.doing import carry_out
from samskap.stage.faces import mine_face, shared_parts
from samskap.writing.queue import Overloaded, write


def _here(request: HttpRequest) -> tuple[Gathering, Actor]:
    return request.gathering, request.actor  # type: ignore[attr-defined]


def _page(request: HttpRequest, audience: Audience, **context: Any) -> HttpResponse:
    gathering, actor = _here(request)
    language = get_language() or settings.LANGUAGE_CODE
    parts = shared_parts(gathering.slug, audience, language)
    context |= {
        "gathering": gathering,
        "actor": actor,
        "parts": parts,
        "stream": f"/live/{gathering.slug}/{audience}?lang={language}",
    }
    return render(request, f"stage/{audience}.html", context)


@require_safe
def phone(request: HttpRequest) -> HttpResponse:
    """The phone: where everybody is, what to do, what I have made, what the others have made (G3)."""
    gathering, actor = _here(request)
    if actor.person is None:
        return redirect("desk" if actor.leads else "front", *([gathering.slug] if actor.leads else []))
    _note_seen(actor.person)
    mine = mine_face(gathering, actor.person)
    return _page(request, "phone", person=actor.person, mine=mine, leave_url=reverse("leave", args=[gathering.slug]))


def _note_seen(person: Participation) -> None:
    """Write down that the phone is open. Nobody is kept out because that can't be written."""
    with suppress(DatabaseError, Overloaded):
        write(lambda: Participation.objects.filter(pk=person.pk).update(seen_at=timezone.now()))


@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """One person's own part of the phone."""
    gathering, actor = _here(request)
    return HttpResponse(mine_face(gathering, cast(Participation, actor.person)))


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """The facilitator's desk."""
    return _page(request, "desk")


@require_safe
def desk_preview(request: HttpRequest, audience: str) -> HttpResponse:
    """What all phones, or the screen, see now; shown in a frame on the desk."""
    if audience not in {"phone", "screen"}:
        raise Http404
    return _page(request, cast(Audience, audience), preview=True)


@require_safe
def screen(request: HttpRequest) -> HttpResponse:
    """The big screen."""
    return _page(request, "screen")


@require_POST
def do(request: HttpRequest, block: int, verb: str) -> HttpResponse:
    """Do something in a block: whatever an activity has declared as a verb."""
    gathering, actor = _here(request)
    where = get_object_or_404(Block.objects.select_related("source", "gathering"), pk=block, gathering=gathering)
    what = activity_of(where).verb(verb)
    if what is None:
        raise Http404
    if not actor.may(what.who):
        return render(request, "gatherings/refused.html", {"gathering": gathering}, status=403)

    def effect(values: dict[str, Any]) -> object:
        fresh = Block.objects.select_related("source", "gathering__on_stage").get(pk=where.pk)
        if what.needs_open and not fresh.is_open:
            raise TooLate
        return what.carry_out(fresh, actor, values)

    form = what.form(request.POST, request.FILES, block=where)
    return carry_out(request, form, effect, what.done, untied=what.untied(where))


@require_POST
def remote(request: HttpRequest, verb: str) -> HttpResponse:
    """Press a button of the remote control."""
    gathering, _ = _here(request)
    what = DESK_VERBS.get(verb)
    if what is None:
        raise Http404

    def effect(values: dict[str, Any]) -> object:
        return what.action(Gathering.objects.select_related("on_stage__source").get(pk=gathering.pk), **values)

    return carry_out(request, what.form(request.POST, gathering=gathering), effect, "")


@require_safe
def paper(request: HttpRequest, block: int) -> HttpResponse:
    """The sheets of a block, to print (G10)."""
    gathering, _ = _here(request)
    where = get_object_or_404(Block.objects.select_related("source", "gathering"), pk=block, gathering=gathering)
    activity = activity_of(where)
    context = {"gathering": gathering, "block": where, "activity": activity, "chosen": activity.chosen(where)}
    # Drawn by themselves: inside a page's {% block %}, Django calls that part of the page "block", and not our block.
    sheets = render_to_string(activity.template("paper"), context | activity.paper(where))
    return render(request, "stage/paper.html", {"gathering": gathering, "heading": where.title, "sheets": sheets})


@require_safe
def photo(request: HttpRequest, pk: int) -> HttpResponse:
    """A picture somebody has added. It is small: sent whole, and again only when it has been turned."""
    gathering, actor = _here(request)
    picture = get_object_or_404(Photo, pk=pk, gathering=gathering)
    if picture.hidden_at and not actor.may(HELPERS):
        raise Http404
    tag = f'"photo-{Path(picture.file.name or "").stem}"'
    response = get_conditional_response(request, etag=tag) or _jpeg(picture)
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = "private, max-age=300"
    return response


def _jpeg(picture: Photo) -> HttpResponse:
    try:
        with picture.file.open("rb") as file:
            return HttpResponse(file.read(), content_type="image/jpeg")
    except FileNotFoundError:
        raise Http404 from None
