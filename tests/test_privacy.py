"""What we store about people is known, field by field."""

from itertools import chain

import pytest
from django.apps import apps
from django.db.models import Model

from samskap.privacy import OTHERS, said_of

EVERY = [model for model in apps.get_models(include_auto_created=False) if OTHERS.get(model._meta.label) != {}]


def test_what_libraries_store_is_known_and_nothing_is_said_of_tables_that_are_gone() -> None:
    theirs = {model._meta.label for model in apps.get_models() if not model.__module__.startswith("samskap.")}

    assert set(OTHERS) == theirs


@pytest.mark.parametrize("model", EVERY, ids=lambda model: model._meta.label)
def test_every_field_says_what_it_is_for(model: type[Model]) -> None:
    said = said_of(model)
    stored = chain(model._meta.concrete_fields, model._meta.local_many_to_many)

    assert sorted(said) == sorted(field.name for field in stored if not field.primary_key or field.name in said)


@pytest.mark.parametrize("model", EVERY, ids=lambda model: model._meta.label)
def test_every_purpose_is_a_sentence_somebody_can_read(model: type[Model]) -> None:
    said = said_of(model)

    assert [name for name, field in said.items() if len(field.purpose.split()) < 2] == []
