"""The organiser's pages. They translate between the browser and the actions, and do nothing more."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samskap.capacity.findings import picture
from samskap.gatherings import actions
from samskap.gatherings.models import Block, Gathering, OwnRecipe, Role
from samskap.gatherings.ownership import gatherings_of, organisations_of, planned_by
from samskap.gatherings.recipes import find_recipe, recipes
from samskap.planning import forms as plan_forms
from samskap.planning import run_sheet as sheet
from samskap.planning.actions import delete_gathering, set_rooms, write_about
from samskap.planning.advice import capacity_advice, day_of, not_known, other_advice
from samskap.planning.lists import to_do
from samskap.planning.making import plan_again, plan_from_recipe
from samskap.planning.pages import here, page, sent, show, status_of, user_of
from samskap.planning.questions import look_at
from samskap.planning.tasks import tasks_of
from samskap.refusals import Refused
from samskap.stage import remote
from samskap.stage.activity import activities, activity_of
from samskap.stage.doing import PARTS, do_once, first_error

NEXT = 6  # tasks that are shown on the plan
EARLIER = 12  # gatherings to choose among; the others are on the list of all


# Without a gathering: what is mine, and something new.


@require_safe
def gatherings(request: HttpRequest) -> HttpResponse:
    """My gatherings, the nearest first; and where to begin when there are none."""
    mine = gatherings_of(user_of(request))
    planned = set(planned_by(user_of(request)).values_list("pk", flat=True))
    return show(
        request,
        "gatherings",
        coming=[one for one in reversed(mine) if one.closed_at is None],
        past=[one for one in mine if one.closed_at is not None],
        planned=planned,
        **_recipes(request),
    )


def _recipes(request: HttpRequest) -> dict[str, Any]:
    return {"recipes": recipes().values(), "own_recipes": OwnRecipe.objects.filter(user=user_of(request))}


@require_safe
def choose_recipe(request: HttpRequest) -> HttpResponse:
    """What is the new gathering to be made from?"""
    earlier = Gathering.objects.filter(memberships__user=user_of(request), memberships__role=Role.ORGANISER)[:EARLIER]
    return show(request, "choose_recipe", earlier=earlier, **_recipes(request))


@page
def new(request: HttpRequest, recipe: str) -> HttpResponseBase:
    """A new gathering from a recipe (G1, G2)."""
    found = find_recipe(recipe, user=user_of(request))
    if found is None:
        raise Http404
    language = get_language() or settings.LANGUAGE_CODE
    mine = organisations_of(user_of(request))
    form = plan_forms.NewForm(sent(request), recipe=found, language=language, organisations=mine)
    if request.method == "POST" and form.is_valid():
        made: list[Gathering] = []

        def effect() -> None:
            made.append(
                plan_from_recipe(
                    recipe,
                    user=user_of(request),
                    language=language,
                    rooms=form.cleaned_data["rooms"] or None,
                    **form.values(),
                )
            )

        do_once(request, f"user:{user_of(request).pk}", effect)
        if not made:  # sent twice: it is there already
            return redirect("gatherings")
        messages.success(request, _("Your gathering is made. Now it is yours to change."))
        return redirect("plan", made[0].slug)
    return show(request, "new", form=form, recipe=found, status=status_of(form))


@page
def again(request: HttpRequest) -> HttpResponseBase:
    """A new gathering from this one, with what was learnt from it (G2, G13)."""
    earlier, actor = here(request)
    form = plan_forms.AgainForm(sent(request), initial={"title": earlier.title, "expected": earlier.expected,
                                "time": timezone.localtime(earlier.starts_at).time()})  # fmt: skip
    if request.method == "POST" and form.is_valid():
        made: list[Gathering] = []
        do_once(request, actor.key, lambda: made.append(plan_again(earlier, user=actor.user, **form.values())))
        if not made:  # sent twice: it is there already
            return redirect("gatherings")
        messages.success(request, _("Your gathering is made. Now it is yours to change."))
        return redirect("plan", made[0].slug)
    return show(request, "again", form=form, status=status_of(form))


@require_POST
def delete_recipe(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Throw one's own recipe away. Gatherings made from it stay as they are."""
    do_once(
        request,
        f"user:{user_of(request).pk}",
        OwnRecipe.objects.filter(pk=pk, user=user_of(request)).delete,
    )
    messages.success(request, _("The recipe is deleted. Gatherings made from it stay."))
    return redirect("gatherings")


# One gathering.


