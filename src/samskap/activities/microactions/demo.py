"""How people use micro-actions: most write one, some for all to see, some for those they worked with."""

from collections.abc import Iterator

from samskap.activities.microactions.models import MicroAction
from samskap.invented.unconference import MICRO_ACTIONS
from samskap.stage.rehearsal import Act, Scene

SEEN = ("all", "me", "group", "all", "me")


def play(scene: Scene) -> Iterator[Act]:
    """Write one each, but for the few who would rather not."""
    had = set(MicroAction.objects.filter(block=scene.block).values_list("by", flat=True))
    for number, person in enumerate(scene.people):
        if number % 8 != 7 and person.pk not in had:
            text = MICRO_ACTIONS[number % len(MICRO_ACTIONS)]
            yield Act(person, "write", {"text": text, "seen_by": SEEN[number % len(SEEN)]}, pause=0.4)
