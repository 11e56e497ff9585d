"""Whose name may stand in the report: those who have said yes, and nobody else (samtykke)."""

from samskap.gatherings.models import Consent, Gathering, Participation, Purpose


class Named(frozenset[int]):
    """The people who may be named, by key. Rooms ask ``person in show_names``; empty means nobody."""

    def __contains__(self, person: object) -> bool:
        return super().__contains__(person.pk if isinstance(person, Participation) else person)


NOBODY = Named()


def may_be_named(gathering: Gathering, *, openly: bool = False) -> Named:
    """Return those who say yes to be named in the report now; ``openly`` in what is published."""
    yes = Consent.objects.filter(person__gathering=gathering, withdrawn_at=None)
    purpose = Purpose.PUBLISH if openly else Purpose.NAME
    return Named(yes.filter(purpose=purpose).exclude(person__first_name="").values_list("person_id", flat=True))
