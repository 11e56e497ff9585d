"""Forget a person (glemme): the name and all that points at them goes, the counts and what was said stay."""

from collections.abc import Callable
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.utils import timezone

from samskap.circles.models import Seat
from samskap.gatherings.models import Participation
from samskap.stage.activity import activities
from samskap.stage.coming import has_gone
from samskap.writing.models import Receipt

Pointer = models.ForeignKey[Any, Any]


def pointers() -> list[Pointer]:
    """Every field of any table that points at a participation, those of rooms that are yet to come too."""
    relations = Participation._meta.get_fields(include_hidden=True)
    return [one.field for one in relations if isinstance(one, models.ManyToOneRel)]


def stays_for_the_counts(model: type[models.Model]) -> bool:
    """Whether a row that can't do without a person is kept when the person is forgotten; the model says so."""
    return bool(getattr(model, "stays_for_the_counts", False))


@cache
def hooks() -> tuple[Callable[[Participation], None], ...]:
    """What apps that are not rooms do besides to forget a person: ``forget_person`` in their ``forgetting.py``."""
    names = (f"{app.name}.forgetting" for app in apps.get_app_configs() if app.name.startswith("samskap."))
    found = (import_module(name) for name in names if name != __name__ and find_spec(name))
    return tuple(module.forget_person for module in found)


@transaction.atomic
def forget(person: Participation) -> None:
    """Erase who somebody was in a gathering. Their cards and pictures stay, as somebody's.

    What can do without a person lets go of them. What can't goes too, unless it stays for the counts (who sat where)
    and points at a participation that no longer says anything about anybody.
    """
    for activity in activities().values():
        activity.forget(person)
    for hook in hooks():
        hook(person)
    beside = list(Seat.objects.taken().filter(circle__in=Seat.objects.taken().filter(person=person).values("circle")))
    Seat.objects.filter(person=person, left_at=None).update(left_at=timezone.now())
    for field in pointers():
        rows = field.model._default_manager.filter(**{field.name: person.pk})
        if field.null:
            rows.update(**{field.name: None})
        elif not stays_for_the_counts(field.model):
            rows.delete()
    Receipt.objects.filter(actor=f"person:{person.pk}").delete()
    Participation.objects.filter(pk=person.pk).update(
        first_name="",
        last_name="",
        organisation=None,
        drive="",
        shape="",
        email="",
        user=None,
        token_hash=None,
        link_hash=None,
        place=None,
        seen_at=None,
        waiting_since=None,
        cancelled_at=None,
        touched_at=None,
        left_at=timezone.now(),
    )
    others = [seat.person_id for seat in beside if seat.person_id != person.pk]
    has_gone(person, "person.forgotten", to=others, named=False)
