"""Pitches: everybody queues, presents a topic and hangs it on the wall (B4)."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from samskap.activities.pitches import actions
from samskap.activities.pitches.activity import ACTIVITY
from samskap.activities.pitches.models import Turn
from samskap.activities.pitches.queries import own_topics, queue_of
from samskap.cards import actions as cards
from samskap.cards.placing import wall_of
from samskap.gatherings.models import Block, Gathering, Participation
from samskap.refusals import Refused, StaleStep
from samskap.testing.fixtures import send

pytestmark = pytest.mark.mission("B4")


@pytest.fixture
def notes(on_stage: Callable[..., Block]) -> Block:
    return on_stage("notes")


@pytest.fixture
def block(on_stage: Callable[..., Block], notes: Block) -> Block:
    return on_stage("pitches", source=notes, seconds=60)


@pytest.fixture
def cecilie(join: Callable[..., Participation]) -> Participation:
    return join("Cecilie")


def line(block: Block) -> list[str]:
    return [turn.person.first_name for turn in queue_of(block).waiting if turn.person]


@pytest.fixture
def three(block: Block, aud: Participation, bjarne: Participation, cecilie: Participation) -> list[Turn]:
    said = {aud: "Sykkelverksted", bjarne: "Leksehjelp", cecilie: "Kveldskino"}
    return [actions.join_queue(block, by=person, text=text) for person, text in said.items()]


def test_b4_people_present_in_the_order_they_got_in_line(block: Block, three: list[Turn]) -> None:
    assert line(block) == ["Aud", "Bjarne", "Cecilie"]

    actions.start_pitch(block, turn=three[0])

    queue = queue_of(block)
    assert queue.on == three[0]
    assert line(block) == ["Bjarne", "Cecilie"]
    assert queue.on.ends_at == queue.on.started_at + timedelta(seconds=60)  # type: ignore[operator]


def test_a_note_from_before_can_be_presented_by_the_one_who_wrote_it(
    block: Block, notes: Block, aud: Participation, bjarne: Participation
) -> None:
    note = cards.write_card(notes, text="Sykkelverksted", by=aud)

    with pytest.raises(Refused):
        actions.join_queue(block, by=bjarne, card=note)
    turn = actions.join_queue(block, by=aud, card=note)

    assert turn.card == note
    assert list(own_topics(block, aud)) == []


def test_nobody_stands_in_line_twice(
    block: Block, aud: Participation, phone_of: Callable[[Participation], Client]
) -> None:
    phone = phone_of(aud)

    first = send(phone, block, "join", text="Sykkelverksted")
    second = send(phone, block, "join", text="Leksehjelp")

    assert (first.status_code, second.status_code) == (200, 409)
    assert line(block) == ["Aud"]
    assert block.cards.count() == 1


def test_the_database_keeps_the_line_in_order(block: Block, aud: Participation, three: list[Turn]) -> None:
    actions.start_pitch(block, turn=three[0])
    card = cards.write_card(block, text="Kveldskino", by=aud)

    with pytest.raises(IntegrityError), transaction.atomic():
        Turn.objects.create(block=block, card=card, started_at=timezone.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        Turn.objects.create(block=block, card=three[1].card, person=None)


def test_of_two_facilitators_who_press_start_one_starts_the_next(block: Block, three: list[Turn], desk: Client) -> None:
    answers = [send(desk, block, "start", turn=three[0].pk).status_code for _ in range(2)]

    assert answers == [200, 409]
    assert queue_of(block).on == three[0]
    assert len(queue_of(block).waiting) == 2


def test_starting_the_next_thanks_the_one_before(block: Block, three: list[Turn]) -> None:
    actions.start_pitch(block, turn=three[0])
    actions.start_pitch(block, turn=three[1])

    queue = queue_of(block)
    assert (queue.on, queue.done) == (three[1], [three[0]])


def test_thirty_seconds_more_count_from_now_when_the_time_is_out(block: Block, three: list[Turn]) -> None:
    actions.start_pitch(block, turn=three[0])
    Turn.objects.filter(pk=three[0].pk).update(ends_at=timezone.now() - timedelta(minutes=5))
    turn = Turn.objects.get(pk=three[0].pk)

    actions.lengthen_pitch(block, turn=turn)

    assert Turn.objects.get(pk=turn.pk).ends_at > timezone.now() + timedelta(seconds=20)  # type: ignore[operator]


def test_somebody_who_is_not_there_goes_to_the_end_and_keeps_their_topic(block: Block, three: list[Turn]) -> None:
    actions.start_pitch(block, turn=three[0])
    actions.skip_turn(block, turn=Turn.objects.get(pk=three[0].pk))

    queue = queue_of(block)
    assert queue.on is None
    assert line(block) == ["Bjarne", "Cecilie", "Aud"]
    assert queue.waiting[-1].card.text == "Sykkelverksted"


def test_one_can_let_others_go_first_and_leave(block: Block, three: list[Turn], aud: Participation) -> None:
    actions.let_one_go_first(block, by=aud)
    assert line(block) == ["Bjarne", "Aud", "Cecilie"]

    actions.leave_queue(block, by=aud)
    actions.leave_queue(block, by=aud)
    assert line(block) == ["Bjarne", "Cecilie"]


def test_the_last_in_line_has_nobody_to_let_first(block: Block, three: list[Turn], cecilie: Participation) -> None:
    with pytest.raises(Refused):
        actions.let_one_go_first(block, by=cecilie)


@pytest.mark.parametrize(("place", "expected"), [(0, "CAB"), (1, "ACB"), (99, "ABC")])
def test_the_desk_changes_the_order(block: Block, three: list[Turn], desk: Client, place: int, expected: str) -> None:
    assert send(desk, block, "reorder", turn=three[2].pk, place=place).status_code == 200

    assert "".join(name[0] for name in line(block)) == expected


def test_whoever_has_presented_hangs_the_topic_on_a_free_place(
    block: Block, gathering: Gathering, three: list[Turn], aud: Participation, phone_of: Callable[..., Client]
) -> None:
    actions.start_pitch(block, turn=three[0])
    place = wall_of(gathering).free[0]

    answer = send(phone_of(aud), block, "place", card=three[0].card_id, place=place.seen)

    assert answer.status_code == 200
    assert "Peisestua" in answer.content.decode()
    assert wall_of(gathering).taken[0].heading == three[0].card


def test_nobody_hangs_the_topic_of_somebody_else(
    block: Block, gathering: Gathering, three: list[Turn], bjarne: Participation, phone_of: Callable[..., Client]
) -> None:
    actions.start_pitch(block, turn=three[0])

    answer = send(phone_of(bjarne), block, "place", card=three[0].card_id, place=wall_of(gathering).free[0].seen)

    assert answer.status_code == 403
    assert wall_of(gathering).taken == []


def test_a_place_somebody_else_took_first_is_refused_and_nothing_is_lost(
    block: Block, gathering: Gathering, three: list[Turn], aud: Participation, bjarne: Participation,
    phone_of: Callable[..., Client],
) -> None:  # fmt: skip
    place = wall_of(gathering).free[0]
    for turn in three[:2]:
        actions.start_pitch(block, turn=turn)

    first = send(phone_of(aud), block, "place", card=three[0].card_id, place=place.seen)
    second = send(phone_of(bjarne), block, "place", card=three[1].card_id, place=place.seen)

    assert (first.status_code, second.status_code) == (200, 409)
    assert "Sykkelverksted" in second.content.decode()
    assert [turn.card.text for turn in queue_of(block).without_place] == ["Leksehjelp"]


def test_a_related_topic_is_gathered_and_all_names_are_kept(
    block: Block, gathering: Gathering, three: list[Turn], desk: Client
) -> None:
    for turn in three[:2]:
        actions.start_pitch(block, turn=turn)
    place = wall_of(gathering).free[0]
    send(desk, block, "place", card=three[0].card_id, place=place.value)

    answer = send(desk, block, "place", card=three[1].card_id, place=place.value)

    heading = wall_of(gathering).taken[0].heading
    assert heading is not None
    assert heading.names == "Aud, Bjarne"
    assert queue_of(block).without_place == []
    assert "Sykkelverksted" in answer.content.decode()


@pytest.mark.parametrize("place", ["", "1", "x:y", "1:999999", "9:1", "0:1", "1:²", "-1:1", "1:1:1:1"])
def test_a_place_that_is_not_on_the_wall_is_refused(block: Block, three: list[Turn], desk: Client, place: str) -> None:
    actions.start_pitch(block, turn=three[0])

    assert send(desk, block, "place", card=three[0].card_id, place=place).status_code == 422


@pytest.mark.mission("G10")
def test_the_desk_puts_somebody_without_a_phone_in_line(block: Block, bjarne: Participation, desk: Client) -> None:
    send(desk, block, "enqueue", person=bjarne.pk, text="Kveldskino")
    send(desk, block, "enqueue", text="Sykkelverksted")

    assert [(turn.person, turn.card.text) for turn in queue_of(block).waiting] == [
        (bjarne, "Kveldskino"),
        (None, "Sykkelverksted"),
    ]


def test_a_topic_waiting_for_approval_is_let_through_when_it_is_presented(
    block: Block, gathering: Gathering, three: list[Turn]
) -> None:
    gathering.approves_first = True
    gathering.save()
    assert list(ACTIVITY.harvest(block)) == []

    actions.start_pitch(block, turn=three[1])

    assert [card.text for card in ACTIVITY.harvest(block)] == ["Leksehjelp"]


def test_the_harvest_is_what_was_presented_first(block: Block, three: list[Turn]) -> None:
    actions.start_pitch(block, turn=three[2])

    assert [card.text for card in ACTIVITY.harvest(block)] == ["Kveldskino", "Sykkelverksted", "Leksehjelp"]


def test_the_radar_sees_presented_topics_without_a_place(block: Block, three: list[Turn]) -> None:
    for turn in three:
        actions.start_pitch(block, turn=turn)

    assert [signal.details for signal in ACTIVITY.radar(block)] == [["Sykkelverksted", "Leksehjelp"]]


def test_what_has_ended_stays_ended(block: Block, three: list[Turn]) -> None:
    with pytest.raises(StaleStep):
        actions.finish_pitch(block, turn=three[0])
    actions.start_pitch(block, turn=three[0])
    ACTIVITY.on_close(block)

    with pytest.raises(StaleStep):
        actions.skip_turn(block, turn=Turn.objects.get(pk=three[0].pk))
