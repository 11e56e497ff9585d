"""The ladder: alone, in threes, in sixes; nobody is lost on the way, and nobody's choice is."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from samskap.activities.ladder import actions
from samskap.activities.ladder.activity import ACTIVITY
from samskap.activities.ladder.forms import LadderSettings
from samskap.activities.ladder.models import Rung, Step
from samskap.activities.ladder.queries import Group, candidates, groups_on, step_on
from samskap.cards.models import Card
from samskap.circles.models import Choice, Circle, Seat
from samskap.gatherings.actions import leave
from samskap.gatherings.models import Block, Gathering, Participation
from samskap.refusals import Refused
from samskap.stage.coming import has_come, has_gone
from samskap.stage.forgetting import forget
from samskap.testing.fixtures import send

OnStage = Callable[..., Block]
Join = Callable[..., Participation]
SHAPES = ("triangle", "square", "circle")
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@pytest.fixture
def twelve(gathering: Gathering, join: Join) -> list[Participation]:
    """Twelve people with four of each shape, in four organisations of three."""
    people = [join(f"{LETTERS[number]}da", organisation=f"Lag {number % 4}") for number in range(12)]
    for number, person in enumerate(people):
        person.shape = SHAPES[number // 4]
        person.save(update_fields=["shape"])
    return people


def seated(block: Block, step: int) -> list[list[str]]:
    return [[one.first_name for one in group.people] for group in groups_on(block, step) if group.people]


def group_with(block: Block, person: Participation, step: int) -> Group:
    return next(group for group in groups_on(block, step) if person in group.people)


def listed(circle: Circle) -> list[str]:
    return [one.card.text for one in Choice.objects.filter(circle=circle).select_related("card")]


@pytest.mark.mission("U1", "U2", "D3")
def test_groups_of_three_have_each_shape_once_and_no_colleagues_and_become_sixes(
    on_stage: OnStage, twelve: list[Participation]
) -> None:
    block = on_stage("ladder")
    assert groups_on(block, 1) == []

    actions.open_next(block, step=1)

    threes = [group.people for group in groups_on(block, 2)]
    assert [sorted(one.shape for one in group) for group in threes] == [sorted(SHAPES)] * 4
    assert [len({one.organisation_id for one in group}) for group in threes] == [3] * 4

    actions.open_next(block, step=2)

    sixes = [{one.pk for one in group.people} for group in groups_on(block, 3)]
    assert [len(group) for group in sixes] == [6, 6]
    assert all(any({one.pk for one in group} <= six for six in sixes) for group in threes)
    assert list(Circle.objects.filter(block=block, closed_at=None).values_list("number", flat=True)) == [1, 2]


@pytest.mark.mission("U2")
def test_what_three_put_first_is_what_six_begin_with_and_all_that_climbed_knows_its_way(
    on_stage: OnStage, twelve: list[Participation]
) -> None:
    block = on_stage("ladder")
    written = {person.pk: actions.write_idea(block, by=person, text=f"Fra {person.first_name}") for person in twelve}
    actions.open_next(block, step=1)
    for group in groups_on(block, 2):
        for person in reversed(group.people):
            actions.rank(block, by=group.people[0], card=written[person.pk], place=0)
    first_of = {group.circle.pk: group.people[0].first_name for group in groups_on(block, 2)}

    actions.open_next(block, step=2)

    for group in groups_on(block, 3):
        below = Circle.objects.filter(rung__into=group.circle).order_by("number")
        carried = [f"Fra {first_of[circle.pk]}" for circle in below]
        assert [card.text for card in candidates(block, group)][:2] == carried
        actions.rank(block, by=group.people[0], card=candidates(block, group)[0])
    report = ACTIVITY.report(block)
    (stair, groups) = report["last"]
    assert (stair.planned.size, [len(group.ranked) for group in groups]) == (6, [1, 1])
    assert all(len(report["path"][group.ranked[0].card_id]) == 2 for group in groups)


@pytest.mark.mission("U2")
def test_two_phones_that_rank_at_once_lose_nothing(
    on_stage: OnStage, twelve: list[Participation], phone_of: Callable[[Participation], Client]
) -> None:
    block = on_stage("ladder")
    actions.open_next(block, step=1)
    group = groups_on(block, 2)[0]
    aud, berit, chi = group.people
    a, b, c, d = (actions.write_idea(block, by=aud, text=text) for text in "abcd")

    for person, card, place in ((aud, a, ""), (berit, b, ""), (chi, c, 0), (aud, b, 0)):
        assert send(phone_of(person), block, "rank", card=card.pk, place=place).status_code == 200
    assert listed(group.circle) == ["b", "c", "a"]

    full = send(phone_of(berit), block, "rank", card=d.pk)
    assert (full.status_code, "Lista deres er full" in full.content.decode()) == (409, True)
    assert send(phone_of(chi), block, "take-off", card=c.pk).status_code == 200
    assert send(phone_of(chi), block, "take-off", card=c.pk).status_code == 200
    assert listed(group.circle) == ["b", "a"]
    assert list(Choice.objects.filter(circle=group.circle).values_list("place", flat=True)) == [1, 2]


@pytest.mark.mission("G3", "U2")
def test_of_two_who_open_the_next_step_one_does(on_stage: OnStage, twelve: list[Participation], desk: Client) -> None:
    block = on_stage("ladder")

    first, second = (send(desk, block, "next-step", step=1) for _ in range(2))

    assert (first.status_code, second.status_code) == (200, 409)
    assert step_on(block) == Step.objects.get(block=block, number=2)
    with pytest.raises(Refused):
        actions.open_next(block, step=1)


@pytest.mark.mission("U2")
def test_one_step_back_everybody_sits_where_they_sat_and_the_lists_are_there(
    on_stage: OnStage, twelve: list[Participation]
) -> None:
    block = on_stage("ladder")
    actions.open_next(block, step=1)
    before = seated(block, 2)
    group = groups_on(block, 2)[0]
    actions.rank(block, by=group.people[0], card=actions.write_idea(block, by=group.people[0], text="Buss"))
    actions.open_next(block, step=2)
    sixes = seated(block, 3)

    actions.step_back(block, step=3)

    assert (seated(block, 2), seated(block, 3), listed(group.circle)) == (before, [], ["Buss"])
    actions.open_next(block, step=2)
    assert seated(block, 3) == sixes


@pytest.mark.mission("G7", "U2")
def test_at_every_step_whoever_is_late_is_seated_and_whoever_goes_leaves_nobody_alone(
    on_stage: OnStage, twelve: list[Participation], join: Join, gathering: Gathering
) -> None:
    block = on_stage("ladder")
    leave(twelve[0])
    has_gone(twelve[0], "person.left")
    actions.open_next(block, step=1)
    assert sum(map(len, seated(block, 2))) == 11

    late = join("Sein", organisation="Et annet lag")
    has_come(late, "person.joined")

    assert sum(map(len, seated(block, 2))) == 12
    group = group_with(block, late, 2)
    for person in group.people[:2]:
        leave(person)
        has_gone(person, "person.left")
    assert min(map(len, seated(block, 2))) >= 2
    assert sum(map(len, seated(block, 2))) == 10

    actions.open_next(block, step=2)
    assert (sorted(map(len, seated(block, 3))), sum(map(len, seated(block, 3)))) == ([5, 5], 10)
    later = join("Senere")
    has_come(later, "person.joined")
    assert sum(map(len, seated(block, 3))) == 11
    forget(later)
    assert sum(map(len, seated(block, 3))) == 10


@pytest.mark.mission("G7")
def test_only_those_whose_group_changes_are_told(on_stage: OnStage, twelve: list[Participation], join: Join) -> None:
    block = on_stage("ladder")
    actions.open_next(block, step=1)
    Participation.objects.update(touched_at=None)

    late = join("Sein")
    has_come(late, "person.joined")

    told = set(Participation.objects.exclude(touched_at=None).values_list("pk", flat=True))
    assert told == {one.pk for one in group_with(block, late, 2).people}


@pytest.mark.mission("U2", "D3")
@pytest.mark.parametrize(
    ("sizes", "groups"),
    [
        ((1, 2, 4, 0), [[], [2] * 6, [4] * 3, [12]]),
        ((1, 3, 0, None), [[], [3] * 4, [12]]),
        ((4, 0, None, None), [[4] * 3, [12]]),
    ],
    ids=["1-2-4-all", "IGP", "four first"],
)
def test_other_ladders(
    on_stage: OnStage, twelve: list[Participation], sizes: tuple[int | None, ...], groups: list[list[int]]
) -> None:
    block = on_stage("ladder", groups_from="mixed", **{f"size_{n}": size for n, size in enumerate(sizes, start=1)})

    found = [list(map(len, seated(block, 1)))]
    for step in range(1, len(groups)):
        actions.open_next(block, step=step)
        found.append(list(map(len, seated(block, step + 1))))

    assert found == groups
    with pytest.raises(Refused):
        actions.open_next(block, step=len(groups))


@pytest.mark.mission("U2")
@pytest.mark.parametrize("number", [1, 2, 5, 7, 23])
def test_however_many_there_are_everybody_has_a_group(on_stage: OnStage, join: Join, number: int) -> None:
    for one in range(number):
        join(f"Nr{one}", organisation=f"Lag {one % 5}")
    block = on_stage("ladder")

    for step in (1, 2):
        actions.open_next(block, step=step)
        sizes = list(map(len, seated(block, step + 1)))
        assert (sum(sizes), min(sizes) >= min(2, number)) == (number, True)


@pytest.mark.mission("U2")
def test_in_the_group_the_turn_goes_round_and_passes_once_for_two_taps(
    on_stage: OnStage, twelve: list[Participation]
) -> None:
    block = on_stage("ladder")
    actions.open_next(block, step=1)
    aud, berit, chi = groups_on(block, 2)[0].people

    def turn() -> Participation | None:
        return groups_on(block, 2)[0].circle.speaker

    spoke = []
    for after in (0, aud.pk, aud.pk, berit.pk, chi.pk):
        actions.next_turn(block, by=aud, after=after)
        spoke.append(turn())

    assert spoke == [aud, berit, berit, chi, None]


@pytest.mark.mission("U2")
def test_a_group_says_when_it_is_ready_and_the_desk_sees_how_many_are(
    on_stage: OnStage, twelve: list[Participation], phone_of: Callable[[Participation], Client]
) -> None:
    block = on_stage("ladder")
    actions.open_next(block, step=1)
    group = groups_on(block, 2)[0]

    assert send(phone_of(group.people[0]), block, "ready").status_code == 200
    assert send(phone_of(group.people[1]), block, "ready").status_code == 200
    assert ACTIVITY.shared(block, "desk")["ready"] == 1
    assert send(phone_of(group.people[1]), block, "not-ready").status_code == 200
    assert ACTIVITY.shared(block, "desk")["ready"] == 0


@pytest.mark.mission("G10", "U2")
def test_a_list_on_paper_is_typed_in_and_knows_what_is_written_already(
    on_stage: OnStage, twelve: list[Participation], desk: Client
) -> None:
    block = on_stage("ladder")
    bus = actions.write_idea(block, by=twelve[0], text="Buss om kvelden")
    actions.open_next(block, step=1)
    circle = groups_on(block, 2)[1].circle

    for _ in range(2):
        text = "1. Buss om kvelden\n2. Et rom\n\n3. Sykler\n4. For mye"
        assert send(desk, block, "list-for", circle=circle.pk, text=text).status_code == 200

    assert listed(circle) == ["Buss om kvelden", "Et rom", "Sykler"]
    assert Choice.objects.get(circle=circle, place=1).card == bus
    assert Card.objects.filter(block=block).count() == 3
    assert Rung.objects.get(circle=circle).ready_at is not None


@pytest.mark.mission("U11")
def test_the_desk_moves_somebody_by_hand(on_stage: OnStage, twelve: list[Participation], desk: Client) -> None:
    block = on_stage("ladder")
    actions.open_next(block, step=1)
    first, second = groups_on(block, 2)[:2]

    assert send(desk, block, "move", person=first.people[0].pk, circle=second.circle.pk).status_code == 200

    assert [len(group.people) for group in groups_on(block, 2)[:2]] == [2, 4]
    assert Seat.objects.taken().filter(person=first.people[0]).count() == 1


def test_what_is_taken_back_leaves_every_list(on_stage: OnStage, twelve: list[Participation]) -> None:
    block = on_stage("ladder")
    actions.open_next(block, step=1)
    aud = groups_on(block, 2)[0].people[0]
    a, b = (actions.write_idea(block, by=aud, text=text) for text in "ab")
    for card in (a, b):
        actions.rank(block, by=aud, card=card)

    actions.withdraw_idea(block, by=aud, card=a)

    assert listed(groups_on(block, 2)[0].circle) == ["b"]


def test_nobody_changes_what_another_wrote_or_ranks_from_outside(
    on_stage: OnStage, twelve: list[Participation], phone_of: Callable[[Participation], Client]
) -> None:
    block = on_stage("ladder")
    aud, berit = twelve[:2]
    card = actions.write_idea(block, by=aud, text="Buss")

    assert send(phone_of(berit), block, "change", card=card.pk, text="Bil").status_code == 403
    assert send(phone_of(berit), block, "withdraw", card=card.pk).status_code == 403
    assert send(phone_of(berit), block, "rank", card=card.pk).status_code == 409


@pytest.mark.parametrize(
    ("changed", "is_valid"),
    [
        ({}, True),
        ({"size_1": 1, "size_2": 2, "size_3": 4, "size_4": 0}, True),
        ({"size_2": ""}, False),
        ({"size_1": 3, "size_2": 3}, False),
        ({"size_1": 0, "size_2": 3}, False),
        ({"size_1": ""}, False),
    ],
)
def test_steps_grow_and_have_no_gaps(changed: dict[str, Any], is_valid: bool) -> None:
    initial = {name: one.initial for name, one in LadderSettings.base_fields.items()}
    values = {name: "" if value is None else value for name, value in (initial | changed).items()}

    assert LadderSettings(values).is_valid() == is_valid
