"""Forget a person (glemme): the name and all that points at them goes, the counts and what was said stay."""

from django.db import transaction
from django.utils import timezone

from samskap.cards.models import Photo
from samskap.gatherings.models import Participation
from samskap.journal.telling import tell
from samskap.stage.activity import activities
from samskap.writing.models import Receipt


@transaction.atomic
def forget(person: Participation) -> None:
    """Erase who somebody was in a gathering. Their cards stay, as somebody's; their photos are no longer theirs."""
    for activity in activities().values():
        activity.forget(person)
    Photo.objects.filter(by=person).update(by=None)
    Receipt.objects.filter(actor=f"person:{person.pk}").delete()
    Participation.objects.filter(pk=person.pk).update(
        first_name="",
        last_name="",
        organisation=None,
        drive="",
        user=None,
        token_hash=None,
        seen_at=None,
        left_at=timezone.now(),
    )
    tell(person.gathering, "person.forgotten")
