"""Mix people into groups over rounds (blande): `mix`."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from samskap.mixing import designs, turning
from samskap.mixing.judging import judge, least_pairs
from samskap.mixing.people import Mix, Person, Round, chains_of
from samskap.mixing.search import (
    COLLEAGUE,
    ENOUGH,
    FAR,
    REPEAT,
    SECTOR,
    SHAPE,
    WISH,
    Chain,
    Indices,
    Level,
    Matrix,
    Search,
    settle_together,
)
from samskap.mixing.sizes import counts_of_groups

Pair = tuple[int, int]
STEPS = 60, 400  # changes of one round in a row, before all are looked at together: for many people, for few
SMALL = 1.5e6  # entries that so many steps may look at, where there are more than the fewest
TOGETHER = 6000  # steps in which all rounds are settled together, for one unit of effort and up to 60 people
WIDE = 2.4e8  # entries that all those steps may look at
TURNED = 400_000  # steps in which a round to turn is looked for, for one unit of effort and from 60 people
CHAIRS = 1500  # changes of seats, for one unit of effort
TIGHT = 0.45  # of all others met: from here on algebra is tried before search


def mix(
    people: Sequence[Person],
    rounds: Sequence[Round],
    *,
    met: Iterable[Pair] = (),
    pins: Mapping[tuple[int, int], int] | None = None,
    wishes: Iterable[Pair] = (),
    seed: int = 0,
    effort: float = 1,
) -> Mix:
    """Divide people into groups over rounds, the same way each time for the same seed.

    In this order: nobody meets the same person twice, nor a colleague; where a round says so each group has one of each
    shape; sectors are spread evenly; those who wish to meet do. ``met`` are pairs that have met before, ``pins`` puts
    (round, person) in a group. ``effort`` is how long it may look, where a day is hard.
    Raises `ValueError` for a round that unites another than an earlier, free one, or a pin that names no such group.
    """
    table = Table(people, rounds, met=met, pins=pins or {}, wishes=wishes)
    if not people:
        return Mix([[] for _ in rounds], judge(people, rounds, [[] for _ in rounds], met=met, wishes=wishes))
    at = table.by_algebra(seed, effort) or table.by_search(seed, effort)
    groups: list[list[list[int]]] = [[[] for _ in range(count)] for count in table.counts_at(at)]
    for number, where in enumerate(at):
        for index, group in enumerate(where):
            groups[number][int(group)].append(table.keys[index])
    return Mix(groups, judge(people, rounds, groups, met=met, wishes=wishes))


class Table:
    """The people as numbers from 0, and what weighs on each pair."""

    def __init__(
        self,
        people: Sequence[Person],
        rounds: Sequence[Round],
        *,
        met: Iterable[Pair],
        pins: Mapping[tuple[int, int], int],
        wishes: Iterable[Pair],
    ) -> None:
        self.people = sorted(people, key=lambda one: one.key)
        self.keys = [one.key for one in self.people]
        self.rounds = rounds
        self.chains = chains_of(rounds)
        index = {key: number for number, key in enumerate(self.keys)}
        self.met = self._pairs(index, met)
        self.wishes = self._pairs(index, wishes)
        self.organisation = _numbered([one.organisation for one in self.people], nobody=None)
        self.sector = _numbered([one.sector for one in self.people], nobody="")
        self.shape = _numbered([one.shape for one in self.people], nobody="")
        self.counts = [0] * len(rounds)
        for chain in self.chains:
            for number, count in zip(
                chain, counts_of_groups(len(people), [rounds[one].size for one in chain]), strict=True
            ):
                self.counts[number] = count
        self.pins: dict[int, dict[int, int]] = {}
        for (number, key), group in pins.items():
            if not 0 <= number < len(rounds) or not 0 <= group < self.counts[number]:
                raise ValueError(f"There is no group {group} in round {number}.")
            if key in index:
                self.pins.setdefault(number, {})[index[key]] = group
        self.spread = self._alike(self.organisation) * np.float32(COLLEAGUE)
        self.spread += self._alike(self.sector) * np.float32(SECTOR)
        self.shapes = self._alike(self.shape) * np.float32(SHAPE)

    def _pairs(self, index: Mapping[int, int], pairs: Iterable[Pair]) -> Matrix:
        found: Matrix = np.zeros((len(index), len(index)), dtype=np.float32)
        for one, other in pairs:
            if one in index and other in index and one != other:
                found[index[one], index[other]] = found[index[other], index[one]] = 1
        return found

    def _alike(self, kind: Indices) -> Matrix:
        same: Matrix = ((kind[:, None] == kind[None, :]) & (kind >= 0)[:, None]).astype(np.float32)
        np.fill_diagonal(same, 0)
        return same

    def counts_at(self, at: Sequence[Indices]) -> list[int]:
        """How many groups each round has."""
        return [max(int(where.max()) + 1, count) for where, count in zip(at, self.counts, strict=True)]

    def level(self, number: int, at: Indices) -> Level:
        """A round as the search sees it."""
        count, shaped = self.counts[number], self.rounds[number].one_of_each_shape
        least = COLLEAGUE * least_pairs(_sizes(self.organisation), count)
        least += SECTOR * least_pairs(_sizes(self.sector), count)
        least += SHAPE * least_pairs(_sizes(self.shape), count) if shaped else 0
        return Level(at, count, self.spread + self.shapes if shaped else self.spread, least)

    # By search.

    def by_search(self, seed: int, effort: float) -> list[Indices]:
        """Place people round by round, a few times; settle what is left among all rounds of the best."""
        tries = max(1, min(6, int(3e6 / (len(self.people) ** 2 * len(self.rounds)))))
        dice = np.random.default_rng(seed)
        best: tuple[float, Search] | None = None
        for _ in range(tries):
            search = self._round_by_round(int(dice.integers(2**31)))
            above = self._above(search)
            if best is None or above < best[0] - ENOUGH:
                best = above, search
            if above <= ENOUGH:
                break
        assert best is not None
        self._settle_what_is_left(best[1], effort)
        at: list[Indices] = [np.zeros(0, dtype=np.int64)] * len(self.rounds)
        for numbers, one in zip(self.chains, best[1].chains, strict=True):
            for number, level in zip(numbers, one.levels, strict=True):
                at[number] = level.at
        return at

    def _round_by_round(self, seed: int) -> Search:
        search = Search(len(self.people), self.met.copy(), seed)
        steps = self._steps()
        wishes = self.wishes.copy()
        for number, chain in enumerate(self.chains):
            one = self._begin(chain, search.dice)
            if wishes.any():
                one.top.weight = one.top.weight - np.float32(WISH) * wishes
                one.top.spread -= WISH * float(wishes.sum()) / 2
            least = self._least_with(number, range(number))
            search.add(one, steps if len(chain) == 1 else 4 * STEPS[0], least=least)
            if wishes.any():
                wishes *= 1 - one.together()
        return search

    def _steps(self) -> int:
        return int(max(STEPS[0], min(STEPS[1], SMALL / len(self.people) ** 2)))

    def _least_with(self, number: int, others: Iterable[int]) -> int:
        """How many repeats a chain must have with others, where groups are larger than there are groups."""
        tops = [self.counts[chain[-1]] for chain in self.chains]
        return sum(least_pairs([len(self.people)], tops[number] * tops[one]) for one in others)

    def _above(self, search: Search) -> float:
        """How much more weighs on a plan than must."""
        every = range(len(self.chains))
        least = sum(self._least_with(number, range(number)) for number in every)
        return REPEAT * (search.repeats() - least) + sum(
            _trouble(level) - level.spread for chain in search.chains for level in chain.levels
        )

    def _settle_what_is_left(self, search: Search, effort: float) -> None:
        if self._above(search) <= ENOUGH:
            return
        every = range(len(self.chains))
        for _ in range(2):
            for number, one in enumerate(search.chains):
                search.again(
                    one, STEPS[0], least=self._least_with(number, (other for other in every if other != number))
                )
        if self._above(search) <= ENOUGH or self.wishes.any():
            return
        loose = [number for number in every if len(self.chains[number]) == 1]
        if loose:
            least = sum(self._least_with(number, (other for other in loose if other < number)) for number in loose)
            chains = [search.chains[number] for number in loose]
            steps = min(TOGETHER, WIDE / (len(loose) * len(self.people) ** 2))
            settle_together(search, chains, int(effort * steps), least=least)

    def _begin(self, chain: list[int], dice: np.random.Generator) -> Chain:
        """Deal people out like cards, those who are alike one after another: they end up in different groups."""
        base = chain[0]
        count = self.counts[base]
        pinned = self._pinned_in(chain)
        mixed = dice.permutation(len(self.people))
        # Whoever belongs nowhere is dealt last, and the order of organisations is a new one each time.
        fresh = dice.permutation(int(self.organisation.max()) + 2)
        first = self.shape if self.rounds[base].one_of_each_shape else np.zeros(len(mixed), dtype=np.int64)
        order = mixed[np.lexsort((fresh[self.organisation[mixed]], self.sector[mixed], first[mixed]))]
        sizes = [len(self.people) // count + (group < len(self.people) % count) for group in range(count)]
        for group in pinned.values():
            sizes[group] -= 1
        names = dice.permutation(count)
        slots = [int(group) for turn in range(max(sizes)) for group in names if turn < sizes[group]]
        at = np.zeros(len(self.people), dtype=np.int64)
        at[list(pinned)] = list(pinned.values())
        rest = [one for one in order.tolist() if one not in pinned]
        at[rest] = _filled(slots, len(rest), count)
        free = np.ones(len(self.people), dtype=bool)
        free[list(pinned)] = False
        levels = [self.level(base, at)]
        for number in chain[1:]:
            levels.append(self.level(number, levels[-1].at % self.counts[number]))
        return Chain(levels, free)

    def _pinned_in(self, chain: list[int]) -> dict[int, int]:
        """Who is pinned in the first round of a chain; a pin in a union is one in any of its groups."""
        pinned = dict(self.pins.get(chain[0], {}))
        of_union: dict[int, int] = {group: group for group in range(self.counts[chain[0]])}
        for number in chain[1:]:
            of_union = {group: union % self.counts[number] for group, union in of_union.items()}
            for person, union in self.pins.get(number, {}).items():
                groups = [group for group, one in of_union.items() if one == union]
                held = Counter(pinned.values())
                pinned.setdefault(person, min(groups, key=lambda group: (held[group], group)))
        return pinned

    # By algebra.

    def by_algebra(self, seed: int, effort: float) -> list[Indices] | None:
        """Place people on the points of a design, or in rings that turn, where search would hardly do."""
        sizes = {one.size for one in self.rounds}
        plain = len(self.chains) == len(self.rounds) and not any(one.one_of_each_shape for one in self.rounds)
        if len(sizes) != 1 or not plain or self.pins or self.met.any() or self.wishes.any():
            return None
        size, number = sizes.pop(), len(self.people)
        if len(self.rounds) * (size - 1) < TIGHT * (number - 1):
            return None
        rows = -int(-size // 1)
        found = self._design(rows, size)
        if found is not None:
            q, at = found
            points = np.flatnonzero(np.arange(rows * q) < number)  # the last of the last row are left out
            return self._sit_down(at[:, points], self._rows_of_colleagues(q, -(-number // q), number), effort)
        steps = int(effort * TURNED * min(1, number / 60))
        at_turns = turning.turned(number, self.counts[0], len(self.rounds), steps=steps)
        return (
            None
            if at_turns is None
            else self._sit_down(at_turns, np.random.default_rng(seed).permutation(number), effort)
        )

    def _design(self, rows: int, size: float) -> tuple[int, Indices] | None:
        number = len(self.people)
        exact = size == rows
        q = self.counts[0] if exact else designs.smallest_field(-(-number // rows))
        if q is None or rows * q - number > (0 if exact and number % rows == 0 else q):
            return None
        at = designs.transversal(q, rows, len(self.rounds)) if number <= rows * q else None
        return None if at is None else (q, at)

    def _sit_down(self, at: Indices, seat: Indices, effort: float) -> list[Indices]:
        """Choose who sits on which point, by the best changes to where they sit first."""
        number = len(self.people)
        together = sum((where[:, None] == where[None, :]).astype(np.float32) for where in at)
        assert not isinstance(together, int)
        np.fill_diagonal(together, 0)
        seat = self._seated(together, seat, int(effort * min(CHAIRS, WIDE / 8 / number**2)))
        return [where[seat].astype(np.int64) for where in at]

    def _seated(self, together: Matrix, seat: Indices, steps: int) -> Indices:
        """Change seats by tabu search, where ``together`` says how often who sits on two of them meet."""
        weight, number = self.spread, len(seat)
        everybody, tabu, best, kept = np.arange(number), np.zeros((number, number), dtype=np.int64), np.inf, seat.copy()
        dice = np.random.default_rng(number)
        for step in range(steps if weight.any() else 0):
            met = together[seat][:, seat]
            cost = weight @ met  # what each would weigh where another sits now
            own = cost.diagonal()
            trouble = float(own.sum()) / 2
            if trouble < best - ENOUGH:
                best, kept = trouble, seat.copy()
            gain = cost - own[:, None]
            gain = gain + gain.T + 2 * weight * met
            stuck = tabu[:, seat] > step
            gain[(stuck | stuck.T) & (gain > best - trouble - ENOUGH)] = FAR
            gain[everybody, everybody] = FAR
            i, j = divmod(int(gain.argmin()), number)
            stay = step + int(dice.integers(number // 6 + 2, number // 2 + 4))
            tabu[i, seat[i]] = tabu[j, seat[j]] = stay
            seat[[i, j]] = seat[[j, i]]
        return kept

    def _rows_of_colleagues(self, q: int, rows: int, number: int) -> Indices:
        capacity = [min(q, number - row * q) for row in range(rows)]
        members: dict[int, list[int]] = {}
        for index, organisation in enumerate(self.organisation.tolist()):
            members.setdefault(organisation if organisation >= 0 else -1 - index, []).append(index)
        parties = sorted(members.values(), key=lambda one: (-len(one), one))
        row_of = designs.rows_for([(len(one), int(self.sector[one[0]])) for one in parties], capacity)
        seat = np.zeros(number, dtype=np.int64)
        if row_of is None:
            seat[[one for party in parties for one in party]] = np.arange(number)
            return seat
        filled = [0] * rows
        for party, row in zip(parties, row_of, strict=True):
            for one in party:
                seat[one] = row * q + filled[row]
                filled[row] += 1
        return seat


def _numbered(values: Sequence[object], nobody: object) -> Indices:
    known = {value: number for number, value in enumerate(dict.fromkeys(v for v in values if v != nobody))}
    return np.array([known[value] if value != nobody else -1 for value in values], dtype=np.int64)


def _sizes(kind: Indices) -> list[int]:
    return np.bincount(kind[kind >= 0]).tolist() if (kind >= 0).any() else []


def _filled(slots: list[int], wanted: int, count: int) -> list[int]:
    """As many slots as there are people: pins may have filled a group beyond its share."""
    extra = (group for _ in range(wanted) for group in range(count))
    while len(slots) < wanted:
        slots.append(next(extra))
    return slots[:wanted]


def _trouble(level: Level) -> float:
    """What weighs in a round, repeats left out."""
    same = level.at[:, None] == level.at[None, :]
    return float(level.weight[same].sum()) / 2
