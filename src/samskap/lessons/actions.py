"""What can be done with lessons."""

from typing import Any

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samskap.gatherings.actions import recipe_data
from samskap.gatherings.models import Block, Gathering, OwnRecipe
from samskap.lessons.changing import Change, changed
from samskap.lessons.models import Lesson
from samskap.people.models import User
from samskap.refusals import Refused
from samskap.stage.activity import activities


class ChangedMeanwhile(Refused):
    """Two had the same lesson open."""

    message = _("Somebody else has changed this meanwhile. Below is what you wrote; look at theirs, and save again.")


def write_lesson(gathering: Gathering, *, by: User | None, **values: Any) -> Lesson:
    """Write down something that was learnt (skriv ned)."""
    return Lesson.objects.create(gathering=gathering, by=by, **values)


def change_lesson(lesson: Lesson, *, version: int, **values: Any) -> None:
    """Change a lesson, if nobody has since it was read."""
    mine = Lesson.objects.filter(pk=lesson.pk, version=version)
    if not mine.update(version=F("version") + 1, **values):
        raise ChangedMeanwhile
    if lesson.used_at is not None and lesson.by is not None:
        rewrite_recipe(lesson.gathering, user=lesson.by)


def delete_lesson(lesson: Lesson) -> None:
    """Take a lesson away."""
    Lesson.objects.filter(pk=lesson.pk).delete()


def use_lesson(lesson: Lesson, *, user: User | None) -> OwnRecipe:
    """Take a lesson into one's own recipe for the next time (ta med til neste gang)."""
    if user is None:
        raise Refused(_("Sign in with your own account to keep a recipe."))
    Lesson.objects.filter(pk=lesson.pk).update(used_at=timezone.now())
    return rewrite_recipe(lesson.gathering, user=user)


def drop_lesson(lesson: Lesson, *, user: User | None) -> OwnRecipe | None:
    """Take a lesson out of the recipe again."""
    Lesson.objects.filter(pk=lesson.pk).update(used_at=None)
    return rewrite_recipe(lesson.gathering, user=user) if user is not None else None


def rewrite_recipe(gathering: Gathering, *, user: User) -> OwnRecipe:
    """Write the next version of the user's own recipe: the run sheet as it was planned, with the lessons in it."""
    own = recipe_from(gathering, user=user)
    data = recipe_data(gathering, name=own.name if own else gathering.title[:80])
    keys = {pk: f"block-{number}" for number, pk in enumerate(gathering.blocks.values_list("pk", flat=True), start=1)}
    used = Lesson.objects.filter(gathering=gathering, used_at__isnull=False).exclude(next_time="").order_by("used_at")
    changes = [
        Change(one.next_time, keys.get(one.block_id or 0, ""), one.minutes or 0, one.title, one.text) for one in used
    ]
    data |= {
        "blocks": changed(data["blocks"], changes, new_kind=plainest_kind()),
        "from": gathering.pk,
        "version": own.data.get("version", 1) + 1 if own else 1,
    }
    if own is None:
        return OwnRecipe.objects.create(user=user, name=data["name"], data=data)
    own.data = data
    own.save(update_fields=["data"])
    return own


def plainest_kind() -> str:
    """The activity in which people need only listen: what a new block is until somebody chooses another."""
    return min(activities().values(), key=lambda one: (len(one.verbs), one.kind)).kind


def recipe_from(gathering: Gathering, *, user: User) -> OwnRecipe | None:
    """The user's own recipe with the lessons of a gathering in it, if there is one."""
    return OwnRecipe.objects.filter(user=user, data__from=gathering.pk).first()


def learnt(gathering: Gathering | None) -> list[Lesson]:
    """What was learnt from a gathering, in the order it was written."""
    return list(Lesson.objects.filter(gathering=gathering).select_related("block", "by")) if gathering else []


def minutes_held(block: Block) -> int | None:
    """How many minutes a block really took; nothing if it was never held."""
    if block.opened_at is None or block.closed_at is None:
        return None
    return max(round((block.closed_at - block.opened_at).total_seconds() / 60), 0)
