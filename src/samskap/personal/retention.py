"""Personal data goes by itself (sletting): organisers are warned, then the people of a gathering are forgotten."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import cache, partial
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from samskap.cards.models import Photo
from samskap.cards.photos import remove_photo
from samskap.gatherings.models import Block, Gathering, Membership, Participation, Pass, Role
from samskap.letters.posting import post
from samskap.personal.models import Care, Warned
from samskap.stage.forgetting import forget
from samskap.writing.queue import write

MONTHS_KEPT = 13  # the last question of the follow-up comes after twelve
WARNINGS = (30, 7)
NOTICE = timedelta(days=7)


def usual_day(gathering: Gathering) -> date:
    """The day on which the people of a gathering are forgotten when nobody has chosen one."""
    day = timezone.localtime(gathering.starts_at).date()
    months = day.month - 1 + MONTHS_KEPT
    return date(day.year + months // 12, months % 12 + 1, min(day.day, 28))


def forget_day(gathering: Gathering) -> date:
    """The day on which the people of a gathering are forgotten."""
    return gathering.forget_on or usual_day(gathering)


def known_people(gathering: Gathering) -> int:
    """How many people of a gathering are known by name."""
    return Participation.objects.filter(gathering=gathering).exclude(first_name="").count()


def choose(gathering: Gathering, *, forget_on: date, photos_too: bool, contact: str) -> None:
    """Choose when the people of a gathering are forgotten, and whom they can write to until then."""
    Gathering.objects.filter(pk=gathering.pk).update(forget_on=forget_on)
    Care.objects.update_or_create(gathering=gathering, defaults={"photos_too": photos_too, "contact": contact})


def look_after(now: datetime | None = None) -> None:
    """Do what is due today: warn the organisers, and forget the people of gatherings whose day has come."""
    now = now or timezone.now()
    today = timezone.localtime(now).date()
    oldest = now - timedelta(days=MONTHS_KEPT * 28 - max(WARNINGS) - 3)
    near = Q(forget_on__lte=today + timedelta(days=max(WARNINGS))) | Q(forget_on=None, starts_at__lt=oldest)
    for gathering in Gathering.objects.filter(near, Q(care=None) | Q(care__forgotten_at=None)):
        write(partial(look_after_one, gathering, now=now))


def look_after_one(gathering: Gathering, *, now: datetime) -> None:
    """Warn of one gathering's day, or forget its people if it has come.

    Nobody has chosen the usual day, so when it comes without a warning (the server was not there), a week is given.
    """
    today = timezone.localtime(now).date()
    day = forget_day(gathering)
    if gathering.forget_on is None and day < today + NOTICE and not _was_warned(gathering, day):
        day = today + NOTICE
        Gathering.objects.filter(pk=gathering.pk).update(forget_on=day)
        gathering.forget_on = day
    if day <= today:
        forget_all(gathering, now=now)
    elif due := [days for days in WARNINGS if today >= day - timedelta(days=days)]:
        _warn(gathering, day, min(due), now)


def _was_warned(gathering: Gathering, day: date) -> bool:
    return Warned.objects.filter(gathering=gathering, forget_on=day).exists()


def _warn(gathering: Gathering, day: date, days: int, now: datetime) -> None:
    """Tell each organiser, once for each date and time before it."""
    if not known_people(gathering):
        return
    _said, is_new = Warned.objects.get_or_create(gathering=gathering, forget_on=day, days=days, defaults={"at": now})
    organisers = Membership.objects.filter(gathering=gathering, role=Role.ORGANISER).select_related("user")
    for one in organisers if is_new else ():
        post(
            one.user.email,
            template="personal/letters/soon_forgotten.md",
            context={
                "gathering": gathering,
                "day": day,
                "people": known_people(gathering),
                "page": settings.PUBLIC_URL + reverse("personal-data", args=[gathering.slug]),
            },
            gathering=gathering,
            key=f"soon-forgotten:{gathering.pk}:{day}:{days}:{one.user_id}",
            kind="retention",
        )


def forget_all(gathering: Gathering, *, now: datetime) -> int:
    """Forget all people of a gathering; returns how many. Doing it twice is doing it once."""
    care, _is_new = Care.objects.get_or_create(gathering=gathering)
    if not Care.objects.filter(pk=care.pk, forgotten_at=None).update(forgotten_at=now):
        return 0
    people = list(Participation.objects.filter(gathering=gathering).exclude(first_name="", email=""))
    for person in people:
        forget(person)
    for hook in hooks():
        hook(gathering)
    Block.objects.filter(gathering=gathering).update(responsible="")
    Pass.objects.filter(gathering=gathering).update(label="", revoked_at=now)
    if care.photos_too:
        for photo in Photo.objects.filter(gathering=gathering):
            remove_photo(photo)
    Care.objects.filter(pk=care.pk).update(forgotten_people=len(people))
    return len(people)


@cache
def hooks() -> tuple[Callable[[Gathering], None], ...]:
    """What apps do besides when all people of a gathering are forgotten: ``forget_gathering`` in ``forgetting.py``."""
    names = (f"{app.name}.forgetting" for app in apps.get_app_configs() if app.name.startswith("samskap."))
    modules = (import_module(name) for name in names if find_spec(name))
    return tuple(module.forget_gathering for module in modules if hasattr(module, "forget_gathering"))
