"""The agenda wall: rooms and rounds, related topics together, enough support (B2, B4, B5)."""

from collections import Counter
from collections.abc import Callable

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samskap.activities.wall import actions
from samskap.activities.wall.activity import ACTIVITY
from samskap.activities.wall.models import Support
from samskap.activities.wall.queries import counted_wall, loose_topics, support_of
from samskap.cards import actions as cards
from samskap.cards.models import Card
from samskap.cards.placing import wall_of
from samskap.gatherings.access import Actor, Who
from samskap.gatherings.models import Block, Gathering, Participation, Room
from samskap.refusals import Refused
from samskap.stage.faces import shared_face
from samskap.stage.verbs import Spot
from samskap.testing.fixtures import send

FACILITATOR = Actor(frozenset({Who.FACILITATOR}))


@pytest.fixture
def notes(on_stage: Callable[..., Block]) -> Block:
    return on_stage("notes")


@pytest.fixture
def wall(on_stage: Callable[..., Block], notes: Block) -> Block:
    return on_stage("wall", source=notes, enough=2)


@pytest.fixture
def topics(notes: Block, wall: Block, aud: Participation, bjarne: Participation) -> list[Card]:
    said = [(aud, "Sykkelverksted"), (bjarne, "Fikse sykler sammen"), (aud, "Kveldskino")]
    return [cards.write_card(notes, text=text, by=person) for person, text in said]


@pytest.fixture
def rooms(gathering: Gathering) -> list[Room]:
    return list(gathering.rooms.all())


def place(wall: Block, card: Card, room: Room | None, number: int = 1) -> str:
    return str(actions.move_topic(wall, actor=FACILITATOR, card=card, place=Spot(room, number if room else 0)).text)


def hung(gathering: Gathering) -> dict[str, str]:
    return {f"{one.round}, {one.room.name}": one.heading.text for one in wall_of(gathering).taken if one.heading}


@pytest.mark.mission("B2")
def test_b2_the_wall_begins_as_an_empty_timetable_of_rooms_and_rounds(wall: Block, gathering: Gathering) -> None:
    face = shared_face(gathering.slug, "screen", "nb")

    assert [len(row) for _number, row in wall_of(gathering).rounds] == [2, 2, 2]
    assert "Peisestua" in face
    assert "Runde 3" in face


@pytest.mark.mission("B4")
def test_b4_related_topics_share_a_place_and_all_names_are_kept(
    wall: Block, gathering: Gathering, topics: list[Card], rooms: list[Room]
) -> None:
    place(wall, topics[0], rooms[0])
    said = place(wall, topics[1], rooms[0])

    heading = wall_of(gathering).taken[0].heading
    assert heading is not None
    assert heading.names == "Aud, Bjarne"
    assert "Sykkelverksted" in said
    assert [card.text for card in loose_topics(wall)] == ["Kveldskino"]


@pytest.mark.mission("B4", "U3")
def test_the_desk_sees_which_topics_look_alike_and_gathers_them_or_tells_them_apart(
    wall: Block, gathering: Gathering, topics: list[Card], rooms: list[Room], desk: Client
) -> None:
    Card.objects.filter(pk=topics[1].pk).update(text="Et verksted for sykler")
    place(wall, topics[0], rooms[0])
    page = desk.get("/g/unge/desk/").content.decode()
    assert f'id="alike-{topics[1].pk}-{topics[0].pk}"' in page

    assert send(desk, wall, "tell-apart", card=topics[1].pk, other=topics[0].pk).status_code == 200
    assert f'id="alike-{topics[1].pk}' not in desk.get("/g/unge/desk/").content.decode()


def test_gathered_topics_can_be_taken_apart_again(
    wall: Block, gathering: Gathering, topics: list[Card], rooms: list[Room]
) -> None:
    place(wall, topics[0], rooms[0])
    place(wall, topics[1], rooms[0])

    actions.part_topic(wall, card=topics[1])

    assert hung(gathering) == {"1, Peisestua": "Sykkelverksted", "1, Biblioteket": "Fikse sykler sammen"}


