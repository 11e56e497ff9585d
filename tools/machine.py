"""See that this machine has what the tests use: browsers, Redis, LibreOffice and Pango. Install what is missing.

What is there is used. What is not is installed with apt where we may (root, or sudo without a password); Chromium can
also come from Playwright. Where nothing works, this says what a person must do, and stops: no test is skipped.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from typing import NamedTuple

from samskap.testing import programs


class Program(NamedTuple):
    """A program the tests use, or a library. ``packages`` are Debian's; ``variable`` can name another one."""

    name: str
    packages: tuple[str, ...]
    variable: str
    find: Callable[[], object]


NEEDED = (
    Program("Chromium", ("chromium",), "SAMSKAP_CHROMIUM", programs.chromium),
    Program("Firefox", ("firefox-esr",), "SAMSKAP_FIREFOX", programs.firefox),
    Program("Redis", ("redis-server",), "SAMSKAP_REDIS", programs.redis),
    Program("LibreOffice", ("libreoffice-calc-nogui",), "SAMSKAP_LIBREOFFICE", programs.libreoffice),
    Program("Pango", ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"), "", programs.pango),
)


def is_here(program: Program) -> bool:
    """Tell whether a program can be found."""
    try:
        program.find()
    except programs.Missing:
        return False
    return True


def install_with_apt(missing: list[Program]) -> None:
    """Install Debian packages, where we may."""
    may = [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]
    if not shutil.which("apt-get") or (may and not shutil.which("sudo")):
        return
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "-q", "--no-install-recommends"]
    if subprocess.run([*may, "apt-get", "update", "-q"], check=False, env=environment).returncode == 0:
        for program in missing:
            print(f"Installing {program.name} …", flush=True)
            subprocess.run([*may, *install, *program.packages], check=False, env=environment, stdout=subprocess.DEVNULL)


def install_with_playwright() -> None:
    """Let Playwright fetch its own Chromium."""
    subprocess.run([sys.executable, "-m", "playwright", "install", "--with-deps", "chromium"], check=False)


def main() -> int:
    """Look, install, look again."""
    missing = [program for program in NEEDED if not is_here(program)]
    if missing:
        install_with_apt(missing)
    if NEEDED[0] in missing and not is_here(NEEDED[0]):
        install_with_playwright()
    for program in (still := [program for program in missing if not is_here(program)]):
        by_path = f", or set {program.variable} to the path of one you have" if program.variable else ""
        print(
            f"{program.name} is missing. Install it (on Debian and Ubuntu: sudo apt-get install "
            f"{' '.join(program.packages)}){by_path}, and run this again.",
            file=sys.stderr,
        )
    return 1 if still else 0


if __name__ == "__main__":
    sys.exit(main())
