"""Everything that is stored about one person, found by walking the tables and what each field says of itself.

Nothing is listed by hand: a new table that points at people is on the page the day it exists.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import models
from django.db.models.fields.files import FieldFile
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _

from samskap.gatherings.models import Participation
from samskap.personal.catalogue import group_of, until_of
from samskap.privacy import Field, Kind
from samskap.stage.forgetting import pointers


@dataclass(frozen=True)
class Value:
    """One stored value: why it is kept, what it is, and until when."""

    name: str
    purpose: str
    value: str
    until: str


@dataclass
class Rows:
    """All rows of one table that are about the person."""

    model: type[models.Model]
    heading: str | Lazy
    rows: list[list[Value]] = field(default_factory=list)


def own_data(person: Participation) -> list[Rows]:
    """Return all that is stored about ``person``, what they gave themselves first."""
    found: dict[type[models.Model], Rows] = {}
    for row in rows_about(person):
        model = type(row)
        values = [*_values(row)]
        if values:
            found.setdefault(model, Rows(model, group_of(model).title)).rows.append(values)
    return list(found.values())


def rows_about(person: Participation) -> Iterator[models.Model]:
    """The person's own row, each row that points at it, and what belongs to a row that can't be without the person."""
    yield person
    seen: set[tuple[type[models.Model], Any]] = set()
    for pointer in pointers():
        for row in pointer.model._default_manager.filter(**{pointer.name: person}):
            if (pointer.model, row.pk) in seen:
                continue
            seen.add((pointer.model, row.pk))
            yield row
            if not pointer.null:
                for belonging in _belonging(row):
                    if (type(belonging), belonging.pk) not in seen:
                        seen.add((type(belonging), belonging.pk))
                        yield belonging


def _belonging(row: models.Model) -> Iterator[models.Model]:
    for relation in row._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ManyToOneRel) and relation.on_delete is models.CASCADE:
            yield from relation.related_model._default_manager.filter(**{relation.field.name: row.pk})


def _values(row: models.Model) -> Iterator[Value]:
    said: dict[str, Field] = getattr(row, "privacy", {})
    for one in row._meta.concrete_fields:
        classified = said.get(one.name)
        if classified is None or classified.kind not in {Kind.PERSONAL, Kind.SPECIAL}:
            continue
        if one.related_model is Participation:
            continue  # that it is about this person is why it is here
        shown = in_words(row, one)
        if shown:
            yield Value(one.name, _(classified.purpose), shown, str(until_of(classified.until)))


def in_words(row: models.Model, one: Any) -> str:
    """A value as a person reads it."""
    value = getattr(row, one.name)
    if value is None or value == "":
        return ""
    if one.choices:
        return str(getattr(row, f"get_{one.name}_display")())
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "j. F Y H.i")
    if isinstance(value, date):
        return date_format(value, "j. F Y")
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, FieldFile):
        return value.name or ""
    if isinstance(value, list | dict):
        return _unfold(value)
    return str(value)


def _unfold(value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{key}: {_unfold(one)}" for key, one in value.items())
    if isinstance(value, list):
        return ", ".join(_unfold(one) for one in value)
    return str(value)


def as_json(person: Participation) -> dict[str, Any]:
    """The same, for a machine: tables and fields by their names in the database."""
    return {
        "gathering": person.gathering.title,
        "made": timezone.now().isoformat(),
        "data": [
            {
                "what": rows.model._meta.label_lower,
                "about": str(rows.heading),
                "rows": [
                    [{"field": one.name, "purpose": one.purpose, "value": one.value, "until": one.until} for one in row]
                    for row in rows.rows
                ],
            }
            for rows in own_data(person)
        ],
    }
