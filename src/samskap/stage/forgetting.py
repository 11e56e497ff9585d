"""Forget a person (glemme): the name and all that points at them goes, the counts and what was said stay."""

from typing import Any

from django.db import models, transaction
from django.utils import timezone

from samskap.circles.models import Seat
from samskap.gatherings.models import Participation
from samskap.journal.telling import tell
from samskap.stage.activity import activities
from samskap.writing.models import Receipt

Pointer = models.ForeignKey[Any, Any]


def pointers() -> list[Pointer]:
    """Every field of any table that points at a participation, those of rooms that are yet to come too."""
    relations = Participation._meta.get_fields(include_hidden=True)
    return [one.field for one in relations if isinstance(one, models.ManyToOneRel)]


@transaction.atomic
def forget(person: Participation) -> None:
    """Erase who somebody was in a gathering. Their cards and pictures stay, as somebody's.

    What can do without a person lets go of them. What can't (who sat where) stays for the counts, and points at a
    participation that no longer says anything about anybody.
    """
    for activity in activities().values():
        activity.forget(person)
    beside = list(Seat.objects.taken().filter(circle__in=Seat.objects.taken().filter(person=person).values("circle")))
    Seat.objects.filter(person=person, left_at=None).update(left_at=timezone.now())
    for field in pointers():
        if field.null:
            field.model._default_manager.filter(**{field.name: person.pk}).update(**{field.name: None})
    Receipt.objects.filter(actor=f"person:{person.pk}").delete()
    Participation.objects.filter(pk=person.pk).update(
        first_name="",
        last_name="",
        organisation=None,
        drive="",
        user=None,
        token_hash=None,
        seen_at=None,
        touched_at=None,
        left_at=timezone.now(),
    )
    tell(person.gathering, "person.forgotten", to=[seat.person_id for seat in beside if seat.person_id != person.pk])
