"""How people use a round: most answer, a few pass, one thinks again."""

from collections.abc import Iterator

from samskap.gatherings.models import Block
from samskap.stage.rehearsal import Act, Scene


def play(scene: Scene) -> Iterator[Act]:
    """Answer in the order of the tale: what is said at the beginning first, what is said at the end in later rounds."""
    earlier = Block.objects.filter(
        gathering=scene.block.gathering_id, kind=scene.block.kind, position__lt=scene.block.position
    )
    texts = scene.tale.check_out if earlier.exists() else scene.tale.check_in
    scale = scene.block.setting("form") == "scale"
    for number, person in enumerate(scene.people[: len(texts) + len(texts) // 8]):
        if number % 9 == 8:
            yield Act(person, "pass")
        elif scale:
            yield Act(person, "answer", {"value": (3, 4, 5, 4, 2, 5, 3, 1)[number % 8]})
        else:
            yield Act(person, "answer", {"text": texts[number - number // 9]})
