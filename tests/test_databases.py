"""The tests run on databases that promise what those in use promise."""

import pytest
from django.db import connection
from django.utils.translation import gettext, override

PROMISES: dict[str, dict[str, object]] = {
    "sqlite": {"PRAGMA journal_mode": "wal", "PRAGMA synchronous": 2, "PRAGMA foreign_keys": 1},
    "postgresql": {"SHOW synchronous_commit": "on"},
}


def ask(question: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()[0]


@pytest.mark.django_db(transaction=True)
def test_what_is_acknowledged_is_on_the_disk() -> None:
    promises = PROMISES[connection.vendor]

    assert {question: ask(question) for question in promises} == promises


@pytest.mark.parametrize(("language", "says"), [("nb", "Neste"), ("nn", "Neste"), ("en", "Next")])
def test_the_built_translations_are_read(language: str, says: str) -> None:
    with override(language):
        assert gettext("Next") == says
