"""Acting a gathering out: what simulated people do, for the demo, the rehearsal, screenshots and tests.

Each activity's ``demo.py`` has a function ``play(scene)`` that yields `Act`, one after another; between two of them
whatever the first did has been done, so that the next can be chosen from what is there. Who carries the acts out
decides how: over HTTP as phones do, or at once in the same process.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

from samskap.gatherings.models import Block, Participation
from samskap.invented.tale import Tale
from samskap.stage.activity import Unknown, activity_of


@dataclass(frozen=True)
class Act:
    """One thing somebody does. ``who`` is nobody for the desk; the verb "remote/next" is the remote control's next."""

    who: Participation | None
    verb: str
    values: Mapping[str, Any] = field(default_factory=dict)
    files: Mapping[str, Path] = field(default_factory=dict)
    pause: float = 1.0


@dataclass(frozen=True)
class Scene:
    """A block, those who are there, and the tale they tell."""

    block: Block
    people: Sequence[Participation]
    tale: Tale

    def somebody(self, number: int) -> Participation:
        """The person with a number, around and around."""
        return self.people[number % len(self.people)]


def acts_of(scene: Scene) -> Iterator[Act]:
    """Yield what people do in the scene's block; nothing for an activity in which there is nothing to do."""
    activity = activity_of(scene.block)
    if not isinstance(activity, Unknown):
        yield from import_module(f"{type(activity).__module__.rpartition('.')[0]}.demo").play(scene)