def test_taking_the_heading_out_leaves_the_others_where_they_hang(
    wall: Block, gathering: Gathering, topics: list[Card], rooms: list[Room]
) -> None:
    for card in topics:
        place(wall, card, rooms[0])

    actions.part_topic(wall, card=topics[0])

    assert hung(gathering) == {"1, Peisestua": "Fikse sykler sammen", "1, Biblioteket": "Sykkelverksted"}
    assert Card.objects.get(pk=topics[2].pk).merged_into == topics[1]


def test_a_heading_of_its_own_keeps_what_people_wrote(
    wall: Block, gathering: Gathering, topics: list[Card], rooms: list[Room]
) -> None:
    place(wall, topics[0], rooms[0])
    place(wall, topics[1], rooms[0])

    actions.name_heading(wall, card=topics[0], text="Sykkel")
    actions.name_heading(wall, card=topics[1], text="Alt om sykkel")

    heading = wall_of(gathering).taken[0].heading
    assert heading is not None
    assert heading.text == "Alt om sykkel"
    assert heading.names == "Aud, Bjarne"
    assert {one.text for one in heading.gathered.all()} == {"Sykkelverksted", "Fikse sykler sammen"}


def test_a_heading_goes_when_nothing_is_gathered_under_it_any_more(
    wall: Block, gathering: Gathering, topics: list[Card], rooms: list[Room]
) -> None:
    place(wall, topics[0], rooms[0])
    actions.name_heading(wall, card=topics[0], text="Sykkel")

    place(wall, topics[0], rooms[1], 2)

    assert hung(gathering) == {"2, Biblioteket": "Sykkelverksted"}
    assert "Sykkel" not in [card.text for card in loose_topics(wall)]


def test_a_topic_is_parked_and_brought_back(
    wall: Block, gathering: Gathering, topics: list[Card], rooms: list[Room]
) -> None:
    place(wall, topics[0], rooms[0])
    place(wall, topics[0], None)
    assert (hung(gathering), [one.card for one in wall_of(gathering).parked]) == ({}, [topics[0]])

    place(wall, topics[0], rooms[1], 3)
    assert (hung(gathering), wall_of(gathering).parked) == ({"3, Biblioteket": "Sykkelverksted"}, [])


def test_two_desks_that_hang_two_topics_on_each_other_lose_none(
    wall: Block, gathering: Gathering, topics: list[Card], rooms: list[Room], desk: Client
) -> None:
    place(wall, topics[0], rooms[0])
    place(wall, topics[1], rooms[1])

    send(desk, wall, "move", card=topics[0].pk, place=f"1:{rooms[1].pk}")
    send(desk, wall, "move", card=topics[1].pk, place=f"1:{rooms[0].pk}")

    assert sorted(standing(wall)) == sorted(card.text for card in topics)


@pytest.mark.mission("G3")
def test_people_move_their_own_topics_and_no_others(
    wall: Block, gathering: Gathering, topics: list[Card], bjarne: Participation, phone_of: Callable[..., Client]
) -> None:
    free = wall_of(gathering).free
    phone = phone_of(bjarne)

    assert send(phone, wall, "move", card=topics[0].pk, place=free[0].seen).status_code == 403
    assert send(phone, wall, "move", card=topics[1].pk, place=free[0].seen).status_code == 200
    assert hung(gathering) == {"1, Peisestua": "Fikse sykler sammen"}


def test_nobody_moves_what_others_have_gathered_with_theirs(
    wall: Block, topics: list[Card], rooms: list[Room], aud: Participation
) -> None:
    place(wall, topics[0], rooms[0])
    place(wall, topics[1], rooms[0])

    with pytest.raises(Refused):
        actions.move_topic(
            wall, actor=Actor(frozenset({Who.PARTICIPANT}), aud), card=topics[0], place=Spot(rooms[1], 2)
        )


