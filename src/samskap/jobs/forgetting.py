"""Forgetting a person: files that were made for the gathering may name them, so they go."""

from samskap.gatherings.models import Participation
from samskap.jobs.work import let_files_go


def forget_person(person: Participation) -> None:
    """Remove what has been made for the person's gathering. It can be made again, without them."""
    let_files_go(person.gathering)
