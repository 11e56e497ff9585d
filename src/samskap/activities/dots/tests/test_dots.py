"""Everybody has so many dots, whatever they tap; and what is secret is kept nowhere."""

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as trying
from hypothesis import strategies as st

from samskap.activities.dots import actions
from samskap.activities.dots.activity import ACTIVITY
from samskap.activities.dots.forms import DotsSettings
from samskap.activities.dots.models import Dot, Tally
from samskap.activities.dots.queries import result_of
from samskap.cards import placing
from samskap.cards.actions import write_card
from samskap.cards.models import Card, Placement
from samskap.gatherings.models import Block, Gathering, Participation
from samskap.refusals import Refused
from samskap.stage.forgetting import forget
from samskap.testing.fixtures import send

OnStage = Callable[..., Block]
Join = Callable[..., Participation]
PhoneOf = Callable[[Participation], Client]
pytestmark = pytest.mark.mission("U4")


@pytest.fixture
def cards(gathering: Gathering, on_stage: OnStage) -> list[Card]:
    """Three cards that hang below the wall, and one that has a place on it."""
    notes = on_stage("notes")
    made = [write_card(notes, text=text, by=None) for text in ("Buss", "Rom", "Sykler", "Henger")]
    for card in made[:3]:
        placing.park(card)
    placing.hang(made[3], room=gathering.rooms.all()[0], round=1)
    return made


def tally(block: Block) -> list[tuple[str, int]]:
    return [(line.card.text, line.dots) for line in result_of(block)]


def test_the_card_with_most_dots_comes_first_and_becomes_a_topic_by_one_tap(
    cards: list[Card], on_stage: OnStage, join: Join, phone_of: PhoneOf, desk: Client, gathering: Gathering
) -> None:
    block = on_stage("dots", source=cards[0].block)
    for name, card in (("Aud", cards[1]), ("Berit", cards[1]), ("Chi", cards[2])):
        assert send(phone_of(join(name)), block, "give", card=card.pk).status_code == 200

    assert tally(block) == [("Rom", 2), ("Sykler", 1), ("Buss", 0)]
    assert send(desk, block, "close").status_code == 200
    answer = send(desk, block, "make-topic", card=cards[1].pk)

    assert "Det henger i Biblioteket, runde 1" in answer.content.decode()
    assert Placement.objects.get(card=cards[1]).room == gathering.rooms.get(name="Biblioteket")
    assert tally(block)[0] == ("Rom", 2)


def test_of_several_with_most_all_are_said_to_be_first(cards: list[Card], on_stage: OnStage, join: Join) -> None:
    block = on_stage("dots", source=cards[0].block, shown="live")
    for name, card in (("Aud", cards[0]), ("Berit", cards[2])):
        actions.give_dot(block, by=join(name), card=card)

    assert [line.card.text for line in ACTIVITY.shared(block, "screen")["first"]] == ["Buss", "Sykler"]


def test_a_dot_sent_twice_counts_once_and_nobody_gives_more_than_they_have(
    cards: list[Card], on_stage: OnStage, aud: Participation, phone_of: PhoneOf
) -> None:
    block = on_stage("dots", source=cards[0].block, each=3, per_card=2)
    phone = phone_of(aud)

    sent = [send(phone, block, "give", key=key, card=card.pk).status_code for key, card in (
        ("a", cards[0]), ("a", cards[0]), ("b", cards[0]), ("c", cards[0]), ("d", cards[1]), ("e", cards[2]),
    )]  # fmt: skip

    assert sent == [200, 200, 200, 409, 200, 409]
    assert tally(block) == [("Buss", 2), ("Rom", 1), ("Sykler", 0)]
    assert send(phone, block, "take-back", card=cards[0].pk).status_code == 200
    assert send(phone, block, "give", card=cards[2].pk).status_code == 200
    assert tally(block) == [("Buss", 1), ("Rom", 1), ("Sykler", 1)]


def test_what_has_a_place_gets_no_dots_unless_all_do(cards: list[Card], on_stage: OnStage, aud: Participation) -> None:
    block = on_stage("dots", source=cards[0].block)
    with pytest.raises(Refused):
        actions.give_dot(block, by=aud, card=cards[3])

    everything = on_stage("dots", source=cards[0].block, about="all")
    actions.give_dot(everything, by=aud, card=cards[3])
    assert tally(everything)[0] == ("Henger", 1)


@pytest.mark.parametrize("audience", ["phone", "desk", "screen"])
def test_the_numbers_are_hidden_until_the_vote_is_closed(
    cards: list[Card], on_stage: OnStage, aud: Participation, audience: Any
) -> None:
    block = on_stage("dots", source=cards[0].block)
    actions.give_dot(block, by=aud, card=cards[1])

    before = ACTIVITY.shared(block, audience)
    actions.close_vote(block)
    after = ACTIVITY.shared(block, audience)

    assert (before["numbers"], before["first"], [line.card.text for line in before["lines"]]) == (
        False, [], ["Buss", "Rom", "Sykler"]
    )  # fmt: skip
    assert ([line.card.text for line in after["first"]], after["voters"]) == (["Rom"], 1)
    with pytest.raises(Refused):
        actions.take_back(block, by=aud, card=cards[1])
    actions.open_vote(block)
    actions.take_back(block, by=aud, card=cards[1])
    assert ACTIVITY.shared(block, audience)["voters"] == 0


