"""The database of a test run, copied from a mould instead of migrated anew by each worker."""

import os
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from psycopg import sql

from samskap.testing import mould


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """Take the database that has been put in place, and bring it up to date: there is nothing to do."""
    return True


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> Iterator[None]:
    """Put a migrated database where Django will look for its own."""
    chosen = settings.DATABASES["default"]
    name = str(chosen["TEST"]["NAME"])
    if chosen["ENGINE"].endswith("sqlite3"):
        mould.copy_sqlite(Path(name))
        yield
        return
    server = os.environ["SAMSKAP_TEST_DATABASE_URL"]
    mould.copy_postgres(server, name)
    yield
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
