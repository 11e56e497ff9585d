"""How people pitch: they get in line with what they care about, and put it on the wall when they have spoken."""

from collections.abc import Iterator

from samskap.activities.pitches.models import Turn
from samskap.activities.pitches.queries import own_topics, queue_of
from samskap.cards.placing import wall_of
from samskap.gatherings.models import Participation
from samskap.stage.rehearsal import Act, Scene


def play(scene: Scene) -> Iterator[Act]:
    """Let the topics of the tale be presented, one after another, and hung on the wall while there is room."""
    by_groups = scene.block.setting("order") == "priorities"
    for number, topic in enumerate(() if by_groups else scene.tale.topics):
        person = scene.somebody(number * 5 + 2)
        if not Turn.objects.filter(block=scene.block, card__text=topic.title).exists():
            yield Act(person, "join", _what(scene, person, topic.title), pause=0.7)
        if number >= 3:
            yield from _one_pitch(scene)
    while queue_of(scene.block).waiting:
        yield from _one_pitch(scene)
    yield from _finish(scene)


def _what(scene: Scene, person: Participation, title: str) -> dict[str, object]:
    note = own_topics(scene.block, person).filter(text=title).first()
    return {"card": note.pk} if note else {"text": title}


def _one_pitch(scene: Scene) -> Iterator[Act]:
    following = queue_of(scene.block).following
    if following is None:
        return
    if following.circle and not following.person and following.circle.number % 2:
        speaker = next(
            (one for one in scene.people if following.circle.seats.taken().filter(person=one).exists()), None
        )
        if speaker is not None:
            yield Act(speaker, "speak-for", {"turn": following.pk}, pause=0.3)
    yield Act(None, "start", {"turn": following.pk}, pause=2.5)
    free = wall_of(scene.block.gathering).free
    place = free[0].seen if free else "parked"
    yield Act(following.person, "place", {"card": following.card_id, "place": place}, pause=1.5)


def _finish(scene: Scene) -> Iterator[Act]:
    on = queue_of(scene.block).on
    if on is not None:
        yield Act(None, "finish", {"turn": on.pk})