def test_everybody_moves_everything_where_the_organiser_lets_them(
    on_stage: Callable[..., Block], gathering: Gathering, aud: Participation, bjarne: Participation,
    phone_of: Callable[..., Client],
) -> None:  # fmt: skip
    wall = on_stage("wall", hands="everybody")
    card = actions.write_topic(wall, by=aud, text="Sykkelverksted")

    answer = send(phone_of(bjarne), wall, "move", card=card.pk, place=wall_of(gathering).free[0].value)

    assert answer.status_code == 200
    assert "data-board" in shared_face(gathering.slug, "phone", "nb")


def test_taking_ones_topic_back_leaves_what_others_have_gathered_with_it(
    wall: Block, gathering: Gathering, topics: list[Card], rooms: list[Room], aud: Participation
) -> None:
    place(wall, topics[0], rooms[0])
    place(wall, topics[1], rooms[0])

    actions.withdraw_topic(wall, by=aud, card=topics[0])

    assert hung(gathering) == {"1, Peisestua": "Fikse sykler sammen"}


@pytest.mark.mission("B5")
class TestSupport:
    """Enough people for each topic."""

    @pytest.fixture(autouse=True)
    def asked(self, wall: Block) -> None:
        actions.ask_for_support(wall)

    def test_b5_support_is_counted_and_weak_topics_are_marked(
        self, wall: Block, topics: list[Card], rooms: list[Room], aud: Participation, bjarne: Participation
    ) -> None:
        place(wall, topics[0], rooms[0])
        place(wall, topics[2], rooms[1])
        for person in (aud, bjarne):
            actions.give_support(wall, by=person, card=topics[0])

        headings = [one.heading for one in counted_wall(wall).taken]

        assert [(one.supporters, one.is_weak) for one in headings] == [(2, False), (0, True)]  # type: ignore[union-attr]
        assert "Kveldskino" in [detail for signal in ACTIVITY.radar(wall) for detail in signal.details]

    def test_a_person_supports_a_topic_once(
        self, wall: Block, topics: list[Card], rooms: list[Room], aud: Participation, phone_of: Callable[..., Client]
    ) -> None:
        place(wall, topics[0], rooms[0])
        phone = phone_of(aud)

        answers = [send(phone, wall, "support", card=topics[0].pk).status_code for _ in range(3)]

        assert answers == [200, 200, 200]
        assert support_of(wall) == {topics[0].pk: 1}

    def test_gathered_topics_count_each_supporter_once_and_give_them_back_when_parted(
        self, wall: Block, topics: list[Card], rooms: list[Room], aud: Participation, bjarne: Participation
    ) -> None:
        place(wall, topics[0], rooms[0])
        place(wall, topics[1], rooms[1])
        actions.give_support(wall, by=aud, card=topics[0])
        for person in (aud, bjarne):
            actions.give_support(wall, by=person, card=topics[1])

        place(wall, topics[1], rooms[0])
        assert support_of(wall) == {topics[0].pk: 2}

        actions.part_topic(wall, card=topics[1])
        assert support_of(wall) == {topics[0].pk: 1, topics[1].pk: 2}

    def test_support_can_be_taken_back_while_it_is_asked_for(
        self, wall: Block, topics: list[Card], rooms: list[Room], aud: Participation
    ) -> None:
        place(wall, topics[0], rooms[0])
        actions.give_support(wall, by=aud, card=topics[0])
        actions.take_support_back(wall, by=aud, card=topics[0])
        assert support_of(wall) == {}

        actions.stop_asking(wall)
        with pytest.raises(Refused):
            actions.give_support(wall, by=aud, card=topics[0])

    @pytest.mark.mission("G10")
    def test_hands_in_the_room_count_beside_the_phones(
        self, wall: Block, topics: list[Card], rooms: list[Room], aud: Participation, desk: Client
    ) -> None:
        place(wall, topics[0], rooms[0])
        actions.give_support(wall, by=aud, card=topics[0])

        for count in (3, 4):
            assert send(desk, wall, "hands", card=topics[0].pk, count=count).status_code == 200

        assert support_of(wall) == {topics[0].pk: 5}

    def test_the_radar_sees_a_room_that_is_too_small(self, wall: Block, topics: list[Card], rooms: list[Room]) -> None:
        place(wall, topics[0], rooms[0])
        actions.count_hands(wall, card=topics[0], count=rooms[0].seats + 1)

        assert any("Peisestua" in str(signal.text) for signal in ACTIVITY.radar(wall))

    def test_whoever_is_forgotten_supports_nothing(
        self, wall: Block, topics: list[Card], rooms: list[Room], aud: Participation
    ) -> None:
        place(wall, topics[0], rooms[0])
        actions.give_support(wall, by=aud, card=topics[0])

        ACTIVITY.forget(aud)

        assert not Support.objects.filter(person=aud).exists()


