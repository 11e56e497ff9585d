"""What can be asked about a harvest."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch

from samskap.activities.harvest.models import Kind, Turn, Word
from samskap.cards.models import Card, Finding, Photo, Placement
from samskap.circles.models import Answer, Circle, Seat
from samskap.gatherings.models import Block, Participation
from samskap.stage.activity import activity_of


@dataclass(frozen=True)
class Story:
    """What one group has to tell, and what is said about it."""

    circle: Circle
    people: list[Participation]
    sheet: list[tuple[str, str]]
    photos: list[Photo]
    result: Card | None
    comments: list[Card]
    breakouts: list[Card]
    turn: Turn | None

    @property
    def name(self) -> str:
        """What the group was about."""
        return self.circle.card.text if self.circle.card else self.circle.name

    @property
    def is_on(self) -> bool:
        """Whether the group presents now."""
        return self.turn is not None and self.turn.ended_at is None


def stories(block: Block) -> list[Story]:
    """What each group of the source has to tell, in order: a fixed number of queries."""
    if block.source_id is None:
        return []
    asked = _questions(block)
    circles = (
        Circle.objects.filter(block_id=block.source_id, closed_at=None)
        .select_related("card__by", "room", "note_taker")
        .prefetch_related(
            Prefetch("seats", Seat.objects.select_related("person__organisation").order_by("sat_at", "pk")),
            Prefetch("answers", Answer.objects.exclude(text="")),
            Prefetch("photos", Photo.objects.filter(hidden_at=None)),
            Prefetch("harvest_turns", Turn.objects.filter(block=block)),
            Prefetch(
                "harvest_words",
                Word.objects.filter(block=block).select_related(
                    "card__by", "card__placement__room", "card__gathering", "card__finding__topic"
                ),
            ),
        )
    )
    return [_story(circle, asked) for circle in circles]


def _questions(block: Block) -> list[str]:
    """What the groups were asked on their sheets."""
    if block.source is None:
        return []
    asked = activity_of(block.source).chosen(block.source).get("questions", "")
    return [line.strip() for line in str(asked).splitlines() if line.strip()]


def _story(circle: Circle, asked: list[str]) -> Story:
    rows: Any = circle
    words = [word for word in rows.harvest_words.all() if is_shown(word.card)]
    people = {seat.person_id: seat.person for seat in rows.seats.all()}
    return Story(
        circle=circle,
        people=list(people.values()),
        sheet=[
            (asked[answer.number - 1] if answer.number <= len(asked) else "", answer.text)
            for answer in rows.answers.all()
        ],
        photos=list(rows.photos.all()),
        result=next((word.card for word in words if word.kind == Kind.RESULT), None),
        comments=[word.card for word in words if word.kind == Kind.COMMENT],
        breakouts=[word.card for word in words if word.kind == Kind.BREAKOUT],
        turn=next(iter(rows.harvest_turns.all()), None),
    )


def is_shown(card: Card) -> bool:
    """Whether everybody may see a card."""
    stands = card.withdrawn_at is None and card.hidden_at is None
    return stands and (not card.gathering.approves_first or card.approved_at is not None)


def presenting(told: list[Story]) -> Story | None:
    """The group that presents now."""
    return next((story for story in told if story.is_on), None)


def round_of(block: Block) -> int:
    """Which round of the wall the harvest comes after; 0 if the source has none."""
    return int(block.source.setting("round", 1)) if block.source else 0


def later_topics(block: Block) -> list[Placement]:
    """The topics of the rounds to come, with what hangs under each."""
    hanging = Placement.objects.filter(
        gathering_id=block.gathering_id, round__gt=round_of(block), card__withdrawn_at=None, card__hidden_at=None
    )
    findings = Finding.objects.filter(card__withdrawn_at=None, card__hidden_at=None).select_related("card")
    return list(hanging.select_related("card", "room").prefetch_related(Prefetch("card__findings", findings)))


def own_words(block: Block, person: Participation) -> Any:
    """What a person has said in this harvest, newest first."""
    mine = Word.objects.filter(block=block, card__by=person, card__withdrawn_at=None)
    return mine.exclude(kind=Kind.RESULT).select_related("card__placement__room", "circle__card").order_by("-pk")


def groups_of(block: Block, person: Participation) -> list[Circle]:
    """The groups a person may write the result of: as note-taker or leader, or as anybody where nobody had the pen."""
    if block.source_id is None:
        return []
    been = Circle.objects.filter(block_id=block.source_id, closed_at=None, seats__person=person)
    circles = been.select_related("card", "room").distinct().order_by("number")
    return [circle for circle in circles if may_write(circle, person)]


def may_write(circle: Circle, person: Participation) -> bool:
    """Whether a person who has been in the group may say what came out of it."""
    return circle.note_taker_id is None or person.pk in {circle.note_taker_id, circle.leader_id}
