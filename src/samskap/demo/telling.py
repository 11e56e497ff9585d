"""What the demo says in the terminal: where to look, what happens, how it went."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, TextIO

import segno

if TYPE_CHECKING:
    from samskap.demo.day import Made
    from samskap.demo.director import Count

CLEAR = "\r\x1b[2K"


@dataclass(frozen=True)
class Addresses:
    """Where to look."""

    planning: str
    desk: str
    screen: str
    phone: str
    code: str
    report: str
    also: Sequence[tuple[str, str]] = ()  # more to look at, each with its name


class Telling:
    """Tells in one line what happens now, and keeps a line for what has been."""

    def __init__(self, out: TextIO | None = None) -> None:
        self.out = out or sys.stdout
        self._line = ""

    def say(self, text: str = "") -> None:
        """Say something that stays."""
        print(text, file=self.out, flush=True)

    def now(self, line: str) -> None:
        """Say what happens now; on a terminal the line is written over by the next."""
        self._line = line
        if self.out.isatty():
            print(f"{CLEAR}  {line[:118]}", end="", file=self.out, flush=True)

    def keep(self) -> None:
        """Let the last line stand."""
        if self._line:
            print(f"{CLEAR if self.out.isatty() else ''}  {self._line}", file=self.out, flush=True)
        self._line = ""

    def block(self, planned: datetime, title: str, made: "Made", visitors: int) -> None:
        """Say what has been made in a block so far."""
        parts = []
        if made.cards:
            parts.append(f"{_count(made.cards, 'card')} from {_count(made.people, 'person', 'people')}")
        elif made.people:
            parts.append(f"{_count(made.people, 'person', 'people')} took part")
        if made.moments > made.cards:
            parts.append(f"{made.moments} things done")
        if visitors:
            parts.append(f"{_count(visitors, 'visitor')} here")
        self.now(f"{planned:%H.%M}  {title:<34} {', '.join(parts)}".rstrip())

    def welcome(self, title: str, people: int, minutes: float, addresses: Addresses, *, lan: bool) -> None:
        """Say where to look, before it begins."""
        length = f"{minutes:.0f} minutes" if minutes >= 2 else f"{minutes * 60:.0f} seconds"
        self.say(f"\n{title}: {people} people, a whole day in about {length}. Ctrl-C ends it.\n")
        for name, address in (
            ("Planning", addresses.planning),
            ("Desk", addresses.desk),
            ("Screen", addresses.screen),
            ("Phone", addresses.phone),
        ):
            self.say(f"  {name:<10}{address}")
        self.say(f"  {'Code':<10}{addresses.code}\n")
        for name, address in addresses.also:
            self.say(f"  {name:<24}{address}")
        self.say()
        segno.make(addresses.phone, error="m").terminal(out=self.out, compact=True, border=2)
        if lan:
            self.say(f"  Join with your own phone, on the same network: you are number {people}.\n")
        else:
            self.say(f"  Join with the phone address in a browser on this machine: you are number {people}.")
            self.say("  With --lan, phones on the same network can come too.\n")

    def farewell(self, count: "Count", addresses: Addresses, log: str) -> None:
        """Say how it went, and where the report is. What went wrong is listed, never left out."""
        refused, failed = sum(count.refused.values()), sum(count.failed.values())
        self.say(f"\n  {count.done} things were done, {refused} refused, {failed} failed.")
        for kind, found in (("refused", count.refused), ("failed", count.failed)):
            for what, times in found.most_common(12):
                self.say(f"    {kind} {times} ×  {what}")
        if log:
            self.say(f"\n  The server's log:\n{log[-4000:]}")
        self.say(f"\n  Report    {addresses.report}")


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"
