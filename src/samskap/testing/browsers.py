"""Browsers for tests: phones, desks and screens that notice when something is wrong on the page.

Every page that a test opens is watched. A message of error in the console (a broken script, a refusal by the
Content-Security-Policy), or a request to any other host than this machine, fails the test when it ends.
"""

import os
import re
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, Protocol
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, ViewportSize

from samskap.testing import programs

Kind = Literal["phone", "desk", "screen"]
SIZES: dict[Kind, ViewportSize] = {
    "phone": {"width": 390, "height": 844},
    "desk": {"width": 1280, "height": 800},
    "screen": {"width": 1920, "height": 1080},
}
LOOKS = Path("build/looks")
AXE = Path("src/samskap/design/node_modules/axe-core/axe.min.js")
THIS_MACHINE = {"127.0.0.1", "localhost", "::1", None}
# Chromium reports each refused or failed request as an error of its own.
BROKEN = "INTERNET_DISCONNECTED CONNECTION_ EMPTY_RESPONSE INCOMPLETE_CHUNKED_ENCODING FAILED SOCKET_ NETWORK_"
OFFLINE = f"net::ERR_({BROKEN.replace(' ', '|')})"
CHROMIUM_FLAGS = [
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
    "--disable-dev-shm-usage",
]


@dataclass
class Watch:
    """What went wrong on the pages of one test, and what the test said would."""

    seen: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    def expect(self, *patterns: str) -> None:
        """Say that messages matching these are part of the test, for instance ``OFFLINE`` or ``status of 422``."""
        self.expected.extend(patterns)

    def follow(self, context: BrowserContext) -> None:
        """Watch all pages of a context, those that are there and those that come."""
        context.on("console", self._console)
        context.on("weberror", lambda error: self.seen.append(f"script: {error.error}"))
        context.on("request", self._request)

    def surprises(self) -> list[str]:
        """List what nobody expected."""
        return [message for message in self.seen if not any(re.search(each, message) for each in self.expected)]

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.seen.append(f"console: {message.text} ({message.location.get('url', '')})")

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.hostname not in THIS_MACHINE:
            self.seen.append(f"another host: {request.url}")


class OpenPage(Protocol):
    """Opens a page as somebody with a device of their own: own cookies, own storage."""

    def __call__(
        self, kind: Kind = "phone", *, dark: bool = False, locale: str = "nb-NO", width: int | None = None, **more: Any
    ) -> Page: ...


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Start the machine's own Chromium, which can reach this machine and nothing else."""
    # From now on Playwright keeps a loop running in this thread, which Django takes for async code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    sandbox = {"chromium_sandbox": False} if os.geteuid() == 0 else {}
    return {**browser_type_launch_args, **sandbox, "executable_path": programs.chromium(), "args": CHROMIUM_FLAGS}


@pytest.fixture
def watch() -> Iterator[Watch]:
    """Watch the pages of this test; it fails at the end if something unexpected was seen."""
    watch = Watch()
    yield watch
    if surprises := watch.surprises():
        pytest.fail("\n".join(["Something went wrong on the page:", *surprises]), pytrace=False)


@pytest.fixture
def new_context(new_context: Callable[..., BrowserContext], watch: Watch) -> Callable[..., BrowserContext]:
    """Make contexts that are watched."""

    def make(**options: Any) -> BrowserContext:
        context = new_context(**options)
        context.set_default_timeout(20_000)
        watch.follow(context)
        return context

    return make


@pytest.fixture
def open_page(new_context: Callable[..., BrowserContext]) -> OpenPage:
    """Open pages as different people: ``open_page("phone", dark=True, locale="nn-NO")``."""

    def make(
        kind: Kind = "phone", *, dark: bool = False, locale: str = "nb-NO", width: int | None = None, **more: Any
    ) -> Page:
        size = SIZES[kind]
        touch = {"has_touch": True, "is_mobile": True} if kind == "phone" else {}
        return new_context(
            viewport={"width": width or size["width"], "height": size["height"]},
            color_scheme="dark" if dark else "light",
            locale=locale,
            timezone_id="Europe/Oslo",
            **(touch | more),
        ).new_page()

    return make


COLOURS = ("color-contrast", "link-in-text-block")  # what can be wrong with a page in other colours only


def axe(page: Page, *, leave_out: tuple[str, ...] = (), only: tuple[str, ...] = ()) -> None:
    """Fail with a readable list if axe finds a barrier on the page as it is now; ``only`` is for a second look."""
    # Evaluated by the debugger, so that the page's Content-Security-Policy stays as strict as it is.
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8") + "; undefined")
    found = page.evaluate(
        """async ([rules, only]) => (await axe.run(document, {
            resultTypes: ["violations"],
            ...(only.length ? {runOnly: only} : {}),
            rules: Object.fromEntries(rules.map((rule) => [rule, {enabled: false}])),
        })).violations.map((one) => `${one.id} (${one.impact}): ${one.help}\\n`
            + one.nodes.map((node) => `    ${node.target}  ${node.html}\\n    ${node.failureSummary}`).join("\\n"))""",
        [list(leave_out), list(only)],
    )
    if found:
        pytest.fail(f"axe on {page.url}:\n" + "\n".join(found), pytrace=False)


def reflows(page: Page, width: int = 320) -> None:
    """Fail if the page must be scrolled sideways when it is narrow (320 px is 400 % zoom on a desk)."""
    before = page.viewport_size
    page.set_viewport_size({"width": width, "height": 800})
    wide = page.evaluate(
        """(width) => [...document.querySelectorAll("body *")]
            .filter((one) => one.getBoundingClientRect().right > width + 1)
            .slice(0, 5).map((one) => one.outerHTML.slice(0, 120))""",
        width,
    )
    # Not innerWidth: a phone zooms out until a page that is too wide fits.
    scrolls = page.evaluate("document.documentElement.scrollWidth") > width
    if before:
        page.set_viewport_size(before)
    if scrolls:
        pytest.fail(f"{page.url} is wider than {width} px:\n" + "\n".join(wide), pytrace=False)


def look(page: Page, name: str, *, whole: bool = False) -> None:
    """Save what the page looks like in build/looks/, for people who want to look: with LOOK=1 before the command."""
    if os.environ.get("LOOK") == "1":
        LOOKS.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=LOOKS / f"{name}.png", full_page=whole)


@pytest.fixture(scope="session")
def firefox() -> Callable[[str], AbstractContextManager[None]]:
    """Let Firefox open an address for a while. Its page tells the server what it sees; the test asks the server."""

    @contextmanager
    def visit(url: str) -> Iterator[None]:
        with tempfile.TemporaryDirectory(prefix="samskap-firefox-") as profile:
            Path(profile, "user.js").write_text(QUIET_FIREFOX, encoding="utf-8")
            process = subprocess.Popen(
                [programs.firefox(), "--headless", "--no-remote", "--profile", profile, url],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "HOME": profile, "MOZ_HEADLESS": "1"},
            )
            try:
                yield
            finally:
                process.terminate()
                process.wait(timeout=20)

    return visit


# Nothing but the page: no first-run pages, no updates, no measurements sent home.
QUIET_FIREFOX = """
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("browser.aboutwelcome.enabled", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("toolkit.telemetry.enabled", false);
user_pref("app.update.auto", false);
user_pref("app.normandy.enabled", false);
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
user_pref("browser.safebrowsing.malware.enabled", false);
user_pref("browser.safebrowsing.phishing.enabled", false);
user_pref("services.settings.server", "data:,");
user_pref("extensions.update.enabled", false);
"""
