"""What can be asked about a round."""

from collections import Counter
from typing import Any

from django.db.models import QuerySet

from samskap.activities.round.models import Answer, Opening
from samskap.activities.round.questions import BANK
from samskap.cards.models import Card, CardQuerySet
from samskap.gatherings.models import Block, Participation

STEPS = range(1, 6)


def question_of(chosen: dict[str, Any]) -> str:
    """The organiser's own question, else the one from the bank."""
    return str(chosen["question"] or BANK.get(chosen["suggestion"], BANK["came"]))


def answers_in_words(block: Block) -> CardQuerySet:
    """The answers everybody may see, newest first, with their authors."""
    shown = Card.objects.filter(block=block).shown()
    return shown.select_related("by", "round_answer").order_by("-made_at", "-pk")


def hidden_answers(block: Block) -> CardQuerySet:
    """The answers the desk has hidden."""
    return Card.objects.filter(block=block, hidden_at__isnull=False, withdrawn_at=None).select_related("by")


def not_answered(block: Block) -> QuerySet[Participation]:
    """Those who are here and have neither answered nor passed."""
    here = Participation.objects.here().filter(gathering_id=block.gathering_id)
    return here.exclude(pk__in=Answer.objects.filter(block=block, by__isnull=False).values("by"))


def own_answer(block: Block, person: Participation) -> Answer | None:
    """What one person has answered."""
    return Answer.objects.filter(block=block, by=person).select_related("card").first()


def steps_of(block: Block, chosen: dict[str, Any], values: list[int]) -> list[tuple[str, int]]:
    """How many stand on each step of the scale, with what the ends mean."""
    counts = Counter(values)
    means = {1: chosen["low"], 5: chosen["high"]}
    return [(f"{step} – {means[step]}" if means.get(step) else str(step), counts[step]) for step in STEPS]


def is_opened(block: Block, chosen: dict[str, Any]) -> bool:
    """Whether all may see the answers now."""
    if chosen["shown"] == "reveal":
        return Opening.objects.filter(block=block).exists()
    return bool(chosen["shown"] == "at_once")
