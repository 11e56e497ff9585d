"""The disk is full, somebody holds the lock, the database is away: said plainly, nothing lost, and over by itself."""

import asyncio
import errno
import resource
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import IntegrityError, InterfaceError, OperationalError, connection
from django.http import HttpResponse
from django.test import Client

from samskap.demo.browser import Browser
from samskap.gatherings.models import Block, Gathering, Participation
from samskap.stage.doing import PARTS
from samskap.testing.fixtures import OURS, send
from samskap.testing.servers import Product, SmallDay
from samskap.writing.queue import Overloaded
from samskap.writing.trouble import Trouble, trouble

PhoneOf = Callable[[Participation], Client]


@contextmanager
def full_disk(product: Product) -> Iterator[None]:
    """No file of the process can grow, as when the disk is full."""
    assert product.process is not None
    _, most = resource.prlimit(product.process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(product.process.pid, resource.RLIMIT_FSIZE, (1, most))
    yield
    resource.prlimit(product.process.pid, resource.RLIMIT_FSIZE, (most, most))


@pytest.mark.long
@pytest.mark.sqlite
@pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="only Linux can fill another process's disk")
def test_with_a_full_disk_what_is_sent_waits_and_everything_can_be_read(product: Product) -> None:
    product.start()
    day = product.small_day()
    link = product.run("sign-in-link", "kari@example.org").removeprefix(product.url)

    asyncio.run(_a_note_on_a_full_disk(product, day, link))


async def _a_note_on_a_full_disk(product: Product, day: SmallDay, link: str) -> None:
    aud = Browser(product.url)
    await aud.post(f"/j/{day.code}/", {"first_name": "Aud"})
    with full_disk(product):
        note = await aud.post(day.write, {"text": "Sykkelverksted"}, accept=PARTS, key="a-note")
        assert (note.status, note.headers["retry-after"]) == (503, "15")
        assert "disken på tjeneren er full" in note.text
        assert "blir sendt igjen av seg selv" in note.text

        by_hand = await aud.post(day.write, {"text": "Sykkelverksted"}, key="a-note")
        assert by_hand.status == 503
        assert "Sykkelverksted" in by_hand.text, "what was written is shown, so that it is not lost"

        bjarne = Browser(product.url)
        assert (await bjarne.post(f"/j/{day.code}/", {"first_name": "Bjarne"})).status == 503
        assert (await Browser(product.url).post(link, {})).status == 503
        assert (await aud.get("/g/unge/")).status == 200
        assert (await bjarne.get(f"/j/{day.code}/")).status == 200
        assert (await aud.get("/health/")).status == 200

    again = await aud.post(day.write, {"text": "Sykkelverksted"}, accept=PARTS, key="a-note")
    assert again.status == 200
    with closing(sqlite3.connect(product.folder / "samskap.sqlite3")) as opened:
        assert opened.execute("SELECT text FROM cards_card").fetchall() == [("Sykkelverksted",)]


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_a_database_that_may_not_grow_says_so(gathering: Gathering, aud: Participation, phone_of: PhoneOf) -> None:
    def come_in(number: int) -> HttpResponse:
        somebody: Any = Client(headers=OURS, SERVER_NAME="localhost")
        answer: HttpResponse = somebody.post(
            f"/j/{gathering.code}/", {"first_name": f"Aud {number}", "drive": "x" * 80}
        )
        return answer

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA max_page_count=1")  # it is more than that already, so: not one page more

    try:
        refused = next(answer for number in range(300) if (answer := come_in(number)).status_code != 302)
        assert refused.status_code == 503
        assert "disken" in refused.content.decode()
        assert phone_of(aud).get("/g/unge/").status_code == 200
    finally:
        connection.close()

    assert come_in(300).status_code == 302


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_a_lock_that_is_held_too_long_is_no_fault_of_the_phones(
    on_stage: Callable[..., Block], aud: Participation, phone_of: PhoneOf
) -> None:
    block, phone = on_stage("notes"), phone_of(aud)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout=20")
    hog = sqlite3.connect(settings.DATABASES["default"]["NAME"], isolation_level=None)
    hog.execute("BEGIN IMMEDIATE")

    try:
        refused = send(phone, block, "write", text="Sykkelverksted")
        assert (refused.status_code, refused.headers["Retry-After"]) == (503, "3")
        assert phone.get("/g/unge/").status_code == 200
        joining = Client(headers=OURS, SERVER_NAME="localhost")
        door = joining.post(f"/j/{block.gathering.code}/", {"first_name": "Bjarne"})
        assert (door.status_code, door.headers["Retry-After"]) == (503, "3")
    finally:
        hog.execute("ROLLBACK")
        hog.close()

    assert send(phone, block, "write", text="Sykkelverksted").status_code == 200


def caused(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "named"),
    [
        (Overloaded(), Trouble.BUSY),
        (OSError(errno.ENOSPC, "No space left on device"), Trouble.DISK),
        (caused(OperationalError(), psycopg.errors.DiskFull()), Trouble.DISK),
        (caused(OperationalError(), psycopg.errors.TooManyConnections()), Trouble.BUSY),
        (caused(OperationalError(), psycopg.errors.DeadlockDetected()), Trouble.BUSY),
        (caused(OperationalError(), psycopg.errors.AdminShutdown()), Trouble.AWAY),
        (caused(OperationalError(), psycopg.OperationalError("the connection is lost")), Trouble.AWAY),
        (caused(InterfaceError(), psycopg.InterfaceError("the connection is closed")), Trouble.AWAY),
        (caused(IntegrityError(), psycopg.errors.UniqueViolation()), None),
        (FileNotFoundError(errno.ENOENT, "No such file"), None),
        (ValueError(), None),
    ],
)
def test_trouble_that_passes_is_told_from_faults_of_ours(error: Exception, named: Trouble | None) -> None:
    assert trouble(error) == named
