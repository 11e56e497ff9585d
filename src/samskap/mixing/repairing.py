"""Repair a plan when people come and go: whoever has been told where to go stays there, if at all possible (G7)."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from samskap.mixing.judging import judge
from samskap.mixing.people import Mix, Person, Repair, Round, chains_of, pairs_in
from samskap.mixing.search import COLLEAGUE, REPEAT, SECTOR, SHAPE
from samskap.mixing.sizes import FEWEST, is_right

Pair = tuple[int, int]


def repair(
    mix: Mix,
    people: Sequence[Person],
    rounds: Sequence[Round],
    *,
    gone: Collection[int] = (),
    come: Collection[int] = (),
    told: Collection[tuple[int, int]] | None = None,
    met: Iterable[Pair] = (),
    first: int = 0,
) -> Repair:
    """Take those ``gone`` out of a plan and place those who have ``come``; move as few others as can be.

    ``people`` are those who are here now. ``told`` are the (round, key) that have been told; all who had a place if
    nothing is said. Rounds before ``first`` are over: they are remembered, not changed. A group that has become too
    small takes in whoever is not told yet, then one from a group that can spare one; or it is dissolved, whichever
    moves fewer. The result says who must be told anew; a group that has been dissolved is empty, and keeps its place.
    """
    here = {one.key: one for one in people}
    had = [{key: at for at, group in enumerate(groups) for key in group} for groups in mix.groups]
    known = set(told) if told is not None else {(number, key) for number, at in enumerate(had) for key in at}
    plan = [[list(group) for group in groups] for groups in mix.groups]
    bench = Bench(here, known, set(_pairs(met)))
    for chain in chains_of(rounds):
        over = [number for number in chain if number < first]
        ahead = [number for number in chain if number >= first]
        if over:
            bench.met |= set(pairs_in(plan[over[-1]]))
        for place, number in enumerate(ahead):
            below = chain[chain.index(number) - 1] if place or over else None
            if below is None or below < first:
                bench.mend(number, plan[number], rounds[number], gone, come)
            else:
                _follow(plan, had, number, below)
        if ahead:
            bench.met |= set(pairs_in(plan[ahead[-1]]))
    moved = sorted(
        (number, key)
        for number, key in known
        if key in here and number >= first and key in had[number] and key not in plan[number][had[number][key]]
    )
    seated = [[[key for key in group if key in here] for group in groups if group] for groups in plan]
    return Repair(Mix(plan, judge(people, rounds, seated, met=met)), moved)


def _pairs(met: Iterable[Pair]) -> Iterable[Pair]:
    return ((min(pair), max(pair)) for pair in met)


def _follow(plan: list[list[list[int]]], had: list[dict[int, int]], number: int, below: int) -> None:
    """Put the groups of a round together as they were, with whoever is in them now."""
    union_of: dict[int, int] = {}
    for key, at in had[below].items():
        if key in had[number]:
            union_of.setdefault(at, had[number][key])
    unions: list[list[int]] = [[] for _ in plan[number]]
    for at, group in enumerate(plan[below]):
        smallest = min(range(len(unions)), key=lambda one: len(unions[one]))
        unions[union_of.get(at, smallest)].extend(group)
    plan[number][:] = unions


@dataclass
class Bench:
    """Who is here, who has been told, and who has met whom."""

    here: dict[int, Person]
    told: set[tuple[int, int]]
    met: set[Pair] = field(default_factory=set)

    def mend(
        self, number: int, groups: list[list[int]], wanted: Round, gone: Collection[int], come: Collection[int]
    ) -> None:
        """Mend the groups of one round, in place. An empty group keeps its place in the list."""
        for group in groups:
            group[:] = [key for key in group if key in self.here and key not in gone]
        seated = {key for group in groups for key in group}
        if not groups:
            groups.append([])
        for key in sorted(key for key in {*come, *self.here} if key in self.here and key not in seated):
            self._seat(key, groups, wanted)
        for _ in range(4 * len(groups) + len(self.here)):
            wrong = [group for group in groups if group and not is_right(len(group), wanted.size)]
            if not wrong or not self._fix(min(wrong, key=len), number, groups, wanted):
                break

    def _seat(self, key: int, groups: list[list[int]], wanted: Round) -> None:
        open_ones = [group for group in groups if group] or groups
        even = max(wanted.size, min(len(group) for group in open_ones) + 1)
        room = [group for group in open_ones if len(group) < max(even, self._most(wanted))]

        def order(group: list[int]) -> tuple[float, bool, float, int]:
            """Rather one too many than a colleague or somebody met before."""
            weight = self._weight(key, group, wanted)
            return weight // COLLEAGUE, len(group) >= even, weight, len(group)

        min(room, key=order).append(key)

    def _fix(self, group: list[int], number: int, groups: list[list[int]], wanted: Round) -> bool:
        """Make a wrong group right, or one person less wrong; whether anything could be done."""
        others = [one for one in groups if one and one is not group]
        if len(group) > wanted.size:
            key = min(group, key=lambda key: ((number, key) in self.told, key))
            smaller = [one for one in others if is_right(len(one) + 1, wanted.size)]
            if not smaller:
                return False
            group.remove(key)
            min(smaller, key=lambda one: (self._weight(key, one, wanted), len(one))).append(key)
            return True
        spare = [
            ((number, key) in self.told, self._weight(key, group, wanted), -len(one), key, one)
            for one in others
            if is_right(len(one) - 1, wanted.size)
            for key in one
        ]
        lacking = next((more for more in range(1, 99) if is_right(len(group) + more, wanted.size)), 0)
        untold = sum(1 for one in spare if not one[0])
        room = sum(max(0, self._most(wanted) - len(one)) for one in others)
        if spare and (lacking - untold <= len(group) or room < len(group)):
            _told, _weight, _size, key, giver = min(spare, key=lambda one: one[:4])
            giver.remove(key)
            group.append(key)
            return True
        if room < len(group) and (len(group) >= FEWEST or not others):
            return False
        for key in list(group):
            group.remove(key)
            roomy = [one for one in others if len(one) < self._most(wanted)] or others
            min(roomy, key=lambda one: (self._weight(key, one, wanted), len(one))).append(key)
        return True

    @staticmethod
    def _most(wanted: Round) -> int:
        return next(size for size in range(FEWEST + 200, 1, -1) if is_right(size, wanted.size))

    def _weight(self, key: int, group: Sequence[int], wanted: Round) -> float:
        """What somebody would weigh in a group."""
        one, total = self.here[key], 0.0
        for other in (self.here[each] for each in group if each != key):
            total += REPEAT * ((min(key, other.key), max(key, other.key)) in self.met)
            total += COLLEAGUE * (one.organisation is not None and one.organisation == other.organisation)
            total += SECTOR * (bool(one.sector) and one.sector == other.sector)
            total += SHAPE * (wanted.one_of_each_shape and bool(one.shape) and one.shape == other.shape)
        return total