@pytest.mark.mission("G10")
def test_a_topic_on_paper_is_typed_in_and_the_wall_is_printed(
    wall: Block, gathering: Gathering, bjarne: Participation, desk: Client
) -> None:
    send(desk, wall, "add", person=bjarne.pk, text="Kveldskino")

    sheets = desk.get(f"/g/{gathering.slug}/b/{wall.pk}/paper/").content.decode()

    assert [(card.by, card.text) for card in loose_topics(wall)] == [(bjarne, "Kveldskino")]
    assert all(word in sheets for word in ("Peisestua", "Biblioteket", "Runde 3", "Kveldskino", "<svg"))


def test_the_harvest_is_what_hangs_round_by_round(wall: Block, topics: list[Card], rooms: list[Room]) -> None:
    place(wall, topics[0], rooms[0], 2)
    place(wall, topics[2], rooms[1], 1)

    assert [card.text for card in ACTIVITY.harvest(wall)] == ["Kveldskino", "Sykkelverksted"]


def test_a_hidden_topic_leaves_the_screen_and_keeps_its_place(
    wall: Block, gathering: Gathering, topics: list[Card], rooms: list[Room], desk: Client
) -> None:
    place(wall, topics[0], rooms[0])
    cards.hide_card(topics[0])

    assert "Sykkelverksted" not in shared_face(gathering.slug, "screen", "nb")
    assert "Sykkelverksted" in shared_face(gathering.slug, "desk", "nb")
    assert len(wall_of(gathering).free) == 5


def standing(wall: Block) -> list[str]:
    """Everything people can find again: on the wall, under a heading, parked, or beside it."""
    whole = wall_of(wall.gathering)
    headings = [place.heading for place in whole.taken if place.heading] + [one.card for one in whole.parked]
    found = [*headings, *loose_topics(wall)]
    return [card.text for one in found for card in (one, *one.gathered.all()) if card.by_id]


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["hang", "park", "part", "name"]),
        st.integers(min_value=0, max_value=5),
        st.integers(min_value=0, max_value=1),
        st.integers(min_value=1, max_value=3),
    ),
    max_size=14,
)


@pytest.mark.mission("B4")
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_whatever_is_done_at_the_wall_each_topic_is_there_once(
    wall: Block, gathering: Gathering, rooms: list[Room], aud: Participation, acts: list[tuple[str, int, int, int]]
) -> None:
    Card.objects.filter(gathering=gathering).delete()
    topics = [cards.write_card(wall, text=f"Tema {number}", by=aud) for number in range(6)]
    for verb, number, room, round_ in acts:
        card = Card.objects.get(pk=topics[number].pk)
        try:
            if verb == "hang":
                place(wall, card, rooms[room], round_)
            elif verb == "park":
                place(wall, card, None)
            elif verb == "part":
                actions.part_topic(wall, card=card)
            else:
                actions.name_heading(wall, card=card, text="Overskrift")
        except Refused:
            continue

    assert Counter(standing(wall)) == Counter(card.text for card in topics)
    assert not Card.objects.filter(merged_into__merged_into__isnull=False).exists()