def test_names_stand_beside_the_cards_only_where_that_was_said(
    cards: list[Card], on_stage: OnStage, aud: Participation
) -> None:
    shown = {}
    for secrecy in ("named", "hidden", "detached"):
        block = on_stage("dots", source=cards[0].block, secrecy=secrecy)
        actions.give_dot(block, by=aud, card=cards[0])
        shown[secrecy] = [person.first_name for person in result_of(block)[0].names]

    assert shown == {"named": ["Aud"], "hidden": [], "detached": []}


def everything_kept() -> dict[str, list[dict[str, Any]]]:
    return {model._meta.label: list(model._default_manager.order_by("pk").values()) for model in apps.get_models()}


def test_where_votes_are_detached_the_whole_database_is_the_same_whoever_chose_what(
    cards: list[Card], on_stage: OnStage, join: Join, phone_of: PhoneOf
) -> None:
    """Aud and Berit vote, and it is looked at all that is kept of either: the same rows, whatever they chose."""
    aud, berit = join("Aud"), join("Berit")
    block = on_stage("dots", source=cards[0].block, secrecy="detached")
    before = everything_kept()
    for person, card in ((aud, cards[0]), (berit, cards[2])):
        assert send(phone_of(person), block, "give", key=f"key-{person.pk}", card=card.pk).status_code == 200
    after = everything_kept()

    new = {label: [row for row in rows if row not in before[label]] for label, rows in after.items()}
    about: dict[str, list[dict[str, Any]]] = {"Aud": [], "Berit": []}
    for label, rows in new.items():
        for row in rows:
            text = {name: str(value) for name, value in row.items()}
            for person in (aud, berit):
                mine = row.get("by_id") == person.pk or text.get("actor") == f"person:{person.pk}"
                if mine or (label == "gatherings.Participation" and row["id"] == person.pk):
                    about[person.first_name].append({"label": label, "names": sorted(row), "card": row.get("card_id")})
    assert about["Aud"] == about["Berit"]
    assert about["Aud"] != []
    assert {row["card"] for row in about["Aud"]} == {None}
    bodies = [row["body"] for row in new["writing.Receipt"]]
    assert bodies[0] == bodies[1]
    assert [row["card_id"] for row in new["journal.Moment"]] == [None, None]
    assert [row["by_id"] for row in new["journal.Moment"]] == [None, None]
    assert dict(Tally.objects.values_list("card__text", "dots")) == {"Buss": 1, "Sykler": 1}


def test_a_detached_dot_cannot_be_taken_back_and_is_counted_after_its_giver_is_forgotten(
    cards: list[Card], on_stage: OnStage, aud: Participation
) -> None:
    block = on_stage("dots", source=cards[0].block, secrecy="detached")
    actions.give_dot(block, by=aud, card=cards[0])

    with pytest.raises(Refused):
        actions.take_back(block, by=aud, card=cards[0])
    with pytest.raises(Refused):
        actions.give_dot(block, by=aud, card=cards[1])
    forget(aud)

    assert (tally(block)[0], Dot.objects.filter(by__isnull=False).count()) == (("Buss", 1), 0)


@trying(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    taps=st.lists(st.tuples(st.booleans(), st.integers(0, 2)), max_size=14),
    each=st.integers(1, 4),
    per_card=st.integers(1, 3),
)
def test_whatever_is_tapped_nobody_gives_more_than_they_have_or_more_to_one_card(
    cards: list[Card], on_stage: OnStage, aud: Participation, taps: list[tuple[bool, int]], each: int, per_card: int
) -> None:
    block = on_stage("dots", source=cards[0].block, each=each, per_card=per_card)
    expected = [0, 0, 0]
    for gives, place in taps:
        may = expected[place] < per_card and sum(expected) < each if gives else expected[place] > 0
        if gives and not may:
            with pytest.raises(Refused):
                actions.give_dot(block, by=aud, card=cards[place])
            continue
        (actions.give_dot if gives else actions.take_back)(block, by=aud, card=cards[place])
        expected[place] += (1 if gives else -1) if may else 0

    assert dict(tally(block)) == dict(zip(("Buss", "Rom", "Sykler"), expected, strict=True))


def test_where_nobody_knows_who_gave_what_there_is_no_limit_for_each_card() -> None:
    values = {name: one.initial for name, one in DotsSettings.base_fields.items()} | {"secrecy": "detached", "each": 3}

    assert not DotsSettings(values).is_valid()
    assert DotsSettings(values | {"per_card": 3}).is_valid()


@pytest.mark.mission("G10")
def test_a_dot_on_paper_is_typed_in_for_whoever_drew_it(
    cards: list[Card], on_stage: OnStage, aud: Participation, desk: Client
) -> None:
    block = on_stage("dots", source=cards[0].block)
    answer = desk.post(
        f"/g/unge/paper/b/{block.pk}/give/", {"who": "Aud", "card": cards[1].pk, "key": "papir"}, follow=True
    )

    assert (answer.status_code, Dot.objects.get(block=block).by) == (200, aud)
