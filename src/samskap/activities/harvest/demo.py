"""How people use a harvest: each group says what came out, some want to join, and one or two new topics are born."""

from collections.abc import Iterator

from samskap.activities.harvest.models import Kind, Turn, Word
from samskap.activities.harvest.queries import groups_of, later_topics
from samskap.cards.placing import free_places
from samskap.circles.models import Circle
from samskap.gatherings.models import Participation
from samskap.invented.tale import Topic
from samskap.stage.rehearsal import Act, Scene

JOINS = (
    "Jeg vil gjerne være med på dette.",
    "Vi har et rom dere kan låne på tirsdager.",
    "Jeg kjenner noen i nabokommunen som har fått det til.",
    "Spør ungdomsrådet tidlig, ikke til slutt!",
    "Kan vi prøve det allerede i høst?",
    "Dette kan laget vårt stille opp på.",
)
BORN = ("Felles nøkkel til alle rommene", "Hvem kjører hvem hjem?", "En fast kveld der alle møtes")


def play(scene: Scene) -> Iterator[Act]:
    """Let one group after another present, from where the harvest is now."""
    circles = list(
        Circle.objects.filter(block=scene.block.source, closed_at=None).select_related("card").order_by("number")
    )
    turns = Turn.objects.filter(block=scene.block)
    had = set(turns.values_list("circle_id", flat=True))
    before = turns.filter(ended_at=None).values_list("circle_id", flat=True).first() or 0
    for place, circle in enumerate(circles):
        if circle.pk in had:
            continue
        yield Act(None, "next-group", {"after": before}, pause=3)
        before = circle.pk
        yield from _present(scene, circle, place)
    if before:
        yield Act(None, "next-group", {"after": before})
    yield from _find_places(scene)


def _present(scene: Scene, circle: Circle, place: int) -> Iterator[Act]:
    text = _topic(scene, circle, place).harvest
    writer = next((one for one in _members(scene, circle) if circle in groups_of(scene.block, one)), None)
    if place % 5 != 4:  # the fifth group forgets to write it down: the radar tells
        yield Act(writer, "result", {"circle": circle.pk, "text": text}, pause=2)
    for number in range(place % 3):
        listener = scene.somebody(place * 11 + number * 5)
        yield Act(listener, "comment", {"circle": circle.pk, "text": JOINS[(place + number * 2) % len(JOINS)]})
    yield from _hang(scene, circle, place)
    if place % 4 == 1:
        born = BORN[place // 4 % len(BORN)]
        yield Act(scene.somebody(place * 13), "propose", {"circle": circle.pk, "text": born})


def _hang(scene: Scene, circle: Circle, place: int) -> Iterator[Act]:
    """The desk hangs what came out under a topic of the next round, for two of three."""
    word = Word.objects.filter(block=scene.block, circle=circle, kind=Kind.RESULT).first()
    later = later_topics(scene.block)
    if word is not None and later and place % 3 != 2:
        yield Act(None, "hang", {"card": word.card_id, "topic": later[place % len(later)].card_id}, pause=1)


def _members(scene: Scene, circle: Circle) -> list[Participation]:
    seated = set(circle.seats.values_list("person_id", flat=True))
    return [person for person in scene.people if person.pk in seated]


def _topic(scene: Scene, circle: Circle, place: int) -> Topic:
    title = circle.card.text if circle.card else circle.name
    topics = scene.tale.topics
    return next((one for one in topics if one.title == title), topics[place % len(topics)])


def _find_places(scene: Scene) -> Iterator[Act]:
    """The desk finds the first new topic a free place in a later round; the others wait."""
    born = Word.objects.filter(
        block=scene.block, kind="breakout", card__placement=None, card__withdrawn_at=None
    ).first()
    round_done = int(scene.block.source.setting("round", 1)) if scene.block.source else 0
    free = free_places(scene.block.gathering, after_round=round_done)
    if born is not None and free:
        number, room = free[0]
        yield Act(None, "place", {"card": born.card_id, "place": f"{number}:{room.pk}"})
