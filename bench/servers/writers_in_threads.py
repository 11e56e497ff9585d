"""So many threads that each write notes at the same moment, with our writer or as plain Django does; prints JSON.

Run as ``python -m bench.servers.writers_in_threads queue|plain PEOPLE NOTES``, with a data directory of its own.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samskap.settings")

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connections  # noqa: E402
from django.utils import timezone  # noqa: E402

from samskap.activities.notes.actions import write_note  # noqa: E402
from samskap.gatherings import actions  # noqa: E402
from samskap.gatherings.models import Block, Gathering  # noqa: E402
from samskap.stage import remote  # noqa: E402
from samskap.writing import queue  # noqa: E402


def main(way: str, people: int, notes: int) -> None:
    """Make a gathering, let everybody write at once, and say how long each note took (seconds)."""
    call_command("migrate", verbosity=0)
    gathering = Gathering.objects.create(slug="benk", title="Benk", starts_at=timezone.now())
    block = Block.objects.create(gathering=gathering, kind="notes", title="Lapper", position=1, settings={"each": 50})
    remote.go_next(gathering, step=0)
    everybody = [actions.join(gathering, first_name=f"Nr. {number}") for number in range(people)]
    if way == "queue":
        queue.start()
    took: list[float] = []
    errors: list[str] = []
    start = threading.Barrier(people + 1)

    def sit_down(number: int) -> None:
        start.wait()
        for note in range(notes):
            began = time.monotonic()
            try:
                queue.write(lambda text=f"Lapp {number}.{note}": write_note(block, by=everybody[number], text=text))  # type: ignore[misc]
            except Exception as error:
                errors.append(repr(error))
            took.append(time.monotonic() - began)
        connections.close_all()

    threads = [threading.Thread(target=sit_down, args=[number]) for number in range(people)]
    for thread in threads:
        thread.start()
    start.wait()
    began = time.monotonic()
    for thread in threads:
        thread.join()
    seconds = time.monotonic() - began
    queue.stop()
    print(json.dumps({"took": took, "errors": errors, "seconds": seconds, "kept": block.cards.count()}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
