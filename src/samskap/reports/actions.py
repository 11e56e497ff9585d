"""What can be done with a report."""

import secrets
from typing import Any

from django.db import transaction
from django.utils import timezone

from samskap.cards.models import Photo
from samskap.gatherings.models import Gathering
from samskap.refusals import Refused
from samskap.reports.assembling import choice_of, sections_of
from samskap.reports.models import Part, PhotoNote, ReportChoice
from samskap.reports.people import NOBODY


def choose(gathering: Gathering, **values: Any) -> ReportChoice:
    """Change what is chosen for the report."""
    return ReportChoice.objects.update_or_create(gathering=gathering, defaults=values)[0]


def show_names(gathering: Gathering, *, names: bool) -> None:
    """Let the names of those who have said yes stand in the report, or leave all names out."""
    choose(gathering, names=names)


def shows_names(gathering: Gathering) -> bool:
    """Whether the names of those who have said yes stand in the report."""
    return choice_of(gathering).names


def write_part(gathering: Gathering, key: str, **values: Any) -> Part:
    """Write what the organiser says before or after a part, or give it another title."""
    part, _is_new = Part.objects.update_or_create(
        gathering=gathering, key=key, defaults={**values, "changed_at": timezone.now()}
    )
    return part


def leave_out(gathering: Gathering, key: str) -> None:
    """Leave a part out of the report. It is kept, and can be taken in again."""
    write_part(gathering, key, left_out_at=timezone.now())


def take_in(gathering: Gathering, key: str) -> None:
    """Take a part that was left out into the report again."""
    write_part(gathering, key, left_out_at=None)


def add_text(gathering: Gathering, *, title: str, text: str) -> Part:
    """Add a part of the organiser's own, at the end."""
    places = _fix_order(gathering)
    return write_part(gathering, f"text-{secrets.token_hex(4)}", title=title, before=text, position=len(places) + 1)


def remove_text(gathering: Gathering, key: str) -> None:
    """Take a part of the organiser's own away for good."""
    Part.objects.filter(gathering=gathering, key=key, key__startswith="text").delete()


@transaction.atomic
def move_part(gathering: Gathering, key: str, *, by: int) -> None:
    """Move a part up (-1) or down (1) in the report."""
    keys = [one.key for one in sections_of(gathering, named=NOBODY, all_of_them=True)]
    if key not in keys:
        raise Refused
    place = keys.index(key)
    keys.insert(max(0, min(len(keys) - 1, place + by)), keys.pop(place))
    _write_order(gathering, keys)


def _fix_order(gathering: Gathering) -> list[str]:
    keys = [one.key for one in sections_of(gathering, named=NOBODY, all_of_them=True)]
    _write_order(gathering, keys)
    return keys


def _write_order(gathering: Gathering, keys: list[str]) -> None:
    for position, key in enumerate(keys, start=1):
        Part.objects.update_or_create(gathering=gathering, key=key, defaults={"position": position})


def describe_photo(photo: Photo, *, alt: str, caption: str) -> None:
    """Say what a picture shows."""
    Photo.objects.filter(pk=photo.pk).update(caption=caption)
    PhotoNote.objects.update_or_create(photo=photo, defaults={"alt": alt})


def leave_out_photo(photo: Photo, *, out: bool) -> None:
    """Leave one picture out of the report, or take it in again."""
    PhotoNote.objects.update_or_create(photo=photo, defaults={"left_out_at": timezone.now() if out else None})
