"""What somebody can do with their own data."""

from samskap.gatherings.models import Participation
from samskap.people.actions import find_or_make_organisation


def correct(person: Participation, *, organisation: str, **values: str) -> None:
    """Correct what is known about somebody (rette)."""
    for name, value in values.items():
        setattr(person, name, value)
    person.organisation = find_or_make_organisation(organisation, sector=person.sector)
    person.save(update_fields=[*values, "organisation"])
