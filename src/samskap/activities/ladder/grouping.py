"""Who sits with whom: the people here, as the mixing knows them, and groups of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from samskap.gatherings.models import Participation
from samskap.mixing.explaining import Saying, explain
from samskap.mixing.judging import judge
from samskap.mixing.mixing import mix
from samskap.mixing.people import Mix, Person, Round
from samskap.mixing.repairing import repair


def known(people: Iterable[Participation]) -> list[Person]:
    """People as the mixing knows them."""
    return [Person(one.pk, one.organisation_id, one.sector, one.shape) for one in people]


@dataclass(frozen=True)
class Plan:
    """The groups of each step that has groups, as keys of people, and where each group goes on the next."""

    groups: Sequence[Sequence[Sequence[int]]]
    into: Sequence[Sequence[int]]


def rounds_of(sizes: Sequence[int], *, badges: bool) -> list[Round]:
    """The steps as rounds: each puts the groups of the one before together."""
    return [
        Round(size, unites=number - 1 if number else None, one_of_each_shape=badges and not number)
        for number, size in enumerate(sizes)
    ]


def plan(people: Iterable[Participation], sizes: Sequence[int], *, badges: bool, seed: int) -> Plan:
    """Divide people on all steps at once. The last size may be 0: everybody."""
    everybody = known(people)
    groups = [
        list(one)
        for one in mix(everybody, rounds_of([size for size in sizes if size], badges=badges), seed=seed).groups
    ]
    if not sizes[-1]:
        groups.append([[one.key for one in everybody]] if everybody else [])
    into = []
    for below, above in pairwise(groups):
        union_of = {key: number for number, union in enumerate(above) for key in union}
        into.append([union_of[group[0]] for group in below])
    return Plan(groups, into)


def mended(
    groups: Sequence[Sequence[int]], people: Iterable[Participation], size: int, *, badges: bool
) -> list[list[int]]:
    """The groups of one step with whoever is here now: those who have gone left out, those who have come seated."""
    here = known(people)
    if not size:
        return [[one.key for one in here], *([] for _ in groups[1:])]
    rounds = [Round(size, one_of_each_shape=badges)]
    keys = {one.key for one in here}
    seated = {key for group in groups for key in group}
    result = repair(Mix([groups]), here, rounds, gone=seated - keys, come=keys - seated)
    return [list(group) for group in result.mix.groups[0]]


def said_of(
    groups: Sequence[Sequence[int]], people: Iterable[Participation], size: int, *, badges: bool
) -> list[Saying]:
    """How good the groups of a step are."""
    here = known(people)
    keys = {one.key for one in here}
    seated = [[key for key in group if key in keys] for group in groups]
    rounds = [Round(size or max(2, len(here)), one_of_each_shape=badges)]
    found = Mix([seated], judge(here, rounds, [seated]))
    return explain(found, here, rounds)
