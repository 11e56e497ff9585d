"""Groups present what they put first, one after another; then what they put second; the rest hangs below."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from samskap.activities.pitches import actions
from samskap.activities.pitches.activity import ACTIVITY
from samskap.activities.pitches.models import Turn
from samskap.activities.pitches.queries import queue_of
from samskap.cards.models import Card, Placement, Unlike
from samskap.circles.models import Choice, Circle, Seat
from samskap.gatherings.models import Block, Gathering, Participation
from samskap.testing.fixtures import send

OnStage = Callable[..., Block]
Join = Callable[..., Participation]
PhoneOf = Callable[[Participation], Client]
pytestmark = pytest.mark.mission("U3")


@pytest.fixture
def groups(gathering: Gathering, on_stage: OnStage, join: Join) -> list[Circle]:
    """Three groups with somebody in each, and their lists; the second and the third agree on what comes first."""
    ladder = on_stage("notes")
    cards = {
        text: Card.objects.create(gathering=gathering, block=ladder, text=text)
        for text in ("Buss", "Rom", "Sykler", "Mat", "Lys", "Bål")
    }
    lists = (("Buss", "Rom", "Lys"), ("Sykler", "Mat"), ("Sykler", "Bål", "Rom"))
    made = []
    for number, texts in enumerate(lists, start=1):
        circle = Circle.objects.create(block=ladder, number=number)
        Seat.objects.create(block=ladder, circle=circle, person=join(f"Fra {number}"))
        for place, text in enumerate(texts, start=1):
            Choice.objects.create(circle=circle, card=cards[text], place=place)
        made.append(circle)
    return made


@pytest.fixture
def pitches(groups: list[Circle], on_stage: OnStage) -> Block:
    return on_stage("pitches", source=groups[0].block, order="priorities", depth=2)


def line(block: Block) -> list[tuple[str, int | None, str]]:
    return [(turn.card.text, turn.priority, turn.who) for turn in queue_of(block).waiting]


def test_first_priorities_come_first_in_turn_and_what_two_chose_once(pitches: Block) -> None:
    assert line(pitches) == [
        ("Buss", 1, "Gruppe 1"),
        ("Sykler", 1, "Gruppe 2"),
        ("Rom", 2, "Gruppe 1"),
        ("Mat", 2, "Gruppe 2"),
        ("Bål", 2, "Gruppe 3"),
    ]
    assert queue_of(pitches).priority == (1, 0, 2)


def test_what_the_groups_chose_besides_hangs_below_when_the_block_is_over(pitches: Block, on_stage: OnStage) -> None:
    for turn in queue_of(pitches).waiting:
        actions.start_pitch(pitches, turn=turn)

    on_stage("talk")

    parked = Placement.objects.filter(room=None)
    assert list(parked.values_list("card__text", flat=True)) == ["Lys"]


def test_it_can_be_left_in_the_report(groups: list[Circle], on_stage: OnStage) -> None:
    on_stage("pitches", source=groups[0].block, order="priorities", rest="leave")
    on_stage("talk")

    assert Placement.objects.count() == 0


def test_opened_again_the_line_follows_the_lists_as_they_are(
    pitches: Block, groups: list[Circle], gathering: Gathering
) -> None:
    actions.start_pitch(pitches, turn=queue_of(pitches).waiting[0])
    Choice.objects.filter(circle=groups[1]).delete()
    Choice.objects.create(circle=groups[1], card=Card.objects.get(text="Lys"), place=1)

    ACTIVITY.on_open(pitches)

    assert line(pitches) == [
        ("Lys", 1, "Gruppe 2"),
        ("Sykler", 1, "Gruppe 3"),
        ("Rom", 2, "Gruppe 1"),
        ("Bål", 2, "Gruppe 3"),
    ]


def test_one_of_the_group_presents_and_any_of_them_finds_the_place(
    pitches: Block, groups: list[Circle], phone_of: PhoneOf, gathering: Gathering, join: Join
) -> None:
    turn = Turn.objects.get(card__text="Buss")
    member, stranger = groups[0].seats.get().person, groups[1].seats.get().person
    beside = join("Ved siden")
    Seat.objects.create(block=groups[0].block, circle=groups[0], person=beside)

    assert send(phone_of(stranger), pitches, "speak-for", turn=turn.pk).status_code == 403
    assert send(phone_of(member), pitches, "speak-for", turn=turn.pk).status_code == 200
    assert send(phone_of(member), pitches, "speak-for", turn=turn.pk).status_code == 200
    assert send(phone_of(beside), pitches, "speak-for", turn=turn.pk).status_code == 409
    assert queue_of(pitches).waiting[0].who == "Fra 1"

    turn.refresh_from_db()
    actions.start_pitch(pitches, turn=turn)
    room = gathering.rooms.all()[0]
    place = f"1:{room.pk}:0"
    assert send(phone_of(stranger), pitches, "place", card=turn.card_id, place=place).status_code == 403
    assert send(phone_of(beside), pitches, "place", card=turn.card_id, place=place).status_code == 200
    assert Placement.objects.get(room=room).card.text == "Buss"


def test_the_desk_is_shown_which_topics_look_alike_and_gathers_them(
    pitches: Block, desk: Client, gathering: Gathering
) -> None:
    first, second = queue_of(pitches).waiting[:2]
    Card.objects.filter(pk=first.card_id).update(text="Tomme lokaler på tirsdager")
    Card.objects.filter(pk=second.card_id).update(text="Bruk av ledige lokale")
    room = gathering.rooms.all()[0]
    for turn in (first, second):
        Turn.objects.filter(pk=turn.pk).update(started_at=timezone.now(), done_at=timezone.now())
    Placement.objects.create(gathering=gathering, card=first.card, room=room, round=1)

    [alike] = ACTIVITY.shared(pitches, "desk")["alike"]
    assert (alike.card, alike.words) == (second.card, "lokaler")
    assert "Disse ligner" in desk.get("/g/unge/desk/").content.decode()
    assert send(desk, pitches, "place", card=alike.card.pk, place=alike.place.seen).status_code == 200

    second.card.refresh_from_db()
    assert second.card.merged_into == first.card
    assert ACTIVITY.shared(pitches, "desk")["alike"] == []


def test_topics_that_only_look_alike_are_told_apart_for_good(
    pitches: Block, desk: Client, gathering: Gathering
) -> None:
    first, second = queue_of(pitches).waiting[:2]
    Card.objects.filter(pk=first.card_id).update(text="Tomme lokaler på tirsdager")
    Card.objects.filter(pk=second.card_id).update(text="Bruk av ledige lokale")
    for turn in (first, second):
        Turn.objects.filter(pk=turn.pk).update(started_at=timezone.now(), done_at=timezone.now())
    Placement.objects.create(gathering=gathering, card=first.card, room=gathering.rooms.all()[0], round=1)
    assert len(ACTIVITY.shared(pitches, "desk")["alike"]) == 1

    for one, other in ((second, first), (first, second), (first, first)):
        answer = send(desk, pitches, "tell-apart", card=one.card_id, other=other.card_id)
        assert answer.status_code == 200

    assert ACTIVITY.shared(pitches, "desk")["alike"] == []
    assert Unlike.objects.count() == 1


def test_in_a_queue_nobody_else_is_lined_up(groups: list[Circle], on_stage: OnStage) -> None:
    block = on_stage("pitches", source=groups[0].block)

    assert (line(block), ACTIVITY.mine(block, groups[0].seats.get().person)["ours"]) == ([], [])
