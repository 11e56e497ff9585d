"""What the server acknowledges is written, once (promises 1 and 2)."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone

from samskap.people.models import Organisation
from samskap.writing import queue
from samskap.writing.models import Receipt
from samskap.writing.once import KEPT, KeyReused, fingerprint, once, throw_old_receipts
from samskap.writing.queue import write

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def writer() -> Iterator[None]:
    """The writer as the server runs it; on PostgreSQL there is none, and the same must hold."""
    queue.start()
    yield
    queue.stop()


def named(name: str) -> Organisation:
    return Organisation.objects.create(name=name)


def in_threads(number: int, work: Callable[[int], object]) -> list[object]:
    def one(n: int) -> object:
        try:
            return work(n)
        except Exception as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(one, range(number)))


def test_a_hundred_who_write_at_once_are_all_written(writer: None) -> None:
    results = in_threads(30, lambda n: write(lambda: named(f"Lag {n}")).pk)

    assert [result for result in results if not isinstance(result, int)] == []
    assert Organisation.objects.count() == 30


def test_what_has_returned_is_committed(writer: None) -> None:
    write(lambda: named("Biblioteket"))

    seen = in_threads(1, lambda _: Organisation.objects.count())

    assert seen == [1]


def test_one_refusal_costs_the_others_nothing(writer: None) -> None:
    write(lambda: named("Lag 3"))

    results = in_threads(8, lambda n: write(lambda: named(f"Lag {n}")))

    assert [type(result).__name__ for result in results] == [
        "IntegrityError" if n == 3 else "Organisation" for n in range(8)
    ]
    assert Organisation.objects.count() == 8


def test_what_is_told_is_told_after_commit(writer: None) -> None:
    seen: list[int] = []

    def effect() -> None:
        named("Biblioteket")
        transaction.on_commit(lambda: seen.extend(in_threads(1, lambda _: Organisation.objects.count())))  # type: ignore[arg-type]

    write(effect)

    assert seen == [1]


def test_the_same_key_counts_once(writer: None) -> None:
    body = fingerprint([("text", "Sykkelverksted")])

    results = in_threads(12, lambda n: once(lambda: named(f"Lag {n}"), actor="person:1", key="one-tap", body=body))

    assert sum(isinstance(result, Organisation) for result in results) == 1
    assert Organisation.objects.count() == 1


def test_without_the_key_every_tap_counts(writer: None) -> None:
    """The negative control of the test above: it is the receipt that holds the others back."""
    results = in_threads(12, lambda n: write(lambda: named(f"Lag {n}")))

    assert sum(isinstance(result, Organisation) for result in results) == 12


def test_a_key_is_not_used_for_something_else(writer: None) -> None:
    once(lambda: named("Lag 1"), actor="person:1", key="one-tap", body="a")

    with pytest.raises(KeyReused):
        once(lambda: named("Lag 2"), actor="person:1", key="one-tap", body="b")


def test_two_people_may_make_the_same_key(writer: None) -> None:
    once(lambda: named("Lag 1"), actor="person:1", key="one-tap", body="a")
    once(lambda: named("Lag 2"), actor="person:2", key="one-tap", body="a")

    assert Organisation.objects.count() == 2


def test_a_refused_effect_leaves_its_key_free(writer: None) -> None:
    named("Lag 1")

    with pytest.raises(Exception, match=r"(?i)unique"):
        once(lambda: named("Lag 1"), actor="person:1", key="one-tap", body="a")

    assert once(lambda: named("Lag 2"), actor="person:1", key="one-tap", body="a") is not None


def test_old_receipts_are_thrown_away() -> None:
    Receipt.objects.create(actor="a", key="old", body="x", made_at=timezone.now() - KEPT - timedelta(hours=1))
    Receipt.objects.create(actor="a", key="new", body="x")

    assert throw_old_receipts() == 1
    assert [receipt.key for receipt in Receipt.objects.all()] == ["new"]


@pytest.mark.sqlite
def test_too_many_waiting_are_told_to_come_back(writer: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue, "WAITING_MAX", 3)
    hold, holding = threading.Event(), threading.Event()

    def slow() -> None:
        holding.set()
        hold.wait(10)

    with ThreadPoolExecutor(12) as pool:
        pool.submit(write, slow)
        holding.wait(10)
        waiting = [pool.submit(write, lambda: None) for _ in range(3)]
        while queue._writer._jobs.qsize() < 3:  # type: ignore[union-attr]
            pass
        with pytest.raises(queue.Overloaded):
            write(lambda: None)
        hold.set()
        assert [one.result() for one in waiting] == [None, None, None]


@pytest.mark.sqlite
def test_sqlite_is_set_up_to_keep_its_promises() -> None:
    from samskap.serving import SQLITE_PROMISES, check_database

    check_database()
    with connection.cursor() as cursor:
        found = {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in SQLITE_PROMISES}
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