@require_safe
def plan(request: HttpRequest) -> HttpResponse:
    """The plan at a glance: what adds up, what is left to do, the door and the links."""
    gathering, actor = here(request)
    blocks = list(gathering.blocks.all())
    rooms = list(gathering.rooms.all())
    day = day_of(gathering, rooms)
    everything = [*capacity_advice(day), *other_advice(gathering, blocks, user=actor.user)]
    advice, known = not_known(gathering, everything)
    return show(
        request,
        "plan",
        slots=sheet.slots(gathering, blocks),
        rooms=rooms,
        day=day,
        grid=[(number, list(zip(sizes, rooms, strict=True))) for number, sizes in enumerate(picture(day), start=1)],
        advice=advice,
        known=known,
        to_do=to_do(gathering, blocks, rooms),
        tasks=(tasks := tasks_of(gathering)),
        next_tasks=[one for one in tasks if one.state != "done"][:NEXT],
        done_tasks=sum(one.state == "done" for one in tasks),
        save_form=plan_forms.SaveForm(initial={"name": gathering.title[:80]}),
        minutes=sum(block.minutes for block in blocks),
        people_here=gathering.people.here().count(),
    )


@page
def about(request: HttpRequest) -> HttpResponseBase:
    """Texts, date, place and numbers."""
    gathering, actor = here(request)
    form = plan_forms.AboutForm(sent(request), initial=plan_forms.AboutForm.from_gathering(gathering))
    if request.method == "POST" and form.is_valid():
        do_once(request, actor.key, lambda: write_about(gathering, **form.values()))
        messages.success(request, _("Saved."))
        return redirect("plan", gathering.slug)
    return show(request, "about", form=form, status=status_of(form))


@page
def rooms(request: HttpRequest) -> HttpResponseBase:
    """The rooms, and how many each can seat."""
    gathering, actor = here(request)
    there = list(gathering.rooms.all())
    formset = plan_forms.Rooms(sent(request), initial=plan_forms.rooms_initial(there))
    if request.method == "POST" and formset.is_valid():
        try:
            do_once(request, actor.key, lambda: set_rooms(gathering, plan_forms.wanted_rooms(formset)))
        except Refused as refusal:
            messages.error(request, str(refusal.message))
            return show(request, "rooms", formset=formset, status=refusal.status)
        messages.success(request, _("The rooms are saved."))
        return redirect("plan-rooms" if "more" in request.POST else "plan", gathering.slug)
    return show(request, "rooms", formset=formset, status=status_of(formset))


@require_POST
def doors(request: HttpRequest) -> HttpResponseBase:
    """Open the doors, or close them."""
    gathering, actor = here(request)
    if request.POST.get("open") == "yes":
        do_once(request, actor.key, lambda: remote.reopen(gathering) if gathering.closed_at else _open(gathering))
        messages.success(request, _("The doors are open. People can join with the code or the QR code."))
    else:
        do_once(request, actor.key, lambda: sheet.shut(gathering))
        messages.success(request, _("The doors are closed. What was made is still there."))
    return redirect("plan", gathering.slug)


def _open(gathering: Gathering) -> None:
    actions.open_doors(gathering)
    sheet.tell_doors(gathering)


@require_POST
def save_recipe(request: HttpRequest) -> HttpResponseBase:
    """Save the run sheet as one's own recipe (G13)."""
    gathering, actor = here(request)
    form = plan_forms.SaveForm(request.POST)
    if actor.user is None:
        messages.error(request, _("Sign in with your own account to save recipes."))
    elif form.is_valid():
        user = actor.user
        do_once(
            request, actor.key, lambda: actions.save_as_recipe(gathering, user=user, name=form.cleaned_data["name"])
        )
        messages.success(request, _("Saved. You find the recipe when you plan a new gathering."))
    else:
        messages.error(request, first_error(form))
    return redirect("plan", gathering.slug)


@page
def delete(request: HttpRequest) -> HttpResponseBase:
    """Delete the gathering and everything in it, after saying so twice."""
    gathering, actor = here(request)
    form = plan_forms.DeleteForm(sent(request))
    if request.method == "POST" and form.is_valid():
        title = gathering.title
        do_once(request, actor.key, lambda: delete_gathering(gathering))
        messages.success(request, _("“%(title)s” is deleted.") % {"title": title})
        return redirect("gatherings" if request.user.is_authenticated else "front")
    counts = {"people": gathering.people.count(), "cards": gathering.cards.count(), "photos": gathering.photos.count()}
    return show(request, "delete", form=form, counts=counts, status=status_of(form))


# The run sheet.

Change = tuple[type[plan_forms.RunSheetForm], Callable[..., object]]
CHANGES: dict[str, Change] = {
    "add": (plan_forms.AddForm, sheet.add_block),
    "move": (plan_forms.MoveForm, sheet.move_block),
    "up": (plan_forms.OfBlock, sheet.move_up),
    "down": (plan_forms.OfBlock, sheet.move_down),
    "lengthen": (plan_forms.LengthenForm, sheet.lengthen_block),
    "minutes": (plan_forms.MinutesForm, sheet.set_minutes),
    "start": (plan_forms.StartForm, sheet.set_start),
    "remove": (plan_forms.OfBlock, sheet.remove_block),
    "restore": (plan_forms.RestoreForm, sheet.restore_block),
    "duplicate": (plan_forms.OfBlock, sheet.duplicate_block),
}


