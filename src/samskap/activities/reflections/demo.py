"""How people reflect: most write something for themselves, and one in three shares one thing."""

from collections.abc import Iterator

from samskap.activities.reflections.models import Reflection
from samskap.invented.unconference import REFLECTIONS
from samskap.stage.rehearsal import Act, Scene


def play(scene: Scene) -> Iterator[Act]:
    """Write, quietly; then share."""
    had = set(Reflection.objects.filter(block=scene.block).values_list("by", flat=True))
    for number, person in enumerate(scene.people):
        if number % 6 != 5 and person.pk not in had:
            text = REFLECTIONS[number % len(REFLECTIONS)]
            yield Act(person, "write", {"number": 1 + number % 2, "text": text}, pause=0.4)
            if number % 3 == 0:
                yield Act(person, "share", {"number": 1 + number % 2, "name": "yes" if number % 2 else ""}, pause=0.4)
