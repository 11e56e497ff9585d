"""What can be asked about reflections."""

from dataclasses import dataclass

from samskap.activities.reflections.models import Reflection
from samskap.cards.models import Card, CardQuerySet
from samskap.gatherings.models import Block, Participation


@dataclass(frozen=True)
class Line:
    """A question, and what one person has written and shared."""

    number: int
    question: str
    mine: Reflection | None


def lines_of(questions: list[str], block: Block, person: Participation) -> list[Line]:
    """The questions with a person's own thoughts."""
    own = {one.number: one for one in Reflection.objects.filter(block=block, by=person).select_related("card")}
    return [Line(number, question, own.get(number)) for number, question in enumerate(questions, start=1)]


def shared_cards(block: Block) -> CardQuerySet:
    """What has been shared, newest first."""
    shown = Card.objects.filter(reflection__block=block).shown()
    return shown.select_related("by", "reflection").order_by("-made_at", "-pk")


def writers(block: Block) -> int:
    """How many have written something, for whomever."""
    return Reflection.objects.filter(block=block).values("by").distinct().count()
