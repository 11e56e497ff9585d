"""An invented person's phone: it comes in by the QR code, follows the live stream and sends what its owner does."""

import asyncio
import re
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from samskap.demo.browser import Answer, Browser
from samskap.invented.tale import Guest

PARTS = "text/vnd.samskap.parts"
OWN_NUMBER = re.compile(r'data-me="(\d+)"')
STAGE = 'data-stage="'
REFRESH = 'data-refresh="'
TRIES = 5
OVERLAP = 4000  # characters of the last piece that are read again with the next, in case a tag was cut in two


class TurnedAway(Exception):
    """Somebody could not come in."""


async def send(
    browser: Browser, path: str, values: Mapping[str, Any], files: Mapping[str, Path] | None = None
) -> Answer:
    """Send something as a phone's outbox does: with one key, again until there is an answer."""
    key = secrets.token_hex(16)
    for attempt in range(TRIES):
        try:
            answer = await browser.post(path, values, files=files, accept=PARTS, key=key)
        except (OSError, TimeoutError):
            if attempt == TRIES - 1:
                raise
        else:
            if answer.status < 500 or attempt == TRIES - 1:
                return answer
        await asyncio.sleep(0.2 * 2**attempt)
    raise AssertionError("unreachable")


class Phone:
    """One phone, in one gathering."""

    def __init__(self, url: str, slug: str) -> None:
        self.browser = Browser(url)
        self.home = f"/g/{slug}/"
        self.stream = f"/live/{slug}/phone?lang=nb"
        self.number = 0
        self.seen = ""  # what we last fetched our own part for

    async def come_in(self, join_path: str, guest: Guest, own_link: str = "") -> int:
        """Come in, and return the number we got (the participation's key).

        Who has signed up opens their own link and says that they are here. Others scan the code and say who they are.
        """
        await self.browser.get(own_link or join_path)
        key = {"key": secrets.token_hex(16)}
        if own_link:
            answer = await self.browser.post(f"{self.home}you/", key | {"what": "arrive"})
        else:
            form = {
                "first_name": guest.first_name,
                "last_name": guest.last_name,
                "organisation": guest.organisation,
                "sector": guest.sector,
                "drive": guest.drive,
            }
            answer = await self.browser.post(join_path, key | form)
        found = OWN_NUMBER.search(answer.text)
        if answer.status != 200 or found is None:
            raise TurnedAway(f"{guest.first_name} could not come in: {answer.status}")
        self.number = int(found.group(1))
        return self.number

    async def follow(self) -> None:
        """Keep the live stream open, and fetch our own part when it says that it has changed."""
        while True:
            tail = ""
            try:
                async for piece in self.browser.stream(self.stream):
                    tail = (tail + piece)[-OVERLAP - len(piece) :]
                    if "event: gone" in piece:
                        return
                    await self._keep_up(tail)
            except (OSError, TimeoutError):
                pass
            await asyncio.sleep(0.5 + secrets.randbelow(1500) / 1000)

    async def _keep_up(self, said: str) -> None:
        stage = _last(said, STAGE)
        own = [one for one in _last(said, REFRESH).split() if one.partition(":")[0] == str(self.number)]
        version = stage + "".join(own)
        if stage and version != self.seen:
            self.seen = version
            await asyncio.sleep(secrets.randbelow(300) / 1000)
            await self.browser.get(f"{self.home}mine/")


def _last(text: str, mark: str) -> str:
    """What stands in quotation marks after the last ``mark``; searched from the end, since faces are long."""
    at = text.rfind(mark) + len(mark)
    end = text.find('"', at)
    return text[at:end] if at >= len(mark) and end >= 0 else ""
