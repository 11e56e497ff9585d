"""Badges for a whole gathering, as the worker makes them."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time

from bench.figures import Figure, compared

NOTE = """## Badges

So many name badges with shape and QR code, ten on a sheet, as PDF that is tagged for accessibility: from the names to
the finished file, in a process that does nothing else. To load the programs (Django, WeasyPrint, Pango) is a figure of
its own: the worker has done so before. Memory is the most the process has held. More than 250 become several files."""

WANTED = {60: 4.0, 500: 40.0}  # seconds
MEMORY = 300.0  # MB


def make(number: int) -> None:
    """Make the badges, and say what it cost. Runs in a process of its own."""
    began = time.monotonic()
    os.environ["DJANGO_SETTINGS_MODULE"] = "samskap.settings"
    import django

    django.setup()
    from django.utils import translation

    from samskap.invented.guests import people
    from samskap.printing.badges import Who, draw
    from samskap.printing.choices import USUAL_SHAPES
    from samskap.printing.papers import PAPERS
    from samskap.printing.work import AT_ONCE, to_pdf

    translation.activate("nb")
    to_pdf("Tom", draw([Who("Aud")], paper=PAPERS["cut"], title="Tom"), lambda page: None)
    loaded = time.monotonic()
    badges = [
        Who(
            guest.first_name,
            guest.last_name,
            guest.organisation,
            guest.drive,
            shape=USUAL_SHAPES[place % len(USUAL_SHAPES)],
            link=f"/g/nordbygda/own/{place:048x}/",
        )
        for place, guest in enumerate(people(number))
    ]
    for begin in range(0, number, AT_ONCE):
        sheets = draw(badges[begin : begin + AT_ONCE], paper=PAPERS["cut"], title="BarCamp i Nordbygda")
        to_pdf("Navneskilt", sheets, lambda page: None)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(
        json.dumps(
            [loaded - began, time.monotonic() - loaded, most / 1024 * (1 if sys.platform != "darwin" else 1 / 1024)]
        )
    )


def measure(*, quick: bool = False) -> list[Figure]:
    """Make them in a process of their own, and say what it cost."""
    found: list[Figure] = []
    for number in (60,) if quick else (60, 500):
        child = [sys.executable, "-m", "bench.print_badges", str(number)]
        said = subprocess.run(child, check=True, capture_output=True, text=True).stdout
        loading, seconds, megabytes = json.loads(said.splitlines()[-1])
        found += [
            compared(f"{number} badges", seconds, "s", "wanted", WANTED[number]),
            compared(f"{number} badges, to load the programs and draw one", loading, "s", "", None),
            compared(f"{number} badges, memory", megabytes, "MB", "wanted", MEMORY),
        ]
    return found


if __name__ == "__main__":
    make(int(sys.argv[1]))
