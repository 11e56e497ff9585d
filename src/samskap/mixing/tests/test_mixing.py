"""People are mixed as well as can be, and it is said how well that is."""

from collections import Counter
from collections.abc import Iterator
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import settings as trying
from hypothesis import strategies as st

from samskap.mixing.drawing import draw_shapes
from samskap.mixing.explaining import explain
from samskap.mixing.judging import judge, least_pairs
from samskap.mixing.mixing import mix
from samskap.mixing.people import Groups, Mix, Person, Round, What, chains_of
from samskap.mixing.sizes import counts_of_groups, number_of_groups

UNHURRIED = trying(max_examples=40, deadline=None)
SHAPES = ("triangle", "square", "circle")
SECTORS = ("public", "business", "voluntary", "")


def crowd(number: int, organisations: int = 25) -> list[Person]:
    """People from organisations of uneven size, half of them from the public sector, with three shapes."""
    people = [
        Person(key, organisation, SECTORS[organisation % 7 % 4])
        for key in range(number)
        for organisation in [int(organisations * (key / number) ** 1.4)]
    ]
    shapes = draw_shapes(people, SHAPES)
    return [Person(one.key, one.organisation, one.sector, shapes[one.key]) for one in people]


def found(made: Mix) -> dict[What, tuple[int, int]]:
    return {what: (one.found, one.bound) for what, one in made.findings.items() if one.found}


@st.composite
def people_and_rounds(draw: st.DrawFn) -> tuple[list[Person], list[Round]]:
    number = draw(st.integers(1, 40))
    people = [
        Person(
            key,
            draw(st.one_of(st.none(), st.integers(0, 6))),
            draw(st.sampled_from(SECTORS)),
            draw(st.sampled_from([*SHAPES, ""])),
        )
        for key in range(number)
    ]
    sizes = draw(st.lists(st.sampled_from([2, 3, 4, 5.5, 6, 50]), min_size=1, max_size=4))
    rounds = [Round(size, one_of_each_shape=draw(st.booleans())) for size in sizes]
    if draw(st.booleans()):
        rounds.append(Round(2 * rounds[0].size, unites=0))
    return people, rounds


@pytest.mark.mission("U1", "U2")
@UNHURRIED
@given(people_and_rounds(), st.integers(0, 5))
def test_everybody_has_one_place_in_each_round_and_nobody_is_alone(
    day: tuple[list[Person], list[Round]], seed: int
) -> None:
    people, rounds = day

    made = mix(people, rounds, seed=seed, effort=0.2)

    for groups in made.groups:
        assert sorted(key for group in groups for key in group) == [one.key for one in people]
        assert min(len(group) for group in groups) >= min(2, len(people))
    for chain in chains_of(rounds):
        for below, above in pairwise(chain):
            union_of = made.group_of(above)
            assert all(len({union_of[key] for key in group}) == 1 for group in made.groups[below])
    assert all(one.found >= one.bound for one in made.findings.values())
    assert made == mix(people, rounds, seed=seed, effort=0.2)


def divided(keys: list[int], sizes: tuple[int, ...]) -> Iterator[list[tuple[int, ...]]]:
    """Every way to divide people into groups of these sizes, in whatever order."""
    if not sizes:
        yield []
        return
    for place in range(len(sizes)):
        if sizes[place] in sizes[:place]:
            continue
        others = sizes[:place] + sizes[place + 1 :]
        for rest in combinations(keys[1:], sizes[place] - 1):
            group = (keys[0], *rest)
            yield from ([group, *more] for more in divided([key for key in keys if key not in group], others))


def every_plan(people: list[Person], rounds: list[Round]) -> Iterator[list[Groups]]:
    """Every way to divide a few people over rounds."""
    if not rounds:
        yield []
        return
    count = number_of_groups(len(people), rounds[0].size)
    sizes = tuple(len(people) // count + (one < len(people) % count) for one in range(count))
    for groups in divided([one.key for one in people], sizes):
        yield from ([groups, *others] for others in every_plan(people, rounds[1:]))


@pytest.mark.mission("U1", "D4")
@trying(max_examples=12, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.sampled_from(("a", "b"))), min_size=4, max_size=6), st.integers(1, 2))
def test_of_a_few_people_no_plan_is_better_than_the_one_that_is_made(who: list[tuple[int, str]], rounds: int) -> None:
    people = [Person(key, organisation, sector) for key, (organisation, sector) in enumerate(who)]
    day = [Round(2)] * rounds

    made = mix(people, day)

    def weight(plan: list[Groups]) -> int:
        findings = judge(people, day, plan)
        return 40 * findings["repeats"].found + 20 * findings["colleagues"].found + findings["sectors"].found

    best = min(map(weight, every_plan(people, day)))
    assert weight(list(made.groups)) == best
    assert 40 * made.findings["repeats"].bound + 20 * made.findings["colleagues"].bound <= best


