"""What can be asked about a ladder."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, F, Min, Prefetch, Q, QuerySet

from samskap.activities.ladder.forms import STEPS, LadderSettings
from samskap.activities.ladder.models import Rung, Step
from samskap.cards.models import Card, CardQuerySet
from samskap.circles.models import Choice, Circle, Seat
from samskap.gatherings.models import Block, Participation


@dataclass(frozen=True)
class Planned:
    """A step as the organiser has planned it. A size of 1 is alone, 0 is everybody."""

    number: int
    size: int
    minutes: int
    top: int

    @property
    def has_groups(self) -> bool:
        """Whether people sit together on it."""
        return self.size != 1


def planned_steps(block: Block) -> list[Planned]:
    """The steps of a ladder, from the block's settings."""

    def chosen(name: str) -> int | None:
        value = block.settings.get(name, LadderSettings.base_fields[name].initial)
        return None if value in {None, ""} else int(value)

    steps = []
    for number in STEPS:
        size = chosen(f"size_{number}")
        if size is None:
            break
        steps.append(Planned(number, size, chosen(f"minutes_{number}") or 1, chosen(f"top_{number}") or 0))
    return steps


def step_on(block: Block) -> Step | None:
    """The step everybody is on."""
    return Step.objects.filter(block=block).order_by("-number").first()


@dataclass(frozen=True)
class Group:
    """A group on the ladder."""

    circle: Circle
    rung: Rung
    people: Sequence[Participation]
    ranked: Sequence[Choice]

    @property
    def is_ready(self) -> bool:
        """Whether the group has said so."""
        return self.rung.ready_at is not None


def groups_on(block: Block, step: int) -> list[Group]:
    """The groups of a step with their people and lists; a fixed number of queries."""
    seats = Seat.objects.select_related("person__organisation").order_by("person__first_name", "pk")
    choices = Choice.objects.select_related("card__by").order_by("place")
    circles = (
        Circle.objects.filter(block=block, rung__step=step)
        .select_related("rung", "speaker", "room")
        .prefetch_related(Prefetch("seats", seats.filter(left_at=None)), Prefetch("choices", choices))
        .order_by("number")
    )
    return [
        Group(one, one.rung, [seat.person for seat in one.seats.all()], _shown(one.choices.all())) for one in circles
    ]


def _shown(choices: QuerySet[Choice]) -> list[Choice]:
    return [one for one in choices if one.card.withdrawn_at is None and one.card.hidden_at is None]


def group_of(block: Block, person: Participation, step: int) -> Group | None:
    """The group a person sits in."""
    seats = Seat.objects.taken().filter(block=block, person=person, circle__rung__step=step)
    seat = seats.select_related("circle__rung", "circle__speaker", "circle__room").first()
    if seat is None:
        return None
    beside = Seat.objects.taken().filter(circle=seat.circle_id).select_related("person")
    people = [one.person for one in beside.order_by("person__first_name", "pk")]
    ranked = Choice.objects.filter(circle=seat.circle_id).select_related("card__by").order_by("place")
    return Group(seat.circle, seat.circle.rung, people, _shown(ranked))


def candidates(block: Block, group: Group) -> list[Card]:
    """What a group can choose from: what its smaller groups put first, in turn, and then what else its people wrote."""
    below = Q(choices__circle__rung__into=group.circle)
    mine = Q(by__in=[one.pk for one in group.people])
    found = ideas(block).annotate(
        carried=Min("choices__place", filter=below), carrier=Min("choices__circle__number", filter=below)
    )
    taken = [one.card_id for one in group.ranked]
    wanted = found.filter(mine | Q(carried__isnull=False)).exclude(pk__in=taken)
    return list(wanted.order_by(F("carried").asc(nulls_last=True), "carrier", "made_at", "pk"))


def ideas(block: Block) -> CardQuerySet:
    """All that has been written on the ladder and stands."""
    return Card.objects.filter(block=block).shown().select_related("by")


def own_ideas(block: Block, person: Participation) -> CardQuerySet:
    """What one person has written, newest first."""
    return Card.objects.filter(block=block, by=person, withdrawn_at=None).order_by("-made_at", "-pk")


@dataclass(frozen=True)
class Company:
    """A group in short: its number, how many are in it, and whether it is ready."""

    number: int
    people: int
    is_ready: bool


def company(block: Block, step: int) -> list[Company]:
    """The groups of a step that somebody is in, in short; one query."""
    taken = Count("circle__seats", filter=Q(circle__seats__left_at=None))
    rungs = Rung.objects.filter(circle__block=block, step=step).annotate(people=taken).filter(people__gt=0)
    rows = rungs.order_by("circle__number").values_list("circle__number", "people", "ready_at")
    return [Company(number, people, ready_at is not None) for number, people, ready_at in rows]


def writers(block: Block) -> int:
    """How many have written something."""
    return int(Card.objects.filter(block=block, withdrawn_at=None).aggregate(n=Count("by", distinct=True))["n"])


def people_here(block: Block) -> list[Participation]:
    """Those who are in the room."""
    return list(Participation.objects.here().filter(gathering_id=block.gathering_id))


def carried_by(block: Block) -> dict[int, list[str]]:
    """For each idea, the groups that carried it, smallest first: "3", then "2"."""
    rows = Choice.objects.filter(circle__block=block).order_by("circle__rung__step", "circle__number")
    found: dict[int, list[str]] = {}
    for card, number in rows.values_list("card_id", "circle__number"):
        found.setdefault(card, []).append(str(number))
    return found
