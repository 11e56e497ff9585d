"""Forget a person in the follow-up: what they promised stays, without their name."""

import re

from django.utils import timezone

from samskap.cards.models import Card
from samskap.followups.models import Commitment, Entry, Happened
from samskap.gatherings.models import Gathering, Participation

SOMEBODY = "…"


def forget_person(person: Participation) -> None:
    """Take a person's name out of the promises they were part of, and what they wrote when they were asked."""
    mine = Commitment.objects.filter(parties__person=person)
    for commitment in mine.select_related("carried"):
        commitment.text = without(commitment.text, person)
        commitment.name = without(commitment.name, person)
        commitment.changed_at = commitment.changed_at or timezone.now()
        commitment.save(update_fields=["text", "name", "changed_at"])
        if commitment.carried is not None:
            Card.objects.filter(pk=commitment.carried.pk).update(text=without(commitment.carried.text, person))
    Entry.objects.filter(by=person).update(text="")
    Commitment.objects.filter(entries__by=person, entries__what=Happened.ANSWERED).update(why="", needs="")


def without(text: str, person: Participation) -> str:
    """A text with the person's name left out."""
    names = [re.escape(name) for name in (person.name, person.first_name, person.last_name) if name]
    return re.sub(rf"(?<!\w)({'|'.join(names)})(?!\w)", SOMEBODY, text) if names else text


def forget_gathering(gathering: Gathering) -> None:
    """When all are forgotten, nobody's name or words about how it went are kept either."""
    Commitment.objects.filter(gathering=gathering).update(name="", why="", needs="")
    Entry.objects.filter(commitment__gathering=gathering).update(text="")
