"""What can be asked about groups at work."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _

from samskap.activities.sessions.forms import ROLES, label_of
from samskap.activities.sessions.models import Help
from samskap.cards.models import TEXT_MAX, Card, Finding, Photo
from samskap.circles.models import Answer, Circle, Seat, Variant
from samskap.gatherings.models import Block, Participation
from samskap.stage.promising import Promise, date_in, key_of, named_in, sayings


@dataclass(frozen=True)
class Line:
    """One question of a group's sheet, with what has been answered."""

    number: int
    question: str
    answer: Answer | None

    @property
    def text(self) -> str:
        """What has been written; empty if nothing."""
        return self.answer.text if self.answer else ""

    @property
    def version(self) -> int:
        """The version of what has been written; 0 for nothing."""
        return self.answer.version if self.answer else 0

    @property
    def beside(self) -> list[Variant]:
        """Texts that met another and wait for somebody to look."""
        return list(self.answer.variants.all()) if self.answer else []


ICONS = {"leader": "flag", "timekeeper": "clock", "note_taker": "edit"}
TAKE = {"leader": _("I can lead"), "timekeeper": _("I can keep the time"), "note_taker": _("I can write")}


@dataclass(frozen=True)
class Role:
    """A role of a group, and who has it. ``over`` is whom one takes it from; 0 for nobody."""

    name: str
    holder: Participation | None
    over: int

    @property
    def label(self) -> str | Lazy:
        """What whoever has it is called."""
        return ROLES[self.name]

    @property
    def take(self) -> str | Lazy:
        """What somebody says who takes it."""
        return TAKE[self.name]

    @property
    def icon(self) -> str:
        """The icon beside it."""
        return ICONS[self.name]


@dataclass(frozen=True)
class Group:
    """A circle, as all faces show it."""

    circle: Circle
    people: list[Participation]
    roles: list[Role]
    sheet: list[Line]
    photos: list[Photo]
    help: Help | None
    ends_at: datetime | None
    paused_left: float | None
    been: list[Participation] = field(default_factory=list)

    @property
    def name(self) -> str:
        """What the group is about."""
        return label_of(self.circle)

    @property
    def earlier(self) -> list[Card]:
        """What came out of earlier talks and hangs under the topic (U7)."""
        if self.circle.card is None:
            return []
        hung = [finding.card for finding in self.circle.card.findings.all()]
        return [card for card in hung if card.withdrawn_at is None and card.hidden_at is None]

    @property
    def proposer(self) -> Participation | None:
        """Who proposed the topic, and so is asked first to lead."""
        return self.circle.card.by if self.circle.card else None

    @property
    def named(self) -> list[Participation]:
        """Those who have been here and have not been forgotten."""
        return [person for person in self.been if person.first_name]

    @property
    def shown_photos(self) -> list[Photo]:
        """Pictures nobody has taken away."""
        return [photo for photo in self.photos if photo.hidden_at is None]

    @property
    def leader(self) -> Participation | None:
        """Who leads the group."""
        return self.role("leader").holder

    @property
    def filled(self) -> int:
        """How many questions have an answer."""
        return sum(1 for line in self.sheet if line.text)

    @property
    def seats(self) -> int:
        """How many the room has seats for; 0 if it isn't known."""
        return self.circle.room.seats if self.circle.room else 0

    @property
    def is_crowded(self) -> bool:
        """Whether more people are here than the room has seats for."""
        return bool(self.seats) and len(self.people) > self.seats

    def role(self, name: str) -> Role:
        """The role with a name."""
        return next(role for role in self.roles if role.name == name)

    @property
    def note_taker(self) -> Participation | None:
        """Who has the pen."""
        return self.role("note_taker").holder

    @property
    def is_opening(self) -> bool:
        """Whether the group has not yet gone round and told what drives each."""
        return len(self.people) > 1 and self.circle.went_round_at is None

    @property
    def roles_filled(self) -> int:
        """How many roles somebody has."""
        return sum(1 for role in self.roles if role.holder)


def questions(chosen: Any) -> list[str]:
    """The questions of the summary sheet."""
    return [line.strip() for line in str(chosen).splitlines() if line.strip()][:12]


