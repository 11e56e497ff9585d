"""How people give dots: each to one of the first few; then the desk closes the vote and hangs the winner."""

from collections.abc import Iterator

from samskap.activities.dots.models import Dot
from samskap.activities.dots.queries import cards_of, result_of
from samskap.stage.rehearsal import Act, Scene


def play(scene: Scene) -> Iterator[Act]:
    """Give dots, unevenly, so that something wins; most people do."""
    cards = list(cards_of(scene.block).order_by("made_at", "pk"))
    if not cards:
        return
    had = set(Dot.objects.filter(block=scene.block).values_list("by", flat=True))
    for number, person in enumerate(scene.people):
        if number % 9 != 8 and person.pk not in had:
            card = cards[(number * number) % min(len(cards), 5)]
            yield Act(person, "give", {"card": card.pk}, pause=0.3)
    yield Act(None, "close", {}, pause=2)
    winner = next((line.card for line in result_of(scene.block) if line.is_first), None)
    if winner is not None:
        yield Act(None, "make-topic", {"card": winner.pk}, pause=2)
