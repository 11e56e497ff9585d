"""The pytest plugin of the project: which database, which mission lines, and what every browser test watches for."""

import atexit
import os
import shutil
import tempfile
from collections.abc import Generator

import pytest
from django.conf import settings

from samskap.testing import mission
from samskap.testing.postgres import Postgres

BROWSERS = {"playwright", "firefox"}


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("samskap")
    group.addoption("--database", choices=["sqlite", "postgres"], default="sqlite", help="what the tests run on")
    group.addoption("--mission", action="store_true", help="list the mission lines with their tests, and run none")


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None]:
    """Choose the database before Django reads its settings."""
    os.environ["SAMSKAP_DATA"] = _data_folder()
    chosen = early_config.known_args_namespace
    os.environ["SAMSKAP_DATABASE_URL"] = _postgres_url() if chosen.database == "postgres" else ""
    yield
    # A file, not memory: SQLite behaves differently in memory, and our server has several threads.
    database = settings.DATABASES["default"]
    database.setdefault("TEST", {})["NAME"] = f"{database['NAME']}-test"


def _data_folder() -> str:
    """Make a data directory of our own, so that a test never meets the data of the one who runs it."""
    folder = tempfile.mkdtemp(prefix="samskap-test-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _postgres_url() -> str:
    """Use the server we are given; start one if there is none. Workers of the same run inherit the address."""
    if "SAMSKAP_TEST_DATABASE_URL" not in os.environ:
        os.environ["SAMSKAP_TEST_DATABASE_URL"] = Postgres().start().url
    return os.environ["SAMSKAP_TEST_DATABASE_URL"]


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("mission"):
        config.option.collectonly = True
        config.pluginmanager.register(mission.Overview(), "samskap-mission")


DATABASES = {"db", "transactional_db", "product", "server"}


def _asks_a_database(item: pytest.Item) -> bool:
    """Whether a test can come out differently on another database; the rest need not run twice."""
    asked = DATABASES & set(getattr(item, "fixturenames", ()))
    return bool(asked or item.get_closest_marker("django_db") or item.get_closest_marker("postgres"))


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark what uses a browser; here, so that ``-m browser`` sees the mark."""
    if BROWSERS & set(getattr(item, "fixturenames", ())):
        item.add_marker("browser")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    other = "sqlite" if config.getoption("database") == "postgres" else "postgres"
    apart = [item for item in items if item.get_closest_marker(other)]
    if config.getoption("database") == "postgres":
        apart += [item for item in items if item not in apart and not _asks_a_database(item)]
    if apart and not config.getoption("mission"):
        items[:] = [item for item in items if item not in apart]
        config.hook.pytest_deselected(items=apart)
    known = mission.lines()
    for item in items:
        unknown = [line for line in mission.proved_by(item) if line not in known]
        if unknown:
            raise pytest.UsageError(f"{item.nodeid}: docs/mission.md has no line {', '.join(unknown)}")
    # Browsers come last: Playwright keeps a loop running in the main thread, and no other test can run one after it.
    # What takes long begins first, so that no worker is left with it when the others have finished.
    items.sort(
        key=lambda item: (item.get_closest_marker("browser") is not None, item.get_closest_marker("long") is None)
    )
