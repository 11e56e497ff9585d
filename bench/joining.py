"""Five hundred phones come in during half a minute."""

from __future__ import annotations

import asyncio
import time

from bench.figures import Figure, compared
from bench.product import CODE, SLUG, Phone, Place, gathering, percentile

NOTE = """## Joining

So many phones come in evenly during so long: the door, the first name, the page, and the stream until its first face
has come. The time is from pressing *Join in* to a live page. The server has one core, the phones the other."""


async def _come(place: Place, number: int, wait: float, took: list[float]) -> None:
    await asyncio.sleep(wait)
    phone = Phone(place.port)
    door = await phone.get(f"/j/{CODE}/")
    began = time.monotonic()
    joined = await phone.post(f"/j/{CODE}/", {"first_name": f"Gjest {number}"})
    page = await phone.get(joined.headers["location"])
    await phone.first_face(f"/live/{SLUG}/phone?lang=nb")
    took.append(time.monotonic() - began)
    if (door.status, joined.status, page.status) != (200, 302, 200):
        raise RuntimeError(f"{door.status} {joined.status} {page.status}")


async def _all(place: Place, people: int, seconds: float) -> tuple[list[float], list[BaseException]]:
    took: list[float] = []
    coming = (_come(place, number, number * seconds / people, took) for number in range(people))
    outcome = await asyncio.gather(*coming, return_exceptions=True)
    return took, [error for error in outcome if isinstance(error, BaseException)]


def measure(*, quick: bool = False) -> list[Figure]:
    """Let them in, and say how long each waited."""
    people, seconds = (100, 6.0) if quick else (500, 30.0)
    with gathering("joining", people=0) as place:
        took, failed = asyncio.run(_all(place, people, seconds))
    for error in failed[:3]:
        print(f"  {error!r}")
    return [
        compared(
            f"p95 to a live page, {people} in {seconds:.0f} s", percentile(took, 0.95) * 1000, "ms", "wanted", 1000
        ),
        compared("median to a live page", percentile(took, 0.5) * 1000, "ms", "", None),
        compared("errors", len(failed), "", "", None),
    ]