@pytest.mark.mission("U1", "U2", "D4", "D6")
@pytest.mark.parametrize(
    ("number", "rounds"),
    [
        (60, [Round(6)] * 4),
        (60, [Round(3, one_of_each_shape=True), Round(6, unites=0), Round(6), Round(6)]),
        (71, [Round(6)] * 5),
        (100, [Round(5)] * 6),
        (72, [Round(18)] * 3),
        (300, [Round(6)] * 8),
    ],
    ids=["four rounds", "1-3-6", "71", "a hundred", "large groups", "300"],
)
def test_on_an_ordinary_day_nothing_is_wrong_that_could_be_right(number: int, rounds: list[Round]) -> None:
    made = mix(crowd(number, organisations=max(25, number // 3)), rounds)

    assert {what: one.found - one.bound for what, one in made.findings.items()} == dict.fromkeys(made.findings, 0)


@pytest.mark.mission("U1", "D4")
@pytest.mark.parametrize(("number", "size", "rounds"), [(60, 5.5, 11), (72, 5.5, 13), (27, 3, 13), (49, 7, 8)])
def test_where_search_would_hardly_do_algebra_finds_rounds_without_repeats(
    number: int, size: float, rounds: int
) -> None:
    made = mix(crowd(number), [Round(size)] * rounds)

    assert made.findings["repeats"].found == 0
    if rounds in {11, 13} and number > 27:  # where there are rows enough, colleagues are in them
        assert made.findings["colleagues"].found == 0


def test_a_bound_is_said_where_colleagues_must_meet() -> None:
    people = [Person(key, 0 if key < 16 else key) for key in range(60)]
    rounds = [Round(6)] * 4

    [colleagues] = [one for one in explain(mix(people, rounds), people, rounds) if one.what == "colleagues"]

    assert (colleagues.size, colleagues.groups, colleagues.bound, colleagues.found) == (16, 10, 24, 24)
    assert colleagues.is_best


def test_repeats_are_named_and_bounded() -> None:
    people, rounds = [Person(key) for key in range(4)], [Round(2)] * 4

    made = mix(people, rounds)
    [repeats] = [one for one in explain(made, people, rounds) if one.what == "repeats"]

    assert (repeats.found, repeats.bound, len(repeats.pairs), repeats.is_best) == (2, 2, 2, True)


@UNHURRIED
@given(st.lists(st.integers(0, 9), max_size=5), st.integers(1, 6))
def test_the_least_number_of_pairs_is_what_an_even_spread_has(sizes: list[int], groups: int) -> None:
    spread = [Counter(one % groups for one in range(size)) for size in sizes]

    assert least_pairs(sizes, groups) == sum(held * (held - 1) // 2 for kind in spread for held in kind.values())


@pytest.mark.mission("U2")
@pytest.mark.parametrize(
    ("people", "sizes", "counts"),
    [
        (60, [3, 6], [20, 10]),
        (71, [3, 6], [22, 11]),
        (61, [6], [11]),
        (71, [6], [12]),
        (62, [3], [20]),
        (60, [5.5], [11]),
        (72, [5.5], [13]),
        (61, [2], [30]),
        (11, [3, 6], [4, 2]),
        (5, [3, 6], [2, 1]),
        (3, [2, 4], [1, 1]),
        (1, [6], [1]),
        (13, [2, 4, 8], [4, 2, 1]),
    ],
)
def test_groups_are_as_even_as_the_number_of_people_lets_them(
    people: int, sizes: list[float], counts: list[int]
) -> None:
    assert counts_of_groups(people, sizes) == counts


@pytest.mark.mission("U1")
def test_pins_are_kept_and_wishes_are_met_where_nothing_else_suffers() -> None:
    people = crowd(24, organisations=24)
    pins = {(0, 5): 3, (1, 5): 0, (0, 6): 3, (2, 7): 1}
    wishes = [(0, 9), (3, 20), (11, 12)]

    made = mix(people, [Round(4)] * 3, pins=pins, wishes=wishes)

    assert {(number, key): made.group_of(number)[key] for number, key in pins} == pins
    assert (made.findings["repeats"].found, made.findings["wishes"].found) == (0, 0)


def test_those_who_have_met_before_are_kept_apart() -> None:
    people = [Person(key) for key in range(12)]
    met = [(one, other) for start in (0, 4, 8) for one, other in combinations(range(start, start + 4), 2)]

    made = mix(people, [Round(3)], met=met)

    assert found(made) == {}


@pytest.mark.mission("U1")
@pytest.mark.parametrize(
    ("rounds", "pins"), [([Round(3), Round(6, unites=3)], {}), ([Round(3)], {(0, 1): 99}), ([Round(3)], {(4, 1): 0})]
)
def test_what_makes_no_sense_is_refused(rounds: list[Round], pins: dict[tuple[int, int], int]) -> None:
    with pytest.raises(ValueError, match="round"):
        mix(crowd(12), rounds, pins=pins)


def test_nobody_makes_no_groups() -> None:
    assert mix([], [Round(3), Round(6, unites=0)]).groups == [[], []]


organisations: st.SearchStrategy[list[int]] = st.lists(st.integers(0, 12), max_size=60)


@pytest.mark.mission("G6", "U1")
@UNHURRIED
@given(organisations, st.integers(1, 8))
def test_shapes_are_spread_evenly_and_mix_the_organisations(places: list[int], number: int) -> None:
    shapes = [str(one) for one in range(number)]

    drawn = draw_shapes([Person(key, place) for key, place in enumerate(places)], shapes)

    assert len(drawn) == len(places)
    groups = [[key for key, one in enumerate(places) if one == place] for place in set(places)]
    for group in [list(range(len(places))), *groups]:
        counts = Counter(drawn[key] for key in group)
        assert max(counts.values(), default=0) - min((counts[shape] for shape in shapes), default=0) <= 1


@pytest.mark.mission("G6", "G7")
@UNHURRIED
@given(organisations, st.data())
def test_whoever_has_a_shape_keeps_it_when_others_come(places: list[int], data: st.DataObject) -> None:
    had = data.draw(st.lists(st.sampled_from([*SHAPES, "", "heart"]), min_size=len(places), max_size=len(places)))
    people = [Person(key, place, "", shape) for key, (place, shape) in enumerate(zip(places, had, strict=True))]

    drawn = draw_shapes(people, SHAPES)

    kept = [one for one in people if one.shape in SHAPES]
    assert [drawn[one.key] for one in kept] == [one.shape for one in kept]
    assert set(drawn.values()) <= set(SHAPES)
    assert draw_shapes(people, []) == {}
