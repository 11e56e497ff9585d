"""How people use the wall: what is left is hung up, and everybody says what they support."""

from collections.abc import Iterator

from samskap.activities.wall.queries import is_asking, loose_topics
from samskap.cards.placing import wall_of
from samskap.gatherings.models import Block
from samskap.stage.rehearsal import Act, Scene


def play(scene: Scene) -> Iterator[Act]:
    """Hang up what is left, ask for support, and count the hands of those without a phone."""
    yield from _hang_the_rest(scene)
    if not is_asking(scene.block):
        yield Act(None, "ask", pause=2)
    yield from _support(scene)
    yield from _raise_hands(scene)


def _hang_the_rest(scene: Scene) -> Iterator[Act]:
    for card in list(loose_topics(scene.block)):
        free = wall_of(scene.block.gathering).free
        yield Act(None, "move", {"card": card.pk, "place": free[0].value if free else "parked"}, pause=1.2)


def _support(scene: Scene) -> Iterator[Act]:
    """Two in three support one, two or three topics; the first topics are the most wanted, as they often are."""
    headings = [
        place.placement.card_id for place in wall_of(scene.block.gathering, shown=True).taken if place.placement
    ]
    if not headings:
        return
    for number, person in enumerate(scene.people):
        for time in range(number % 4):
            wanted = (number * 7 + time * 5) % (len(headings) * 2)
            yield Act(person, "support", {"card": headings[wanted // 2 if wanted % 3 else 0]}, pause=0.2)


def _raise_hands(scene: Scene) -> Iterator[Act]:
    block = Block.objects.select_related("gathering").get(pk=scene.block.pk)
    taken = wall_of(block.gathering).taken
    if taken and taken[-1].placement:
        yield Act(None, "hands", {"card": taken[-1].placement.card_id, "count": 3})
