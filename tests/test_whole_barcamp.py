"""A whole BarCamp, from the empty wall to the report, with the acts of the demo."""

import re

import pytest
from django.test import Client

from samskap.cards.models import Card, Placement
from samskap.circles.models import Circle, Seat
from samskap.demo.day import Day
from samskap.demo.invent import Invented, invent
from samskap.gatherings.consents import give_consent
from samskap.gatherings.models import Block, Gathering, Participation, Purpose
from samskap.reports.actions import show_names
from samskap.testing.whole_day import WholeDay

PEOPLE = 30  # with the visitor: enough for five groups of six


@pytest.fixture
def invented(db: None) -> Invented:
    return invent("barcamp", number=PEOPLE)


@pytest.fixture
def whole_day(invented: Invented) -> WholeDay:
    day = WholeDay(
        Day(invented.gathering, invented.tale),
        join_path=f"/j/{invented.gathering.join_token}/",
        desk_pass=invented.own_desk,
    )
    day.come_in(invented.guests)
    return day


@pytest.mark.long
@pytest.mark.timeout(300)
@pytest.mark.mission("B1", "B2", "B3", "B4", "B5", "B6", "B7", "B8", "B9", "G2", "G3", "G8", "G11")
def test_a_barcamp_goes_from_an_empty_wall_to_a_report(invented: Invented, whole_day: WholeDay) -> None:
    gathering = invented.gathering
    kinds = [block.kind for block in whole_day.play()]

    assert not whole_day.refused, whole_day.refused
    assert kinds == [block.kind for block in gathering.blocks.all()]

    # B1: people from several organisations, one place left for a visitor
    people = Participation.objects.filter(gathering=gathering)
    assert people.count() == PEOPLE - 1
    assert people.values("organisation").distinct().count() > 5

    # B3, B4: notes were written, presented, and hang on the wall in a room and a round
    assert Card.objects.filter(block__kind="notes", block__gathering=gathering).count() >= PEOPLE
    hanging = Placement.objects.filter(gathering=gathering, room__isnull=False)
    assert hanging.count() >= 4
    assert {placement.round for placement in hanging} == {1, 2, 3}

    # B6, B8: in every round there were groups with somebody in them, most with a note-taker
    for block in gathering.blocks.filter(kind="sessions"):
        groups = Circle.objects.filter(block=block, seats__isnull=False).distinct()
        assert groups.count() >= 2
        assert groups.filter(note_taker__isnull=False).count() >= groups.count() / 2
        sat = Seat.objects.filter(block=block).values("person").distinct().count()
        assert sat >= people.count() * 0.8

    # G3: the day is over for everybody at once
    gathering.refresh_from_db()
    assert gathering.closed_at is not None
    assert gathering.on_stage is None

    # B7, G11: the report stands, with what was said in it
    _the_report_holds_the_day(gathering, whole_day)
    _the_report_shows_first_names_or_none(gathering, whole_day)


def _the_report_shows_first_names_or_none(gathering: Gathering, whole_day: WholeDay) -> None:
    Participation.objects.filter(gathering=gathering).update(first_name="Fornavnet", last_name="Etternavnet")

    give_consent(Participation.objects.filter(gathering=gathering).earliest("pk"), Purpose.NAME)
    with_names = whole_day.desk.get(f"/g/{gathering.slug}/report/").content.decode()
    assert "Fornavnet" in with_names
    assert "Etternavnet" not in with_names

    show_names(gathering, names=False)
    without = whole_day.desk.get(f"/g/{gathering.slug}/report/").content.decode()
    assert "Fornavnet" not in without
    assert "Etternavnet" not in without


def _the_report_holds_the_day(gathering: Gathering, whole_day: WholeDay) -> None:
    phone = next(iter(whole_day.phones.values()))
    page = phone.get(f"/g/{gathering.slug}/report/").content.decode()
    parts = re.findall(r'data-kind="(\w+)"', page)
    for kind in ("round", "notes", "wall", "sessions", "harvest"):
        assert kind in parts
    assert gathering.burning_question in page
    for placement in Placement.objects.filter(gathering=gathering, room__isnull=False).select_related("card"):
        assert placement.card.text[:30] in page


@pytest.mark.mission("G3")
def test_a_visitor_who_comes_in_the_middle_is_where_everybody_is(invented: Invented, whole_day: WholeDay) -> None:
    for block in whole_day.play():
        if block.kind == "notes":
            break
    visitor = Client(headers={"sec-fetch-site": "same-origin"}, SERVER_NAME="localhost")
    page = visitor.post(
        f"/j/{invented.gathering.join_token}/", {"key": "visitor", "first_name": "Visitor"}, follow=True
    )
    block = Block.objects.get(gathering=invented.gathering, kind="notes")

    assert block.title in page.content.decode()
    assert whole_day.day.visitors() == 1
    assert Participation.objects.filter(gathering=invented.gathering).count() == PEOPLE
