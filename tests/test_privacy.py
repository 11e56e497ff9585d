"""What we store about people is known, field by field."""

from itertools import chain

import pytest
from django.apps import apps
from django.db.models import Model

from samskap.privacy import Field

OURS = [model for model in apps.get_models() if model.__module__.startswith("samskap.")]


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_every_field_says_what_it_is_for(model: type[Model]) -> None:
    said: dict[str, Field] = getattr(model, "privacy", {})
    stored = chain(model._meta.concrete_fields, model._meta.local_many_to_many)

    assert sorted(said) == sorted(field.name for field in stored if not field.primary_key)


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_every_purpose_is_a_sentence_somebody_can_read(model: type[Model]) -> None:
    said: dict[str, Field] = getattr(model, "privacy", {})

    assert [name for name, field in said.items() if len(field.purpose.split()) < 2] == []
