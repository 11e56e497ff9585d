"""Forgetting a person: every letter to them about the gathering goes."""

from django.db.models import Q

from samskap.gatherings.models import Gathering, Participation
from samskap.letters.models import Letter


def forget_person(person: Participation) -> None:
    """Remove the letters to somebody, those from before they signed up too."""
    theirs = Q(person=person)
    if person.email:
        theirs |= Q(gathering_id=person.gathering_id, to__iexact=person.email)
    Letter.objects.filter(theirs).delete()


def forget_gathering(gathering: Gathering) -> None:
    """When all are forgotten, every letter about the gathering goes."""
    Letter.objects.filter(gathering=gathering).delete()