def circles(block: Block) -> Any:
    """The groups that are open, in order, with all a face needs: a fixed number of queries."""
    return (
        Circle.objects.filter(block=block, closed_at=None)
        .select_related("card__by", "room", "leader", "timekeeper", "note_taker", "speaker")
        .prefetch_related(
            Prefetch("seats", Seat.objects.select_related("person__organisation").order_by("sat_at", "pk")),
            Prefetch(
                "answers",
                Answer.objects.select_related("by").prefetch_related(
                    Prefetch("variants", Variant.objects.filter(settled_at=None).select_related("by"))
                ),
            ),
            Prefetch("photos", Photo.objects.select_related("by")),
            Prefetch("helps", Help.objects.filter(over_at=None).select_related("by")),
            "card__gathered__by",
            Prefetch("card__findings", Finding.objects.select_related("card")),
        )
    )


def groups(block: Block, asked: list[str]) -> list[Group]:
    """The groups of a block, as the faces show them."""
    return [_group(block, circle, asked) for circle in circles(block)]


def leaders_free(block: Block) -> QuerySet[Participation]:
    """Those who have said yes to leading a group, are here, and lead none."""
    leading = Circle.objects.filter(block=block, closed_at=None, leader__isnull=False).values("leader")
    return Participation.objects.here().leading().filter(gathering_id=block.gathering_id).exclude(pk__in=leading)


def group_of(block: Block, person: Participation, asked: list[str]) -> Group | None:
    """The group a person sits in now."""
    mine = circles(block).filter(seats__person=person, seats__left_at=None).first()
    return _group(block, mine, asked) if mine else None


def _group(block: Block, circle: Circle, asked: list[str]) -> Group:
    answers = {answer.number: answer for answer in circle.answers.all()}
    own_clock = circle.ends_at is not None
    here = [seat.person for seat in circle.seats.all() if seat.left_at is None and seat.person.left_at is None]
    return Group(
        circle=circle,
        people=here,
        roles=[_role(circle, name) for name in ROLES],
        sheet=[Line(number, question, answers.get(number)) for number, question in enumerate(asked, 1)],
        photos=list(circle.photos.all()),
        help=next(iter(circle.helps.all()), None),
        ends_at=circle.ends_at if own_clock else block.ends_at,
        paused_left=circle.paused_left if own_clock else block.paused_left,
        been=list({seat.person_id: seat.person for seat in circle.seats.all()}.values()),
    )


def _role(circle: Circle, name: str) -> Role:
    """A role that was left by somebody who has gone home counts as free."""
    who: Participation | None = getattr(circle, name)
    return Role(name, None if who is None or who.left_at else who, who.pk if who else 0)


def people_without_group(block: Block) -> Any:
    """Those who are here and sit in no group."""
    seated = Seat.objects.filter(block=block, left_at=None).values("person")
    return Participation.objects.here().filter(gathering_id=block.gathering_id).exclude(pk__in=seated)


def own_topics(block: Block, person: Participation) -> Any:
    """Open groups whose topic a person proposed."""
    return Circle.objects.filter(block=block, closed_at=None, card__by=person).select_related("card", "room")


def promised(block: Block, number: int) -> Iterator[Promise]:
    """What groups answered to the question about who does what, dissolved groups too: three questions in all.

    A group's own people are looked for by name first. Where nobody is named, it is the leader's to remember.
    """
    answers = (
        Answer.objects.filter(circle__block=block, number=number)
        .exclude(text="")
        .select_related("circle__card", "circle__leader", "circle__note_taker")
        .prefetch_related(Prefetch("circle__seats", Seat.objects.select_related("person__organisation")))
        .order_by("circle__number")
    )
    everybody = list(block.gathering.people.came().select_related("organisation"))
    day = timezone.localtime(block.opened_at or block.gathering.starts_at).date()
    for answer in answers:
        circle: Any = answer.circle
        group = {seat.person_id: seat.person for seat in circle.seats.all()}.values()
        lead = circle.leader or circle.note_taker
        for text in sayings(answer.text):
            yield Promise(
                key=key_of(answer.pk, text),
                text=text[:TEXT_MAX],
                keepers=named_in(text, group) or named_in(text, everybody) or ([lead] if lead else []),
                due=date_in(text, after=day),
                card=circle.card,
                circle=circle,
            )


def is_in_use(circle: Circle) -> bool:
    """Whether people sit in a group, or have written or photographed something there."""
    found = Circle.objects.filter(pk=circle.pk).aggregate(
        seats=Count("seats", filter=Q(seats__left_at=None), distinct=True),
        answers=Count("answers", filter=~Q(answers__text=""), distinct=True),
        photos=Count("photos", distinct=True),
    )
    return any(found.values())
