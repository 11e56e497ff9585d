"""Forgetting a person: that they were invited or called, and what they said, goes too."""

from samskap.gatherings.models import Gathering, Participation
from samskap.recruiting.models import Contact, Invitation, Trial


def forget_person(person: Participation) -> None:
    """Remove what is known by the person's address in this gathering."""
    if person.email:
        for model in (Invitation, Contact, Trial):
            model._default_manager.filter(gathering=person.gathering_id, email__iexact=person.email).delete()


def forget_gathering(gathering: Gathering) -> None:
    """When all are forgotten, those who were invited or called and never came are too."""
    for model in (Invitation, Contact, Trial):
        model._default_manager.filter(gathering=gathering).delete()
