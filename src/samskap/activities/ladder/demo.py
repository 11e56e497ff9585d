"""How people climb the ladder: they write alone, then each group agrees on a list and says that it is ready."""

from collections.abc import Iterator

from samskap.activities.ladder.queries import candidates, groups_on, planned_steps, step_on
from samskap.gatherings.models import Participation
from samskap.stage.rehearsal import Act, Scene


def play(scene: Scene) -> Iterator[Act]:
    """Go from the step the ladder is on to the last."""
    steps = planned_steps(scene.block)
    while (on := step_on(scene.block)) is not None:
        step = steps[on.number - 1]
        if not step.has_groups:
            yield from _write(scene)
        elif step.top:
            yield from _agree(scene, on.number, step.top)
        if on.number >= len(steps):
            return
        yield Act(None, "next-step", {"step": on.number}, pause=3)


def _write(scene: Scene) -> Iterator[Act]:
    for number, text in enumerate(scene.tale.notes):
        yield Act(scene.somebody(number * 7), "write", {"text": text}, pause=0.3)


def _agree(scene: Scene, number: int, top: int) -> Iterator[Act]:
    ours = {person.pk: person for person in scene.people}
    for group in groups_on(scene.block, number):
        members: list[Participation] = [ours[one.pk] for one in group.people if one.pk in ours]
        if not members:
            continue
        yield Act(members[0], "next-turn", {"after": 0}, pause=0.2)
        for place, card in enumerate(candidates(scene.block, group)[:top]):
            yield Act(members[place % len(members)], "rank", {"card": card.pk}, pause=0.4)
        listed = next((one for one in groups_on(scene.block, number) if one.circle == group.circle), group).ranked
        if len(listed) > 1 and group.circle.number % 3 == 0:  # some change their mind
            yield Act(members[-1], "rank", {"card": listed[1].card_id, "place": 0}, pause=0.3)
        if listed and group.circle.number % 7 != 5:  # one in seven forgets to say so
            yield Act(members[0], "ready", {}, pause=0.2)
