"""Which gatherings can be seen. Nothing of Django is imported here: it is asked before there is a house."""

from dataclasses import dataclass

from samskap.demo.telling import Telling
from samskap.invented.barcamp import BARCAMP
from samskap.invented.tale import Tale
from samskap.invented.unconference import UNCONFERENCE


@dataclass(frozen=True)
class Offered:
    """A gathering that can be seen: what it is made from, what is said in it, and how many usually come."""

    words: str
    recipe: str
    tale: Tale
    number: int


OFFERED = {
    "barcamp": Offered("a BarCamp: those who come fill an empty wall", "barcamp-full-day", BARCAMP, 72),
    "barcamp-half-day": Offered("the same in half a day", "barcamp-half-day", BARCAMP, 72),
    "unconference": Offered(
        "an unconference: 1-3-6, pitches, dots and two work sessions", "unconference", UNCONFERENCE, 60
    ),
}


def choose(telling: Telling) -> str:
    """Ask which gathering to see; the first if nothing is answered."""
    names = list(OFFERED)
    telling.say("\nWhich gathering would you like to see?\n")
    for number, name in enumerate(names, start=1):
        telling.say(f"  {number}  {name:<18}{OFFERED[name].words}, {OFFERED[name].number} people")
    while True:
        answer = input(f"\nA number, or Enter for {names[0]}: ").strip()
        if not answer:
            return names[0]
        if answer in OFFERED:
            return answer
        if answer.isdecimal() and 1 <= int(answer) <= len(names):
            return names[int(answer) - 1]
        telling.say(f"There are {len(names)} to choose from.")
