"""Plenary harvest: groups present, people answer, and new topics are born (B7)."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from samskap.activities.harvest import actions
from samskap.activities.harvest.activity import ACTIVITY
from samskap.activities.harvest.models import Turn
from samskap.activities.harvest.queries import presenting, stories
from samskap.cards.actions import write_card
from samskap.cards.models import Card, Finding
from samskap.cards.placing import hang, topics
from samskap.circles.models import Circle, Seat
from samskap.circles.sheets import write_answer
from samskap.gatherings.access import Actor, Who
from samskap.gatherings.models import Block, Participation
from samskap.refusals import Refused, StaleStep
from samskap.testing.fixtures import send

pytestmark = pytest.mark.mission("B7")

PhoneOf = Callable[[Participation], Client]
DESK_ACTOR = Actor(frozenset({Who.FACILITATOR}))


@pytest.fixture
def work(on_stage: Callable[..., Block], aud: Participation, bjarne: Participation) -> Block:
    """Two groups have worked: Aud wrote for the bikes, Bjarne for the homework."""
    wall = on_stage("notes")
    peisestua, library = wall.gathering.rooms.order_by("position")
    hang(write_card(wall, text="Sykkelverksted", by=aud), room=peisestua, round=1)
    hang(write_card(wall, text="Leksehjelp", by=bjarne), room=library, round=1)
    work = on_stage("sessions", round=1, questions="Hva fant vi ut?")
    for circle, person in zip(Circle.objects.filter(block=work).order_by("number"), (aud, bjarne), strict=True):
        Seat.objects.create(block=work, circle=circle, person=person)
        Circle.objects.filter(pk=circle.pk).update(note_taker=person)
        write_answer(circle, number=1, text=f"{person.first_name} fant noe ut", version=0, by=person)
    return work


@pytest.fixture
def block(work: Block, on_stage: Callable[..., Block]) -> Block:
    return on_stage("harvest", source=work, minutes_each=2)


@pytest.fixture
def bikes(block: Block) -> Circle:
    return Circle.objects.get(card__text="Sykkelverksted")


@pytest.fixture
def homework(block: Block) -> Circle:
    return Circle.objects.get(card__text="Leksehjelp")


def on_now(block: Block) -> str:
    story = presenting(stories(block))
    return story.name if story else ""


def test_groups_present_one_after_another_with_a_clock_each(block: Block, bikes: Circle, homework: Circle) -> None:
    seen = []
    for after in (0, bikes.pk, homework.pk):
        actions.next_group(block, after=after)
        seen.append(on_now(block))

    assert seen == ["Sykkelverksted", "Leksehjelp", ""]
    assert [(one.ends_at - one.began_at).total_seconds() for one in Turn.objects.filter(block=block)] == [120, 120]


def test_of_two_who_press_next_group_at_once_one_moves_and_the_other_is_told(
    block: Block, bikes: Circle, homework: Circle
) -> None:
    actions.next_group(block, after=0)
    actions.next_group(block, after=bikes.pk)

    with pytest.raises(StaleStep):
        actions.next_group(block, after=bikes.pk)
    with pytest.raises(StaleStep):
        actions.present_group(block, circle=bikes, after=0)

    assert on_now(block) == "Leksehjelp"


def test_a_group_may_present_once_more(block: Block, bikes: Circle, homework: Circle, desk: Client) -> None:
    actions.next_group(block, after=0)
    actions.next_group(block, after=bikes.pk)

    assert send(desk, block, "present", circle=bikes.pk, after=homework.pk).status_code == 200

    assert on_now(block) == "Sykkelverksted"


def test_the_group_on_stage_gets_another_minute(block: Block, bikes: Circle, desk: Client) -> None:
    actions.next_group(block, after=0)
    before = Turn.objects.get(block=block).ends_at

    send(desk, block, "give-time", minutes=1)

    assert (Turn.objects.get(block=block).ends_at - before).total_seconds() == 60


def test_the_turn_ends_with_the_block(block: Block) -> None:
    actions.next_group(block, after=0)

    ACTIVITY.on_close(block)

    assert on_now(block) == ""


def test_what_the_group_wrote_is_there_for_all_to_see(
    block: Block, bjarne: Participation, phone_of: PhoneOf, desk: Client
) -> None:
    actions.next_group(block, after=0)

    for page in (phone_of(bjarne).get("/g/unge/"), desk.get("/g/unge/screen/")):
        assert "Aud fant noe ut" in page.content.decode()


def test_the_note_taker_says_what_came_out_and_can_change_it(
    block: Block, bikes: Circle, aud: Participation, phone_of: PhoneOf
) -> None:
    for text in ("Vi starter i mars", "Vi starter i april"):
        assert send(phone_of(aud), block, "result", circle=bikes.pk, text=text).status_code == 200

    assert [story.result and story.result.text for story in stories(block)] == ["Vi starter i april", None]
    assert [card.text for card in ACTIVITY.harvest(block)] == ["Vi starter i april"]


def test_others_do_not_say_it_for_the_group_but_the_desk_may(
    block: Block, bikes: Circle, bjarne: Participation, phone_of: PhoneOf, desk: Client
) -> None:
    assert send(phone_of(bjarne), block, "result", circle=bikes.pk, text="Nei").status_code == 403
    assert send(desk, block, "result", circle=bikes.pk, text="Fra papir").status_code == 200

    assert [story.result and story.result.text for story in stories(block)] == ["Fra papir", None]


def test_anybody_comments_and_takes_it_back(
    block: Block, bikes: Circle, bjarne: Participation, aud: Participation, phone_of: PhoneOf
) -> None:
    send(phone_of(bjarne), block, "comment", circle=bikes.pk, text="Jeg vil være med")
    card = stories(block)[0].comments[0]

    assert (card.text, card.by) == ("Jeg vil være med", bjarne)
    assert send(phone_of(aud), block, "withdraw", card=card.pk).status_code == 403
    assert send(phone_of(bjarne), block, "withdraw", card=card.pk).status_code == 200
    assert stories(block)[0].comments == []


def test_a_topic_born_here_is_hung_in_a_later_round_and_keeps_its_author(
    block: Block, bikes: Circle, bjarne: Participation, phone_of: PhoneOf, desk: Client
) -> None:
    send(phone_of(bjarne), block, "propose", circle=bikes.pk, text="Felles nøkkel")
    card = stories(block)[0].breakouts[0]
    room = block.gathering.rooms.earliest("position")
    assert [str(one.text) for one in ACTIVITY.radar(block)] != []

    assert send(desk, block, "place", card=card.pk, place=f"1:{room.pk}").status_code == 422
    assert send(desk, block, "place", card=card.pk, place=f"2:{room.pk}").status_code == 200

    assert [(one.card.text, one.card.by, one.room) for one in topics(block.gathering, round=2)] == [
        ("Felles nøkkel", bjarne, room)
    ]
    assert list(ACTIVITY.radar(block)) == []
    with pytest.raises(Refused):
        actions.withdraw(block, by=bjarne, card=card)


def test_two_new_topics_do_not_get_the_same_place(
    block: Block, bikes: Circle, aud: Participation, bjarne: Participation
) -> None:
    room = block.gathering.rooms.earliest("position")
    first = actions.propose_breakout(block, by=aud, circle=bikes, text="Felles nøkkel")
    second = actions.propose_breakout(block, by=bjarne, circle=bikes, text="Felles kalender")
    actions.place_breakout(block, card=first, place=(2, room))

    with pytest.raises(Refused):
        actions.place_breakout(block, card=second, place=(2, room))


@pytest.mark.parametrize("place", ["", "2", "2:", "x:y", "2:999999"])
def test_a_place_that_is_none_is_refused(
    block: Block, bikes: Circle, aud: Participation, desk: Client, place: str
) -> None:
    card = actions.propose_breakout(block, by=aud, circle=bikes, text="Felles nøkkel")

    assert send(desk, block, "place", card=card.pk, place=place).status_code == 422


@pytest.fixture
def race(block: Block, aud: Participation) -> Card:
    """A topic that hangs in round two."""
    card = write_card(block, text="Sykkelløp for alle", by=aud)
    hang(card, room=block.gathering.rooms.earliest("position"), round=2)
    return card


@pytest.fixture
def result(block: Block, bikes: Circle, aud: Participation) -> Card:
    return actions.write_result(block, actor=DESK_ACTOR, circle=bikes, text="Fem sykler i drift")


@pytest.mark.mission("U7")
def test_what_came_out_hangs_under_a_topic_of_the_next_round_and_its_group_finds_it_there(
    block: Block, race: Card, result: Card, desk: Client, aud: Participation, phone_of: PhoneOf,
    on_stage: Callable[..., Block],
) -> None:  # fmt: skip
    assert send(desk, block, "hang", card=result.pk, topic=race.pk).status_code == 200

    assert [finding.card for finding in race.findings.all()] == [result]
    page = phone_of(aud).get(f"/g/{block.gathering.slug}/").content.decode()
    assert f'id="later-{race.pk}"' in page
    assert "Fem sykler i drift" in page.partition(f'id="later-{race.pk}"')[2].partition("</li>")[0]

    on_stage("sessions", source=None, round=2, questions="Hva er målet?")
    page = phone_of(aud).get(f"/g/{block.gathering.slug}/").content.decode()
    assert "sessions-earlier" in page
    assert "Fem sykler i drift" in page


@pytest.mark.mission("U7")
def test_a_finding_moves_to_another_topic_and_is_taken_down(
    block: Block, race: Card, result: Card, desk: Client, aud: Participation
) -> None:
    other = write_card(block, text="Verksted hver uke", by=aud)
    hang(other, room=block.gathering.rooms.latest("position"), round=2)

    for topic, expected in ((race, [race]), (other, [other]), (None, []), (None, [])):
        assert send(desk, block, "hang", card=result.pk, topic=topic.pk if topic else "").status_code == 200
        assert [finding.topic for finding in Finding.objects.filter(card=result)] == expected


@pytest.mark.mission("U7")
def test_only_what_came_out_hangs_and_only_under_a_later_topic(
    block: Block, race: Card, result: Card, bikes: Circle, desk: Client, aud: Participation
) -> None:
    comment = actions.comment(block, by=aud, circle=bikes, text="Jeg blir med")

    assert send(desk, block, "hang", card=comment.pk, topic=race.pk).status_code == 409
    assert send(desk, block, "hang", card=result.pk, topic=bikes.card_id).status_code == 409
    assert not Finding.objects.exists()


@pytest.mark.mission("U7", "G11")
def test_the_report_says_where_a_finding_was_taken_on(block: Block, race: Card, result: Card) -> None:
    actions.hang_finding(block, card=result, topic=race)

    (told,) = ACTIVITY.report(block)["stories"]
    assert told.result.finding.topic == race


def test_a_face_costs_the_same_for_many_as_for_few(block: Block, bikes: Circle, aud: Participation) -> None:
    counts = []
    for many in (1, 30):
        for number in range(many):
            actions.comment(block, by=aud, circle=bikes, text=f"Bra {number}")
            actions.propose_breakout(block, by=aud, circle=bikes, text=f"Tema {number}")
        with CaptureQueriesContext(connection) as asked:
            ACTIVITY.shared(block, "desk")
        counts.append(len(asked))

    assert counts[0] == counts[1] <= 15


@pytest.mark.mission("G11")
def test_the_report_tells_what_came_out_and_what_was_born(block: Block, bikes: Circle, aud: Participation) -> None:
    actions.write_result(block, actor=DESK_ACTOR, circle=bikes, text="Vi starter i mars")
    actions.propose_breakout(block, by=aud, circle=bikes, text="Felles nøkkel")

    told = ACTIVITY.report(block)["stories"]

    assert [(one.name, one.result.text, [card.text for card in one.breakouts]) for one in told] == [
        ("Sykkelverksted", "Vi starter i mars", ["Felles nøkkel"])
    ]