def _run_sheet(request: HttpRequest, removed: str = "") -> dict[str, Any]:
    gathering = Gathering.objects.get(pk=here(request)[0].pk)
    blocks = list(gathering.blocks.select_related("source"))
    worries = sheet.worries(gathering, blocks)
    slots = sheet.slots(gathering, blocks)
    gone = sheet.read_removed(gathering, removed) if removed else None
    return {
        "gathering": gathering,
        "lines": [(slot, activity_of(slot.block), worries.get(slot.block.pk, "")) for slot in slots],
        "ends_at": slots[-1].ends_at if slots else gathering.starts_at,
        "minutes": sum(block.minutes for block in blocks),
        "has_begun": any(slot.has_begun for slot in slots),
        "activities": sorted(activities().values(), key=lambda one: str(one.name)),
        "removed": removed if gone else "",
        "gone": gone,
    }


@require_safe
def run_sheet(request: HttpRequest) -> HttpResponse:
    """The run sheet, to the minute (G2)."""
    return show(request, "run_sheet", **_run_sheet(request, request.GET.get("removed", "")))


@require_POST
def change_run_sheet(request: HttpRequest, verb: str) -> HttpResponseBase:
    """Change the run sheet in one of the ways in `CHANGES`."""
    gathering, actor = here(request)
    if verb not in CHANGES:
        raise Http404
    kind, action = CHANGES[verb]
    form = kind(request.POST, gathering=gathering)
    made: list[object] = []
    try:
        if not form.is_valid():
            raise Refused(first_error(form), status=422)
        do_once(request, actor.key, lambda: made.append(action(gathering, **form.cleaned_data)))
    except Refused as refusal:
        return _answer(request, str(refusal.message), status=refusal.status)
    result = made[0] if made else None
    return _answer(request, "", removed=result if isinstance(result, str) else "", new=result)


def _answer(
    request: HttpRequest, text: str, *, status: int = 200, removed: str = "", new: object = None
) -> HttpResponseBase:
    """Answer with the new run sheet: as a part to morph in, or as a page."""
    gathering, _actor = here(request)
    if PARTS in request.headers.get("Accept", ""):
        level = "done" if status < 400 else "refused"
        notice = render_to_string("stage/notice.html", {"text": text, "level": level})
        context = _run_sheet(request, removed) | {"new": new.pk if isinstance(new, Block) else 0}
        return HttpResponse(notice + render_to_string("planning/parts/run_sheet.html", context), status=status)
    if status >= 400:
        messages.error(request, text)
        return show(request, "run_sheet", status=status, **_run_sheet(request))
    where = reverse("run-sheet", args=[gathering.slug])
    where += f"?removed={removed}" if removed else ""
    return redirect(where + (f"#block-{new.pk}" if isinstance(new, Block) else ""))


@page
def block(request: HttpRequest, block: int) -> HttpResponseBase:
    """One block: what it is called, what it asks, what is needed."""
    gathering, actor = here(request)
    blocks = list(gathering.blocks.select_related("source", "gathering"))
    number = next((n for n, one in enumerate(blocks) if one.pk == block), None)
    if number is None:
        raise Http404
    where = blocks[number]
    activity = activity_of(where)
    form = plan_forms.BlockForm(sent(request), block=where)
    chosen = activity.Settings(sent(request), initial=activity.chosen(where), prefix="set")
    if request.method == "POST" and form.is_valid() and chosen.is_valid():
        do_once(
            request,
            actor.key,
            lambda: sheet.change_block(where, chosen=chosen.cleaned_data, **form.cleaned_data),
        )
        following = blocks[number + 1] if number + 1 < len(blocks) else None
        if "next" in request.POST and following:
            return redirect("plan-block", gathering.slug, following.pk)
        messages.success(request, _("“%(title)s” is saved.") % {"title": form.cleaned_data["title"]})
        return redirect(reverse("run-sheet", args=[gathering.slug]) + f"#block-{where.pk}")
    return show(
        request,
        "block",
        one=where,
        slot=sheet.slots(gathering, blocks)[number],
        activity=activity,
        form=form,
        chosen=chosen,
        remarks=look_at(str(where.setting("question") or "")),
        overruns=[] if where.opened_at else sheet.overruns(gathering, blocks, where),
        worry=sheet.worries(gathering, blocks).get(where.pk, ""),
        following=blocks[number + 1] if number + 1 < len(blocks) else None,
        preceding=blocks[number - 1] if number else None,
        status=status_of(form, chosen),
    )


@require_safe
def print_run_sheet(request: HttpRequest) -> HttpResponse:
    """The run sheet on paper (G2, G10)."""
    gathering, _actor = here(request)
    blocks = list(gathering.blocks.select_related("source"))
    lines = [(slot, activity_of(slot.block)) for slot in sheet.slots(gathering, blocks)]
    return show(request, "print", lines=lines, ends_at=lines[-1][0].ends_at if lines else gathering.starts_at)
