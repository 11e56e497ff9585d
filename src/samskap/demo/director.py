"""Plays a day against a running server: people come in, act at a pace one can follow, and somebody presses next."""

import asyncio
import re
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from html import unescape
from typing import Literal, TypeVar

from django.db import connections

from samskap.demo.browser import Answer, Browser
from samskap.demo.day import Day, Where
from samskap.demo.phone import Phone, TurnedAway, send
from samskap.demo.telling import Telling
from samskap.gatherings.models import Block
from samskap.invented.tale import Guest
from samskap.stage.rehearsal import Act

T = TypeVar("T")
Driver = Literal["demo", "me"]

DAY = 420.0  # seconds that a day takes at speed 1
COMING = 25.0  # of them, those in which people come in
AT_THE_DOOR = 12  # so many come in at the same time
LULL = 0.2  # the last part of a block, when everybody has done what they will and looks at it
NOTICE = re.compile(r'id="notice".*?>(.*?)</div>', re.DOTALL)
TAG = re.compile(r"<[^>]+>")


@dataclass
class Count:
    """What was done, and what did not go well."""

    done: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    failed: Counter[str] = field(default_factory=Counter)

    def add(self, act: str, answer: Answer | Exception) -> None:
        """Count one answer."""
        if isinstance(answer, Exception):
            self.failed[f"{act}: {type(answer).__name__} {answer}"] += 1
        elif answer.status >= 500:
            self.failed[f"{act}: {answer.status}"] += 1
        elif answer.status >= 400:
            said = NOTICE.search(answer.text)
            why = " ".join(unescape(TAG.sub(" ", said.group(1))).split()) if said else ""
            self.refused[f"{act}: {answer.status} {why}".strip()] += 1
        else:
            self.done += 1


class Director:
    """Leads the invented people through a day."""

    def __init__(
        self,
        day: Day,
        url: str,
        *,
        telling: Telling,
        join_path: str,
        own_links: Mapping[Guest, str] | None = None,
        speed: float = 1.0,
        driver: Driver = "demo",
    ) -> None:
        self.day = day
        self.url = url
        self.telling = telling
        self.desk = Browser(url)
        self.join_path = join_path
        self.own_links = own_links or {}
        self.speed = speed
        self.driver = driver
        self.count = Count()
        self._phones: dict[int, Phone] = {}
        self._following: list[asyncio.Task[None]] = []
        self._reading = ThreadPoolExecutor(max_workers=1)
        self._played: set[int] = set()

    async def play(self, guests: Sequence[Guest]) -> None:
        """Play the day, from the doors to the end."""
        try:
            await self._come_in(guests)
            if self.driver == "demo":
                await self._press_onward()
            while not (now := await self._ask(self.day.where)).has_ended:
                await self._be_at(now)
        finally:
            for task in self._following:
                task.cancel()
            await asyncio.gather(*self._following, return_exceptions=True)
            await self._ask(connections.close_all)
            self._reading.shutdown()

    async def _be_at(self, now: Where) -> None:
        if now.block is None or now.block.pk in self._played:
            await asyncio.sleep(0.3)
            return
        self._played.add(now.block.pk)
        began = time.monotonic()
        budget = await self._budget(now.block)
        await self._act_out(now, began, budget)
        if self.driver == "demo":
            await self._look_on(now, began + budget)
        await self._tell(now.block)
        self.telling.keep()
        if self.driver == "demo" and not await self._has_moved(now):
            await self._press_onward()

    async def _act_out(self, now: Where, began: float, budget: float) -> None:
        block = now.block
        assert block is not None
        unit = budget * (1 - LULL) / max(30.0, 1.6 * len(self._phones))
        acts = await self._ask(lambda: self.day.acts(block))
        while (act := await self._ask(lambda: next(acts, None))) is not None:
            if await self._has_moved(now):
                return
            if not act.verb.startswith("remote/"):
                await self._carry_out(act, block)
                await self._tell(block)
            if time.monotonic() - began < budget * (1 - LULL):
                await asyncio.sleep(act.pause * unit)

    async def _look_on(self, now: Where, until: float) -> None:
        """Let what has been made stand a while, unless somebody at the other desk moves on."""
        while (left := until - time.monotonic()) > 0 and not await self._has_moved(now):  # noqa: ASYNC110 - another process
            await asyncio.sleep(min(0.3, left))

    async def _carry_out(self, act: Act, block: Block | None) -> None:
        phone = self._phones.get(act.who.pk) if act.who else None
        if act.who is not None and phone is None:
            return  # a visitor decides for themselves
        try:
            answer: Answer | Exception = await send(
                phone.browser if phone else self.desk, self.day.address(act, block), act.values, act.files
            )
        except (OSError, TimeoutError) as error:
            answer = error
        self.count.add(f"{block.kind}/{act.verb}" if block else act.verb, answer)

    async def _press_onward(self) -> None:
        act = await self._ask(self.day.onward)
        if act is not None:
            await self._carry_out(act, None)

    async def _has_moved(self, before: Where) -> bool:
        return (await self._ask(self.day.where)).step != before.step

    async def _come_in(self, guests: Sequence[Guest]) -> None:
        """Let people in at the door, a few at a time; some seconds for all."""
        gate = asyncio.Semaphore(AT_THE_DOOR)
        gap = COMING / self.speed / max(1, len(guests))

        async def one(number: int, guest: Guest) -> None:
            await asyncio.sleep(number * gap)
            phone = Phone(self.url, self.day.slug)
            async with gate:
                try:
                    await phone.come_in(self.join_path, guest, self.own_links.get(guest, ""))
                except (OSError, TimeoutError, TurnedAway) as error:
                    self.count.add("join", error)
                    return
            self._phones[phone.number] = phone
            self.day.cast.append(phone.number)
            self._following.append(asyncio.create_task(phone.follow()))
            self.telling.now(f"{len(self._phones)} people have come in – {guest.first_name}, {guest.organisation}")

        await asyncio.gather(*(one(number, guest) for number, guest in enumerate(guests)))
        self.telling.now(f"{len(self._phones)} people have come in")
        self.telling.keep()

    async def _budget(self, block: Block) -> float:
        """How many seconds a block gets: long ones more, but not in proportion, or lunch would be the longest."""
        weights = {pk: min(max(minutes, 4), 40) ** 0.5 for pk, minutes in (await self._ask(self.day.lengths)).items()}
        share: float = weights[block.pk] / sum(weights.values())
        return (DAY - COMING) * share / self.speed

    async def _tell(self, block: Block) -> None:
        made, visitors = await self._ask(lambda: (self.day.made_in(block), self.day.visitors()))
        times = await self._ask(self.day.planned_times)
        self.telling.block(times[block.pk], block.title, made, visitors)

    async def _ask(self, question: Callable[[], T]) -> T:
        """Ask the database, in the one thread that reads it."""
        return await asyncio.get_running_loop().run_in_executor(self._reading, question)
