"""How well, and how fast, people are mixed."""

from __future__ import annotations

import random
import time
from statistics import median

from bench.figures import Figure, compared
from samskap.mixing.drawing import draw_shapes
from samskap.mixing.mixing import mix
from samskap.mixing.people import Mix, Person, Round, What
from samskap.mixing.repairing import repair

NOTE = """## Mixing people

*Ordinary days*: people from organisations of skewed size (25 for 60 people), sectors uneven and a quarter of the people
not of their organisation's sector; each seed is another crowd. *At the bound* says for how many crowds nothing is wrong
that a proof does not demand: repeats, colleagues, shapes and sectors. For such days others have been measured on
machines of this class: Good Enough Golfers (JavaScript) kept 34 sector pairs after 10 s at 60 × 4, and did not finish
300 × 8 in 28 minutes; anticlust (R/C) was at the bound after 1.7 s and 0.5 s; CP-SAT after 1.5 s, and found nothing for
300 × 8.

*Hard days* and *golfers* (everybody a stranger, groups × size × rounds): repeats that are left, where none is proven to
be needed. For 60 × 7 in sixes a search over all rounds had 5 after four minutes, Good Enough Golfers 21, anticlust 16.
*At most*: of five crowds. *A repair*: 10 of 100 leave and 6 come, in 6 rounds of 5."""

GOLFERS = [
    (5, 3, 7), (6, 3, 8), (7, 3, 9), (10, 3, 13), (6, 4, 6), (8, 4, 8), (8, 4, 9), (9, 3, 13), (5, 5, 6), (6, 5, 6),
    (8, 5, 8), (9, 5, 9), (7, 6, 7), (8, 6, 6), (10, 6, 6), (7, 7, 8), (8, 8, 5), (9, 9, 5),
]  # fmt: skip
LADDER = [Round(3, one_of_each_shape=True), Round(6, unites=0)]
ORDINARY = [
    ("60 people, 4 rounds of 6", 60, [Round(6)] * 4, 25, 0.05),
    ("60 people, 1-3-6 with badges, then 2 rounds", 60, [*LADDER, Round(6), Round(6)], 25, 0.05),
    ("71 people, 5 rounds of 6", 71, [Round(6)] * 5, 25, 0.05),
    ("100 people, 6 rounds of 5", 100, [Round(5)] * 6, 40, None),
    ("72 people, 3 rounds of 18", 72, [Round(18)] * 3, 25, None),
    ("300 people, 8 rounds of 6", 300, [Round(6)] * 8, 100, 0.2),
    ("1,000 people, 10 rounds of 6", 1000, [Round(6)] * 10, 300, 1.5),
]
WRONG: list[tuple[str, What]] = [("repeats", "repeats"), ("colleagues together", "colleagues")]
SECTORS = ["public"] * 45 + ["business"] * 25 + ["voluntary"] * 20 + ["resident"] * 10


def crowd(number: int, organisations: int, seed: int) -> list[Person]:
    """People from organisations of skewed size; a quarter are not of their organisation's sector."""
    dice = random.Random(seed)
    sector_of = [dice.choice(SECTORS) for _ in range(organisations)]
    shares = [(1 + one) ** -0.5 for one in range(organisations)]
    of = dice.choices(range(organisations), shares, k=number)
    people = [
        Person(key, one, sector_of[one] if dice.random() < 0.75 else dice.choice(SECTORS)) for key, one in enumerate(of)
    ]
    shapes = draw_shapes(people, ("triangle", "square", "circle"))
    return [Person(one.key, one.organisation, one.sector, shapes[one.key]) for one in people]


def timed(people: list[Person], rounds: list[Round], *, seed: int = 0, effort: float = 1) -> tuple[Mix, float]:
    """Mix, and say how long it took (s)."""
    began = time.perf_counter()
    made = mix(people, rounds, seed=seed, effort=effort)
    return made, time.perf_counter() - began


def measure(*, quick: bool = False) -> list[Figure]:
    """Ordinary days, hard days, golfers, a repair."""
    seeds = range(2 if quick else 10)
    return [*ordinary(seeds), *hard(1 if quick else 3, seeds[:5]), *golfers(1 if quick else 9), *repairs(seeds)]


def ordinary(seeds: range) -> list[Figure]:
    """How often all is as good as can be, and how long it takes."""
    found = []
    for name, number, rounds, organisations, wanted in ORDINARY:
        made = [timed(crowd(number, organisations, seed), rounds, seed=seed) for seed in seeds]
        right = sum(all(one.found <= one.bound for one in mixed.findings.values()) for mixed, _took in made)
        found += [
            compared(f"{name}: time", median(took for _mixed, took in made), "s", "wanted" if wanted else "", wanted),
            compared(f"{name}: at the bound, of {len(seeds)} crowds", right, "", "", None),
        ]
    return found


def hard(effort: float, seeds: range) -> list[Figure]:
    """Days on which most meet most."""
    found = []
    for number, size, rounds, wanted in ((60, 5.5, 11, 2.0), (72, 5.5, 13, 2.0), (60, 6, 7, 10.0)):
        made = [timed(crowd(number, 25, seed), [Round(size)] * rounds, seed=seed, effort=effort) for seed in seeds]
        name = f"{number} people, {rounds} rounds of {size:g}"
        found += [
            compared(f"{name}: time, at most", max(took for _mixed, took in made), "s", "wanted", wanted),
            *(
                compared(f"{name}: {what}, at most", max(one.findings[key].found for one, _took in made), "", "", None)
                for what, key in WRONG
            ),
        ]
    strangers = [Person(key) for key in range(24)]
    alone, _took = timed(strangers, [Round(4)] * 6, effort=effort)
    return [*found, compared("24 people, 6 rounds of 4: repeats", alone.findings["repeats"].found, "", "wanted", 4)]


def golfers(effort: float) -> list[Figure]:
    """Social golfers."""
    found = []
    for groups, size, rounds in GOLFERS:
        made, took = timed([Person(key) for key in range(groups * size)], [Round(size)] * rounds, effort=effort)
        name = f"golfers {groups}-{size}-{rounds}"
        found += [
            compared(f"{name}: repeats", made.findings["repeats"].found, "", "", None),
            compared(f"{name}: time", took, "s", "wanted", 10),
        ]
    return found


def repairs(seeds: range) -> list[Figure]:
    """Ten of a hundred leave, six come."""
    moved, wrong, took = [], [], []
    rounds = [Round(5)] * 6
    for seed in seeds:
        everybody = crowd(106, 60, seed)
        made = mix(everybody[:100], rounds, seed=seed)
        gone = random.Random(seed).sample(range(100), 10)
        here = [one for one in everybody if one.key not in gone]
        began = time.perf_counter()
        mended = repair(made, here, rounds, gone=gone, come=range(100, 106))
        took.append(time.perf_counter() - began)
        moved.append(len(mended.moved))
        findings = mended.mix.findings
        wrong.append(sum(findings[what].found - findings[what].bound for what in ("repeats", "colleagues")))
    return [
        compared("a repair at 100: time", median(took), "s", "wanted", 0.2),
        compared("a repair at 100: told person-rounds moved, at most", max(moved), "", "wanted", 5),
        compared("a repair at 100: repeats and colleagues more than must be, at most", max(wrong), "", "", None),
    ]
