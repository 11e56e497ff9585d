"""What the invented people do, block by block, whoever carries it out: over HTTP in the demo, at once in a test."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count
from django.utils import timezone

from samskap.cards.models import Card
from samskap.gatherings.models import Block, Gathering, Participation
from samskap.invented.tale import Tale
from samskap.journal.models import Moment
from samskap.stage.faces import expected_times
from samskap.stage.rehearsal import Act, Scene, acts_of
from samskap.stage.remote import following


@dataclass(frozen=True)
class Where:
    """Where a gathering is: its step, and the block on stage. ``has_next`` is false on the last block."""

    step: int
    block: Block | None
    has_next: bool
    has_ended: bool


@dataclass(frozen=True)
class Made:
    """What has been made in a block so far."""

    cards: int
    people: int
    moments: int


class Day:
    """One gathering, seen by those who act it out. It reads; only the server writes."""

    def __init__(self, gathering: Gathering, tale: Tale) -> None:
        self.gathering_id = gathering.pk
        self.slug = gathering.slug
        self.tale = tale
        self.cast: list[int] = []  # those we act for, in the order they came; a visitor is never among them

    def where(self) -> Where:
        """Look where everybody is now."""
        gathering = Gathering.objects.select_related("on_stage__source", "on_stage__gathering").get(
            pk=self.gathering_id
        )
        return Where(
            gathering.step, gathering.on_stage, following(gathering) is not None, gathering.closed_at is not None
        )

    def acts(self, block: Block) -> Iterator[Act]:
        """Yield what our people do in a block. Between two acts the first must have been carried out."""
        people = self.people()
        if people:
            yield from acts_of(Scene(block, people, self.tale))

    def people(self) -> Sequence[Participation]:
        """Our people, in the order they came."""
        here = {person.pk: person for person in Participation.objects.here().filter(pk__in=self.cast)}
        return [here[pk] for pk in self.cast if pk in here]

    def onward(self) -> Act | None:
        """What the facilitator presses to leave the block on stage; nothing when the day is over."""
        now = self.where()
        if now.has_ended:
            return None
        return Act(None, "remote/next" if now.has_next else "remote/end", {"step": now.step})

    def address(self, act: Act, block: Block | None) -> str:
        """Where an act is sent."""
        home = f"/g/{self.slug}"
        if act.verb.startswith("remote/"):
            return f"{home}/{act.verb}/"
        return f"{home}/b/{block.pk}/{act.verb}/" if block else f"{home}/"

    def made_in(self, block: Block) -> Made:
        """Count what has been made in a block."""
        cards = Card.objects.filter(block=block, withdrawn_at=None).aggregate(
            cards=Count("pk"), people=Count("by", distinct=True)
        )
        moments = Moment.objects.filter(block=block).exclude(by=None)
        people = moments.values("by").distinct().count()
        return Made(cards["cards"], max(people, cards["people"]), moments.count())

    def visitors(self) -> int:
        """How many real people have come."""
        return Participation.objects.here().filter(gathering=self.gathering_id).exclude(pk__in=self.cast).count()

    def planned_times(self) -> dict[int, datetime]:
        """When each block was planned to begin (local time)."""
        gathering = Gathering.objects.get(pk=self.gathering_id)
        blocks = list(gathering.blocks.all())
        now = timezone.now()
        return {one.key: timezone.localtime(one.planned_start) for one in expected_times(gathering, blocks, now)}

    def lengths(self) -> dict[int, int]:
        """How many minutes each block is planned to last."""
        return dict(Block.objects.filter(gathering=self.gathering_id).values_list("pk", "minutes"))
