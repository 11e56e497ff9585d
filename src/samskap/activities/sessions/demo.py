"""How people use work sessions: they spread unevenly, share the roles, write, move on, and one group needs help."""

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from PIL import Image, ImageDraw

from samskap.activities.sessions.forms import label_of
from samskap.activities.sessions.queries import leaders_free
from samskap.circles.models import Circle, Seat
from samskap.gatherings.models import Participation
from samskap.invented.tale import Topic
from samskap.stage.rehearsal import Act, Scene

PAPERS = ("#f8e3a1", "#cfe8c9", "#cfe0f3", "#f3d3e0")


def play(scene: Scene) -> Iterator[Act]:
    """Let people find their groups, then work in them for a while."""
    circles = list(Circle.objects.filter(block=scene.block, closed_at=None).select_related("card__by"))
    if not circles:
        return
    groups = _spread(scene, circles)
    for number in range(max(len(people) for people in groups.values())):
        for circle in circles:
            for person in groups[circle][number : number + 1]:
                yield Act(person, "go", {"circle": circle.pk}, pause=0.3)
    if leaders_free(scene.block).exists():
        yield Act(None, "share-leaders", {}, pause=2)
        groups = _seated(scene, circles)
    if scene.block.setting("opener"):
        yield from _go_round(circles, groups)
    for circle in circles:
        yield from _share_roles(circle, groups[circle])
    yield from _work(scene, circles, groups)


def _spread(scene: Scene, circles: list[Circle]) -> dict[Circle, list[Participation]]:
    """Proposers go to their own topic; of the others, more go to the first topics than to the last."""
    groups: dict[Circle, list[Participation]] = {circle: [] for circle in circles}
    by_proposer = {circle.card.by_id: circle for circle in circles if circle.card and circle.card.by_id}
    weights = [circle for place, circle in enumerate(circles) for _ in range(2 * len(circles) - place)]
    for number, person in enumerate(scene.people):
        if number % 31 == 30:
            continue  # somebody is still at the coffee
        groups[by_proposer.get(person.pk) or weights[number * 7 % len(weights)]].append(person)
    return groups


def _seated(scene: Scene, circles: list[Circle]) -> dict[Circle, list[Participation]]:
    """Who sits where now, the leader first."""
    by_key = {person.pk: person for person in scene.people}
    groups: dict[Circle, list[Participation]] = {}
    for circle in Circle.objects.filter(pk__in=[one.pk for one in circles]):
        keys = list(Seat.objects.filter(circle=circle, left_at=None).values_list("person_id", flat=True))
        keys.sort(key=lambda key: key != circle.leader_id)
        groups[circle] = [by_key[key] for key in keys if key in by_key]
    return groups


def _go_round(circles: list[Circle], groups: dict[Circle, list[Participation]]) -> Iterator[Act]:
    """All groups at once: each says what drives them, and taps for the next. The fifth group gets to work at once."""
    for number in range(max(len(people) for people in groups.values()) + 1):
        for place, circle in enumerate(circles):
            people = groups[circle]
            if len(people) < 2 or number > len(people):
                continue
            if place == 4 and number == 0:
                yield Act(people[0], "end-opener", {"circle": circle.pk, "after": 0}, pause=0.2)
            elif place != 4:
                before = people[number - 1] if number else people[0]
                after = before.pk if number else 0
                yield Act(before, "next-turn", {"circle": circle.pk, "after": after}, pause=0.2)


def _share_roles(circle: Circle, people: list[Participation]) -> Iterator[Act]:
    led = Circle.objects.filter(pk=circle.pk, leader__isnull=False).exists()
    for role, person in zip(("leader", "note_taker", "timekeeper"), people, strict=False):
        if role == "leader" and led:
            continue
        yield Act(person, "take-role", {"circle": circle.pk, "role": role, "over": 0}, pause=0.5)


def _work(scene: Scene, circles: list[Circle], groups: dict[Circle, list[Participation]]) -> Iterator[Act]:
    questions = 4
    for number in range(questions):
        for place, circle in enumerate(circles):
            answers = _answers(scene, circle, place)
            writer = groups[circle][1:2]
            if writer and number < len(answers) and (place % 4 or number < questions - 1):
                values = {"circle": circle.pk, "number": number + 1, "version": 0, "text": answers[number]}
                yield Act(writer[0], "answer", values, pause=1.2)
        yield from _meanwhile(number, circles, groups, scene)


def _meanwhile(
    number: int, circles: list[Circle], groups: dict[Circle, list[Participation]], scene: Scene
) -> Iterator[Act]:
    """What else happens while people write: feet, time, pictures and a call for help."""
    here, there = circles[number % len(circles)], circles[(number * 2 + 1) % len(circles)]
    if here != there and len(groups[here]) > 4:
        yield Act(groups[here].pop(), "go", {"circle": there.pk})
    busy = groups[there]
    if number == 1 and len(busy) > 2:
        yield Act(busy[2], "add-time", {"circle": there.pk, "minutes": 2})
    if number in {1, 3} and busy:
        values = {"circle": there.pk, "caption": "Lappene våre, sortert"}
        topic = _topic(scene, there, circles.index(there))
        yield Act(busy[0], "photo", values, files={"photo": picture_of_notes(topic, seed=number)})
    if number == 2 and groups[here]:
        yield Act(groups[here][0], "help", {"circle": here.pk})
        yield Act(None, "coming", {"circle": here.pk}, pause=4)
        yield Act(groups[here][0], "help-over", {"circle": here.pk}, pause=4)


def _answers(scene: Scene, circle: Circle, place: int) -> Sequence[str]:
    """What a group writes: what it finds out in the first round, and its plan in a later one (U8)."""
    topic = _topic(scene, circle, place)
    later = int(scene.block.setting("round", 1)) > 1
    return topic.plan if later and topic.plan else topic.answers


def _topic(scene: Scene, circle: Circle, place: int) -> Topic:
    """The tale's topic that a group works on; another one for a topic that somebody has made up."""
    title = label_of(circle)
    return next(
        (one for one in scene.tale.topics if one.title == title), scene.tale.topics[place % len(scene.tale.topics)]
    )


def picture_of_notes(topic: Topic, *, seed: int) -> Path:
    """Draw a picture of notes on a table, as a phone would have taken it."""
    table = Image.new("RGB", (1200, 900), "#8a6a4a")
    wood = ImageDraw.Draw(table)
    for line in range(0, 900, 18):
        wood.line([(0, line), (1200, line + seed * 9 % 14)], fill="#80613f" if line % 36 else "#947350", width=7)
    words = [word.strip(".,:;–«»()") for text in (topic.title, *topic.answers) for word in text.split()]
    long_ones = [word for word in words if len(word) > 6]
    for number in range(6):
        note = Image.new("RGBA", (300, 300), PAPERS[(number + seed) % len(PAPERS)])
        pen = ImageDraw.Draw(note)
        for row, word in enumerate(long_ones[number * 2 : number * 2 + 2] or ["…"]):
            pen.text((24, 60 + row * 80), word, fill="#26323a", font_size=38)
        turned = note.rotate((number * 37 + seed * 11) % 15 - 7, expand=True, resample=Image.Resampling.BICUBIC)
        table.paste(turned, (60 + number % 3 * 370, 80 + number // 3 * 390), turned)
    file = Path(tempfile.gettempdir()) / f"samskap-notes-{seed}-{abs(hash(topic.title)) % 10_000}.jpg"
    table.save(file, "JPEG", quality=80)
    return file
