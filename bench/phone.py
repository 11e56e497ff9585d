"""A phone's first visit, and how soon it shows what is pushed."""

from __future__ import annotations

import asyncio
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from playwright.sync_api import Page, Response, sync_playwright

from bench.figures import Figure, compared
from bench.product import CODE, SLUG, Phone, Place, gathering, percentile
from samskap.testing.browsers import CHROMIUM_FLAGS
from samskap.testing.programs import chromium

NOTE = """## The phone

Bytes over the wire until a phone that has never been here shows the live page (door and page, compressed as the
server sends them, without fonts and photos), against the 90 kB we allow ourselves. Then, with 100 notes on the wall and
Chromium's processor slowed four times: from the moment a pushed face reaches the page's script to the next picture on
the screen."""

WATCH = """
window.pushes = [];
window.EventSource = class extends EventSource {
  constructor(...all) { super(...all); this.addEventListener("face", () => { window.came = performance.now(); }); }
};
addEventListener("samskap:shown", () => requestAnimationFrame(() => setTimeout(() => {
  if (window.came) { window.pushes.push(performance.now() - window.came); window.came = 0; }
})));
"""


def _weigh(response: Response, weights: Counter[str], page: Page) -> None:
    kind = response.request.resource_type
    if kind not in {"font", "image", "eventsource"}:
        sizes = response.request.sizes()
        weights[kind] += sizes["responseBodySize"] + sizes["responseHeadersSize"]


async def _write(place: Place, numbers: range) -> None:
    for number in numbers:
        phone = Phone(place.port, {place.cookie: f"token-{number % 100}"})
        await phone.post(
            f"/g/{SLUG}/b/{place.block}/write/", {"text": f"Lapp nummer {number} om møteplasser"}, parts=True
        )


def _write_notes(place: Place, numbers: range) -> None:
    """Others write. In a thread of its own, since Playwright has a loop in this one."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, _write(place, numbers)).result()


def _visit(page: Page, place: Place) -> Counter[str]:
    weights: Counter[str] = Counter()
    seen: list[Any] = []
    page.on("requestfinished", lambda request: seen.append(request.response()))
    page.goto(f"http://127.0.0.1:{place.port}/j/{CODE}/")
    page.locator("[name=first_name]").fill("Aud")
    page.locator("form .ds-button").last.click()
    page.wait_for_selector("body.phone")
    page.wait_for_timeout(1500)
    for response in seen:
        _weigh(response, weights, page)
    return weights


def measure(*, quick: bool = False) -> list[Figure]:
    """Visit once, then watch the pushes come in."""
    pushes = 5 if quick else 20
    with gathering("phone", people=100) as place, sync_playwright() as playwright:
        _write_notes(place, range(100))
        browser = playwright.chromium.launch(executable_path=chromium(), args=[*CHROMIUM_FLAGS, "--no-sandbox"])
        page = browser.new_page(viewport={"width": 390, "height": 844}, locale="nb-NO")
        page.add_init_script(WATCH)
        weights = _visit(page, place)
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})
        for number in range(100, 100 + pushes):
            _write_notes(place, range(number, number + 1))
            page.wait_for_timeout(700)
        took: list[float] = page.evaluate("window.pushes")
        browser.close()
    print(f"  {dict(weights)}; {len(took)} pushes: {[round(one) for one in took]}", flush=True)
    return [
        compared("first visit", sum(weights.values()) / 1000, "kB", "allowed", 90),
        compared("a push on the screen, median", percentile(took, 0.5), "ms", "allowed", 150),
        compared("a push on the screen, p95", percentile(took, 0.95), "ms", "allowed", 150),
    ]
