"""A whole unconference, from the badges to the report, with the acts of the demo."""

from collections import Counter

import pytest
from django.utils import timezone

from samskap.cards.models import Placement
from samskap.circles.models import Choice, Circle, Seat
from samskap.demo.day import Day
from samskap.demo.invent import invent
from samskap.followups.actions import begin
from samskap.followups.models import Commitment
from samskap.gatherings.models import Block, Participation
from samskap.printing.actions import hand_out_shapes
from samskap.testing.whole_day import WholeDay

SHAPES = ("triangle", "square", "circle")


@pytest.mark.long
@pytest.mark.timeout(400)
@pytest.mark.mission("U1", "U2", "U3", "U4", "U5", "U6", "U8", "U9", "U10", "U11", "U12", "G6", "G7", "G11", "G12")
@pytest.mark.parametrize("number", [25, pytest.param(61, marks=pytest.mark.sqlite)])
def test_an_unconference_goes_from_badges_to_a_report(db: None, number: int) -> None:
    invented = invent("unconference", number=number)
    gathering = invented.gathering
    day = WholeDay(Day(gathering, invented.tale), join_path=f"/j/{gathering.join_token}/", desk_pass=invented.own_desk)
    day.come_in(invented.guests)
    hand_out_shapes(gathering, SHAPES)

    kinds = [block.kind for block in day.play()]

    assert not day.refused, day.refused
    assert kinds == [block.kind for block in gathering.blocks.all()]
    people = number - 1
    assert Participation.objects.filter(gathering=gathering).count() == people

    # U1, U2: threes with three shapes, then sixes that are two of them; everybody had a seat on both steps
    ladder = gathering.blocks.get(kind="ladder")
    for step, size in ((2, 3), (3, 6)):
        circles = Circle.objects.filter(block=ladder, rung__step=step)
        seats = Seat.objects.filter(circle__in=circles)
        assert seats.values("person").distinct().count() == people
        sizes = Counter(seats.values_list("circle", flat=True))
        assert {size - 1, size, size + 1} >= set(sizes.values()) or people % 6
    assert Choice.objects.filter(circle__block=ladder, circle__closed_at=None, place=1).exists()

    # U3, U4: what groups put first hangs on the wall, and what got most dots has a place there too
    hanging = Placement.objects.filter(gathering=gathering, room__isnull=False)
    assert {one.round for one in hanging} == {1, 2}
    dots = gathering.blocks.get(kind="dots")
    assert dots.dots.values("by").distinct().count() > people / 2

    # U5, U6, U8: two rounds of work with answers
    for block in gathering.blocks.filter(kind="sessions"):
        assert Seat.objects.filter(block=block).values("person").distinct().count() >= people * 0.8

    # U9, G12: what each will do is asked about; what is private is not told
    gathering.refresh_from_db()
    begin(gathering, now=timezone.now())
    assert Commitment.objects.filter(gathering=gathering, sort="micro-action").count() > people / 2

    # U12, G11: the report writes itself
    page = next(iter(day.phones.values())).get(f"/g/{gathering.slug}/report/").content.decode()
    for kind in ("ladder", "pitches", "dots", "sessions", "harvest", "microactions", "reflections"):
        assert f'data-kind="{kind}"' in page
    first = Block.objects.get(gathering=gathering, kind="pitches").turns.order_by("started_at")[0]
    assert first.card.text in page
