"""Several processes on one PostgreSQL and one Valkey: whichever a phone talks to, it is in the same room."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing, asynccontextmanager
from pathlib import Path

import psycopg
import pytest

from samskap.demo.browser import Browser
from samskap.door.guessing import WRONG_PER_DEVICE
from samskap.stage.doing import PARTS
from samskap.testing.servers import Product, SmallDay
from tests.live.house import Post

pytestmark = [pytest.mark.postgres, pytest.mark.mission("G3")]
STREAM = "/live/unge/phone?lang=nb"
WAIT = 20
MOST_CONNECTIONS = 16  # of one process, however many look


class Pair:
    """Two processes that share a database, a Valkey and a data directory, started at the same time."""

    def __init__(self, one: Product, post: Post) -> None:
        self.post = post
        self.database = one.environment["SAMSKAP_DATABASE_URL"]
        one.environment["SAMSKAP_VALKEY_URL"] = post.url
        self.one = one
        self.other = Product(one.folder, self.database, SAMSKAP_VALKEY_URL=post.url)
        self.day: SmallDay

    def start(self) -> None:
        with ThreadPoolExecutor(2) as both:
            list(both.map(Product.start, (self.one, self.other)))
        self.day = self.one.small_day()

    def connections(self) -> list[str]:
        """What each connection to the database is doing."""
        with psycopg.connect(self.database) as connection:
            rows = connection.execute(
                "SELECT state FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            ).fetchall()
        return [state for (state,) in rows]


@pytest.fixture
def pair(product: Product, tmp_path: Path) -> Iterator[Pair]:
    post = Post(tmp_path)
    post.start()
    pair = Pair(product, post)
    pair.start()
    yield pair
    pair.other.kill()
    post.stop()


def elsewhere(device: Browser, product: Product) -> Browser:
    """The same device, when its next request ends up at another process."""
    there = Browser(product.url)
    there.cookies = device.cookies
    return there


async def joined(name: str, at: Product, day: SmallDay) -> Browser:
    phone = Browser(at.url)
    assert (await phone.post(f"/j/{day.code}/", {"first_name": name})).status == 200
    return phone


class Looking:
    """An open stream, and all it has said."""

    def __init__(self, said: AsyncIterator[str]) -> None:
        self._said = said
        self.all = ""

    async def sees(self, text: str) -> bool:
        async with asyncio.timeout(WAIT):
            while text not in self.all:
                self.all += await anext(self._said)
        return True


@asynccontextmanager
async def looking(device: Browser) -> AsyncIterator[Looking]:
    async with aclosing(device.stream(STREAM)) as said:  # type: ignore[type-var]
        yield Looking(said)


def test_what_is_done_in_one_process_is_seen_in_the_other(pair: Pair) -> None:
    async def day() -> None:
        aud = await joined("Aud", pair.one, pair.day)
        bjarne = elsewhere(await joined("Bjarne", pair.one, pair.day), pair.other)
        async with looking(bjarne) as screen:
            assert await screen.sees("Lapper")
            sent = await aud.post(pair.day.write, {"text": "Sykkelverksted"}, accept=PARTS, key="a-note")
            assert sent.status == 200
            assert await screen.sees("Sykkelverksted")

        # Sent once more by a phone that never got the answer, and now to the other process: it still counts once.
        again = await elsewhere(aud, pair.other).post(
            pair.day.write, {"text": "Sykkelverksted"}, accept=PARTS, key="a-note"
        )
        assert again.status == 200
        with psycopg.connect(pair.database) as connection:
            assert connection.execute("SELECT text FROM cards_card").fetchall() == [("Sykkelverksted",)]

    asyncio.run(day())


def test_of_two_desks_in_different_processes_that_press_next_at_once_one_wins(pair: Pair) -> None:
    async def day() -> None:
        desks = [Browser(pair.one.url), Browser(pair.other.url)]
        for desk, token in zip(desks, pair.day.passes, strict=True):
            assert (await desk.get(f"/p/{token}/")).status == 200
        for step in (1, 2):
            pressed = (desk.post("/g/unge/remote/next/", {"step": step}, accept=PARTS) for desk in desks)
            assert sorted(answer.status for answer in await asyncio.gather(*pressed)) == [200, 409]

    asyncio.run(day())


def test_who_is_let_in_by_one_process_is_known_in_the_other(pair: Pair) -> None:
    link = pair.one.run("sign-in-link", "kari@example.org").removeprefix(pair.one.url)

    async def day() -> None:
        kari, facilitator = Browser(pair.one.url), Browser(pair.one.url)
        await kari.post(link, {})
        await facilitator.get(f"/p/{pair.day.passes[0]}/")

        assert "/plan/new/" in (await elsewhere(kari, pair.other).get("/plan/")).text
        assert (await elsewhere(facilitator, pair.other).get("/g/unge/desk/", accept="*/*")).status == 200

    asyncio.run(day())


def test_wrong_codes_are_counted_in_all_processes_together(pair: Pair) -> None:
    async def day() -> None:
        guesser = Browser(pair.one.url)
        await guesser.get("/")
        devices = [guesser, elsewhere(guesser, pair.other)]
        for number in range(WRONG_PER_DEVICE):
            assert (await devices[number % 2].post("/", {"code": "FEIL23"})).status == 422

        assert [(await device.post("/", {"code": pair.day.code})).status for device in devices] == [422, 422]
        assert (await (await joined("Aud", pair.other, pair.day)).get("/g/unge/")).status == 200

    asyncio.run(day())


def test_when_one_process_dies_its_phones_go_on_in_the_other(pair: Pair) -> None:
    async def day() -> None:
        aud = await joined("Aud", pair.one, pair.day)
        await aud.post(pair.day.write, {"text": "Sykkelverksted"}, accept=PARTS, key="one")
        async with looking(aud) as screen:
            assert await screen.sees("Sykkelverksted")
            pair.one.kill()
            with pytest.raises((StopAsyncIteration, ConnectionError)):
                await screen.sees("nobody says this")

        aud = elsewhere(aud, pair.other)
        async with looking(aud) as screen:
            assert await screen.sees("Sykkelverksted")
            await aud.post(pair.day.write, {"text": "Turkamerater"}, accept=PARTS, key="two")
            assert await screen.sees("Turkamerater")

    asyncio.run(day())


def test_without_valkey_people_still_come_in_and_write(pair: Pair) -> None:
    pair.post.stop()

    async def day() -> None:
        aud = await joined("Aud", pair.one, pair.day)
        async with looking(aud) as screen:
            await aud.post(pair.day.write, {"text": "Sykkelverksted"}, accept=PARTS, key="one")
            assert await screen.sees("Sykkelverksted")

    asyncio.run(day())


def test_open_streams_hold_no_connection_to_the_database(pair: Pair) -> None:
    async def day() -> None:
        aud = await joined("Aud", pair.one, pair.day)
        phones = [elsewhere(aud, product) for product in (pair.one, pair.other) for _ in range(50)]
        streams = [aclosing(phone.stream(STREAM)) for phone in phones]  # type: ignore[type-var]
        screens = [Looking(await stream.__aenter__()) for stream in streams]
        assert all(await asyncio.gather(*(screen.sees("Lapper") for screen in screens)))

        await aud.post(pair.day.write, {"text": "Sykkelverksted"}, accept=PARTS, key="one")
        assert all(await asyncio.gather(*(screen.sees("Sykkelverksted") for screen in screens)))

        connections = await asyncio.to_thread(pair.connections)
        assert len(connections) <= 2 * MOST_CONNECTIONS
        assert "idle in transaction" not in connections
        for stream in streams:
            await stream.__aexit__(None, None, None)

    asyncio.run(day())
