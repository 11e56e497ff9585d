"""The programs of the machine that tests use: where they are."""

import os
import shutil
import subprocess
import sys

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FIREFOX = ("firefox-esr", "firefox")
REDIS = ("valkey-server", "redis-server")
LIBREOFFICE = ("soffice", "libreoffice")


class Missing(RuntimeError):
    """A program is not on this machine."""


def find(names: tuple[str, ...], *, variable: str) -> str | None:
    """Find the first of some programs; a variable in the environment goes before what is installed."""
    return os.environ.get(variable) or next((path for name in names if (path := shutil.which(name))), None)


def chromium() -> str:
    """Find Chromium: an installed one, or the one that Playwright has fetched."""
    found = find(CHROMIUM, variable="SAMSKAP_CHROMIUM") or _playwrights_chromium()
    if not found:
        raise Missing("No Chromium. `make machine` installs it, or says what it would take.")
    return found


def firefox() -> str:
    """Find Firefox."""
    found = find(FIREFOX, variable="SAMSKAP_FIREFOX")
    if not found:
        raise Missing("No Firefox. `make machine` installs it, or says what it would take.")
    return found


def redis() -> str:
    """Find Valkey or Redis."""
    found = find(REDIS, variable="SAMSKAP_REDIS")
    if not found:
        raise Missing("No Redis or Valkey server. `make machine` installs it, or says what it would take.")
    return found


def libreoffice() -> str:
    """Find LibreOffice, which reads our Excel files as an organiser without Excel does."""
    found = find(LIBREOFFICE, variable="SAMSKAP_LIBREOFFICE")
    if not found:
        raise Missing("No LibreOffice. `make machine` installs it, or says what it would take.")
    return found


def pango() -> None:
    """See that Pango is there, the library that PDF is made with. Another process looks: a failed try is remembered."""
    looked = subprocess.run([sys.executable, "-c", "import weasyprint"], capture_output=True, check=False)
    if looked.returncode:
        raise Missing("No Pango. `make machine` installs it, or says what it would take.")


def _playwrights_chromium() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if os.path.exists(path) else None  # noqa: PTH110
