"""Saying yes, and changing one's mind (samtykke). Each yes keeps the version of the wording that the person saw."""

from collections.abc import Iterable

from django.utils import timezone

from samskap.gatherings.models import Consent, Participation, Purpose

# Raise the number when the meaning of the wordings in `Purpose` changes: old consents keep theirs.
VERSION = 1


def give_consent(person: Participation, *purposes: Purpose) -> None:
    """Say yes to ``purposes``. What has been said already is not said twice."""
    for purpose in purposes:
        Consent.objects.get_or_create(person=person, purpose=purpose, withdrawn_at=None, defaults={"version": VERSION})


def withdraw_consent(person: Participation, *purposes: Purpose) -> None:
    """Take a yes back."""
    Consent.objects.filter(person=person, purpose__in=purposes, withdrawn_at=None).update(withdrawn_at=timezone.now())


def set_consents(
    person: Participation, wanted: Iterable[Purpose], *, among: Iterable[Purpose] = tuple(Purpose)
) -> None:
    """Say yes to those of ``among`` that are ``wanted``, and take the others back."""
    wanted = set(wanted)
    give_consent(person, *wanted)
    withdraw_consent(person, *(purpose for purpose in among if purpose not in wanted))


def has_consented(person: Participation, purpose: Purpose) -> bool:
    """Whether somebody says yes to ``purpose`` now."""
    return Consent.objects.filter(person=person, purpose=purpose, withdrawn_at=None).exists()


def who_consented(people: Iterable[Participation], purpose: Purpose) -> set[int]:
    """Return the keys of those among ``people`` who say yes to ``purpose`` now; one query."""
    found = Consent.objects.filter(person__in=list(people), purpose=purpose, withdrawn_at=None)
    return set(found.values_list("person_id", flat=True))
