"""What can be asked about the queue."""

from dataclasses import dataclass

from django.db.models import F, Prefetch, Q, QuerySet

from samskap.activities.pitches.models import Turn
from samskap.cards.models import Card, CardQuerySet, Placement
from samskap.circles.models import Choice, Seat
from samskap.gatherings.models import Block, Participation
from samskap.stage.activity import harvest_of


@dataclass(frozen=True)
class Queue:
    """The queue as it stands: who is on, who waits, who has been (kø)."""

    on: Turn | None
    waiting: list[Turn]
    done: list[Turn]

    @property
    def coming(self) -> list[Turn]:
        """The next three."""
        return self.waiting[:3]

    @property
    def more(self) -> int:
        """How many wait after the next three."""
        return max(0, len(self.waiting) - 3)

    @property
    def presented(self) -> list[Turn]:
        """Those who have presented, or do so now, in order."""
        return [*self.done, *([self.on] if self.on else [])]

    @property
    def following(self) -> Turn | None:
        """The one who is next."""
        return self.waiting[0] if self.waiting else None

    @property
    def priority(self) -> tuple[int, int, int] | None:
        """Which priorities are presented now, how many have been (with the one that is on), and of how many."""
        here = self.on or self.following
        if here is None or here.priority is None:
            return None
        had = sum(turn.priority == here.priority for turn in self.presented)
        return here.priority, had, had + sum(turn.priority == here.priority for turn in self.waiting)

    @property
    def without_place(self) -> list[Turn]:
        """Those who have presented, and whose topics are not on the wall yet."""
        return [turn for turn in self.presented if not is_placed(turn.card)]


def queue_of(block: Block) -> Queue:
    """Look at the whole queue: two queries, however long it is."""
    turns = Turn.objects.filter(block=block, card__withdrawn_at=None)
    gathered = Card.objects.filter(withdrawn_at=None, hidden_at=None).select_related("by")
    everything = turns.select_related(
        "card__by", "card__placement__room", "card__merged_into__placement__room", "person__organisation", "circle"
    ).prefetch_related(Prefetch("card__gathered", gathered))
    rows = list(everything.order_by("position", "pk"))
    return Queue(
        next((turn for turn in rows if turn.state == "on"), None),
        [turn for turn in rows if turn.state == "waiting"],
        sorted((turn for turn in rows if turn.state == "done"), key=lambda turn: (turn.started_at, turn.pk)),
    )


def placement_of(card: Card) -> Placement | None:
    """Where a topic hangs or is parked, by itself or under its heading."""
    heading = card.merged_into or card
    return getattr(heading, "placement", None)


def is_placed(card: Card) -> bool:
    """Whether a topic has come to the wall."""
    return placement_of(card) is not None


def own_topics(block: Block, person: Participation) -> CardQuerySet:
    """The notes a person can get in line with: their own, from the source, that have not been presented."""
    taken = Turn.objects.filter(block=block).values("card")
    return harvest_of(block).filter(by=person).exclude(pk__in=taken)


def own_turns(block: Block, person: Participation) -> list[Turn]:
    """One person's turns, with where their topics are."""
    turns = Turn.objects.filter(block=block, person=person, card__withdrawn_at=None)
    return list(turns.select_related("card__placement__room", "card__merged_into__placement__room"))


def turns_of_group(block: Block, person: Participation) -> list[Turn]:
    """The turns that wait or are on for the group a person sits in, and that others than the person have."""
    seats = Seat.objects.taken().filter(person=person).values("circle")
    turns = Turn.objects.filter(block=block, circle__in=seats, done_at=None, card__withdrawn_at=None)
    return list(turns.exclude(person=person).select_related("card", "person", "circle").order_by("position", "pk"))


def chosen_by_groups(block: Block) -> QuerySet[Choice]:
    """What the groups of the source have on their lists: all first priorities by group, then the second …"""
    open_lists = Choice.objects.filter(circle__block=block.source_id, circle__closed_at=None)
    standing = open_lists.filter(card__in=Card.objects.filter(gathering=block.gathering_id).standing())
    return standing.select_related("card", "circle__leader").order_by("place", "circle__number")


def loose(queue: Queue) -> list[Card]:
    """The topics that have been presented and have no place yet."""
    return [turn.card for turn in queue.without_place]


def before(turn: Turn) -> int:
    """How many are before a turn that waits."""
    earlier = Q(position__lt=turn.position) | Q(position=turn.position, pk__lt=turn.pk)
    return Turn.objects.filter(earlier, block=turn.block_id, card__withdrawn_at=None, started_at=None).count()


def pitched(block: Block) -> CardQuerySet:
    """The topics of the queue, those who have been presented first."""
    shown: CardQuerySet = Card.objects.filter(turns__block=block).shown()
    return shown.order_by(F("turns__started_at").asc(nulls_last=True), "turns__position", "turns__pk")
