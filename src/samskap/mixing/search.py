"""The search: who should change places with whom.

All that can be wrong is a weight on a pair of people who sit together, so one matrix holds it. With ``cost[i, h]`` the
weight of person *i* with the people of group *h*, changing places of *i* and *j* costs::

    cost[i, group of j] - cost[i, group of i] + cost[j, group of i] - cost[j, group of j] - 2 * weight[i, j]

so a few array operations give all changes of a round at once. Changes between different groups add up exactly; many can
be made at a time. What is left is settled by tabu search over all free rounds together.
"""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]
Indices = NDArray[np.int64]

REPEAT, COLLEAGUE, SHAPE, SECTOR, WISH = 40.0, 20.0, 6.0, 1.0, 0.25
ENOUGH = 1e-3
FAR = np.float32(1e9)


@dataclass
class Level:
    """One round of a chain: which group everybody is in, how many groups there are, and what weighs there."""

    at: Indices
    number: int
    weight: Matrix
    spread: float = 0.0  # the least that the weights can add up to


@dataclass
class Chain:
    """Rounds whose groups are put together whole. People change places in all of them at once."""

    levels: list[Level]
    free: NDArray[np.bool_]  # who may be moved
    top: Level = field(init=False)

    def __post_init__(self) -> None:
        self.top = self.levels[-1]

    def together(self) -> Matrix:
        """Who sits together when the groups are largest (n × n, no one with themselves)."""
        same: Matrix = (self.top.at[:, None] == self.top.at[None, :]).astype(np.float32)
        np.fill_diagonal(same, 0)
        return same


def members_of(level: Level) -> Indices:
    """Who is in each group (groups × the largest size); -1 where a group is smaller."""
    order = np.argsort(level.at, kind="stable")
    sizes = np.bincount(level.at, minlength=level.number)
    seated: Indices = np.full((level.number, int(sizes.max())), -1, dtype=np.int64)
    seated[np.arange(seated.shape[1])[None, :] < sizes[:, None]] = order
    return seated


def weight_at_home(weight: Matrix, seated: Indices) -> Matrix:
    """The weight of each person with the group they are in."""
    there = seated >= 0
    found = weight[seated[:, :, None], seated[:, None, :]]
    found = np.where(there[:, None, :], found, 0).sum(axis=2)
    own: Matrix = np.empty(len(weight), dtype=np.float32)
    own[seated[there]] = found[there]
    return own


def weight_with(lines: Matrix, level: Level) -> Matrix:
    """The weight of some people with each group (lines × groups)."""
    order = np.argsort(level.at, kind="stable")
    starts = np.searchsorted(level.at[order], np.arange(level.number))
    return np.add.reduceat(lines[:, order], np.minimum(starts, len(order) - 1), axis=1)


def changes(weight: Matrix, level: Level, rows: Indices) -> tuple[Matrix, Matrix]:
    """What changing places costs, for each of ``rows`` with everybody, and what each person costs where they are."""
    at, seated = level.at, members_of(level)
    own = weight_at_home(weight, seated)
    home, which = np.unique(at[rows], return_inverse=True)
    to_home = np.where((seated[home] >= 0)[:, :, None], weight[seated[home]], 0).sum(axis=1)  # homes × people
    found = weight_with(weight[rows], level)[:, at]
    found -= own[rows, None]
    found += to_home[which]
    found -= own[None, :]
    found -= 2 * weight[rows]
    found[at[rows][:, None] == at[None, :]] = 0
    return found, own


class Search:
    """People, what weighs on each pair, and the rounds as they stand."""

    def __init__(self, people: int, met: Matrix, seed: int) -> None:
        self.people = people
        self.met = met  # how often each pair has met, before and in the rounds so far (n × n)
        self.chains: list[Chain] = []
        self.dice = np.random.default_rng(seed)

    def add(self, chain: Chain, steps: int, *, least: float = 0) -> None:
        """Add rounds, settled against those before, with which there must be ``least`` repeats."""
        self.settle(chain, steps, least=least)
        self.chains.append(chain)
        self.met += chain.together()

    def again(self, chain: Chain, steps: int, *, least: float = 0) -> None:
        """Settle a chain once more, against all others."""
        self.met -= chain.together()
        self.settle(chain, steps, least=least)
        self.met += chain.together()

    def repeats(self) -> int:
        """In how many pairs of rounds the same two are together, summed over all pairs of people."""
        return int((self.met * (self.met - 1)).sum()) // 4

    def settle(self, chain: Chain, steps: int, *, least: float = 0) -> None:
        """Change places until nothing is wrong, or ``steps`` are used; the best that was seen stands."""
        weights = [level.weight for level in chain.levels]
        weights[-1] = weights[-1] + np.float32(REPEAT) * self.met
        least = REPEAT * least + sum(level.spread for level in chain.levels)
        tabu = np.zeros((self.people, chain.top.number), dtype=np.int64)
        best, kept = np.inf, [level.at.copy() for level in chain.levels]
        down = True
        for step in range(steps):
            rows = self._in_trouble(chain, weights)
            total, trouble = self._all_changes(chain, weights, rows)
            if trouble < best - ENOUGH:
                best, kept = trouble, [level.at.copy() for level in chain.levels]
            if trouble <= least + ENOUGH or not len(rows):
                break
            total[:, ~chain.free] = FAR
            total[~chain.free[rows]] = FAR
            if len(chain.levels) == 1:
                total[chain.top.at[rows][:, None] == chain.top.at[None, :]] = FAR
            down = self._many(chain, rows, total) if down else False
            if not down:
                self._one(chain, rows, total, tabu, step, trouble - best)
        for level, at in zip(chain.levels, kept, strict=True):
            level.at[:] = at

    def _in_trouble(self, chain: Chain, weights: list[Matrix]) -> Indices:
        if self.people <= 150:
            return np.arange(self.people)
        same = np.zeros(self.people, dtype=bool)
        for level, weight in zip(chain.levels, weights, strict=True):
            seated = members_of(level)
            there = (seated >= 0)[:, None, :] & (seated >= 0)[:, :, None]
            wrong = (weight[seated[:, :, None], seated[:, None, :]] >= SHAPE) & there
            same[seated[wrong.any(axis=2)]] = True
        rows = np.flatnonzero(same)
        if not len(rows):
            rows = self.dice.choice(self.people, size=min(self.people, 60), replace=False)
        return rows if len(rows) <= 300 else self.dice.choice(rows, size=300, replace=False)

    def _all_changes(self, chain: Chain, weights: list[Matrix], rows: Indices) -> tuple[Matrix, float]:
        total = np.zeros((len(rows), self.people), dtype=np.float32)
        trouble = 0.0
        for level, weight in zip(chain.levels, weights, strict=True):
            found, own = changes(weight, level, rows)
            total += found
            trouble += float(own.sum()) / 2
        return total, trouble

    def _many(self, chain: Chain, rows: Indices, total: Matrix) -> bool:
        """Make all changes for the better that don't touch the same groups; whether there was one."""
        partner = total.argmin(axis=1)
        gain = total[np.arange(len(rows)), partner]
        used: set[int] = set()
        at = chain.top.at
        made = False
        for row in np.argsort(gain, kind="stable"):
            if gain[row] > -ENOUGH:
                break
            i, j = int(rows[row]), int(partner[row])
            a, b = int(at[i]), int(at[j])
            if a in used or b in used:
                continue
            used |= {a, b}
            swap(chain, i, j)
            made = True
        return made

    def _one(self, chain: Chain, rows: Indices, total: Matrix, tabu: Any, step: int, above: float) -> None:
        """Make the best change that has not been undone lately, for better or worse."""
        at = chain.top.at
        held = (tabu[rows][:, at] > step) | (step < tabu[:, at[rows]].T)
        hopeful = total < -above - ENOUGH
        total = np.where(held & ~hopeful, FAR, total)
        total += self.dice.random(total.shape, dtype=np.float32) * np.float32(0.01)
        row, j = np.unravel_index(int(total.argmin()), total.shape)
        if total[row, j] >= FAR / 2:
            return
        i, other = int(rows[row]), int(j)
        stay = step + int(self.dice.integers(4, 12))
        tabu[i, at[i]] = tabu[other, at[other]] = stay
        swap(chain, i, other)


def swap(chain: Chain, i: int, j: int) -> None:
    """Let two change places in every round of the chain."""
    for level in chain.levels:
        level.at[i], level.at[j] = level.at[j], level.at[i]


PATIENCE = 400  # steps without anything better, before a few are shaken loose


class Together:
    """Rounds without unions that are settled together: each step makes the best change in any of them.

    Only whoever is in trouble is moved. All arrays have the round first.
    """

    def __init__(self, search: Search, chains: list[Chain], least: float) -> None:
        self.dice = search.dice
        self.number = max(chain.top.number for chain in chains)
        self.static = np.stack([chain.top.weight for chain in chains])
        self.fixed = np.stack([~chain.free for chain in chains])
        self.least = sum(chain.top.spread for chain in chains) + REPEAT * least
        self.at = np.stack([chain.top.at for chain in chains])
        self.rounds, self.people = self.at.shape
        self.others = search.met - np.stack([chain.together() for chain in chains]).sum(axis=0)
        self.here = np.arange(self.rounds)[:, None]
        self.everybody = np.arange(self.people)
        self.tabu = np.zeros((self.rounds, self.people, self.number), dtype=np.int64)
        self.look_anew()

    def look_anew(self) -> None:
        """Work out from where everybody sits who meets whom, and what weighs."""
        at = self.at
        self.same = (at[:, :, None] == at[:, None, :]).astype(np.float32)
        self.same[:, self.everybody, self.everybody] = 0
        self.met = self.others + self.same.sum(axis=0)
        self.weight = self.static + np.float32(REPEAT) * (self.met[None] - self.same)
        self.one_hot = np.zeros((self.rounds, self.people, self.number), dtype=np.float32)
        self.one_hot[self.here, self.everybody, at] = 1
        held = (self.weight * self.same).sum() - REPEAT * ((self.met[None] - self.same) * self.same).sum() / 2
        self.trouble = float(held) / 2

    def settle(self, steps: int) -> NDArray[np.int64]:
        """Change places; return the best that was seen."""
        best, kept, quiet = np.inf, self.at.copy(), 0
        for step in range(steps):
            if self.trouble < best - ENOUGH:
                best, kept, quiet = self.trouble, self.at.copy(), 0
                if best <= self.least + ENOUGH:
                    break
            quiet += 1
            if quiet > PATIENCE:
                quiet = 0
                self.at[:] = kept
                self._shake()
            self._step(step, best)
        return kept

    def _step(self, step: int, best: float) -> None:
        at = self.at
        cost = self.weight @ self.one_hot
        own = cost[self.here, self.everybody, at]
        trouble = own >= SHAPE
        if not trouble.any():
            trouble[:] = True
        rounds, rows = np.nonzero(trouble & ~self.fixed)
        if not len(rows):
            return
        line, there, home = np.arange(len(rows))[:, None], at[rounds], at[rounds, rows]
        both = cost[rounds, rows][line, there] + cost[rounds, :, home]
        both -= own[rounds] + own[rounds, rows][:, None]
        both -= 2 * self.weight[rounds, rows]
        stuck = (self.tabu[rounds, rows][line, there] > step) | (self.tabu[rounds, :, home] > step)
        both[stuck & (both > best - self.trouble - ENOUGH)] = FAR
        both[there == home[:, None]] = FAR
        both[self.fixed[rounds]] = FAR
        low = both.min()
        if low >= FAR / 2:
            self.tabu[:] = 0
            return
        ties = np.flatnonzero(both <= low + ENOUGH)
        which, other = divmod(int(ties[self.dice.integers(len(ties))]), self.people)
        number, i = int(rounds[which]), int(rows[which])
        stay = step + int(self.dice.integers(2, 8)) + len(rows) // 8
        self.tabu[number, i, at[number, i]] = self.tabu[number, other, at[number, other]] = stay
        self.trouble += float(both[which, other])
        self._swap(number, i, other)

    def _swap(self, number: int, i: int, j: int) -> None:
        at, same, met = self.at, self.same, self.met
        a, b = at[number, i], at[number, j]
        at[number, i], at[number, j] = b, a
        self.one_hot[number, i, [a, b]] = 0, 1
        self.one_hot[number, j, [a, b]] = 1, 0
        for one in (i, j):
            row = self.one_hot[number, :, at[number, one]].copy()
            row[one] = 0
            change = row - same[number, one]
            met[one] += change
            met[:, one] += change
            same[number, one] = row
            same[number, :, one] = row
        for one in (i, j):
            new = self.static[:, one] + np.float32(REPEAT) * (met[one] - same[:, one])
            self.weight[:, one] = new
            self.weight[:, :, one] = new

    def _shake(self) -> None:
        for _ in range(int(self.dice.integers(2, 6))):
            number = int(self.dice.integers(self.rounds))
            movable = np.flatnonzero(~self.fixed[number])
            if len(movable) >= 2:
                i, j = self.dice.choice(movable, size=2, replace=False)
                self.at[number, [i, j]] = self.at[number, [j, i]]
        self.tabu[:] = 0
        self.look_anew()


def settle_together(search: Search, chains: list[Chain], steps: int, *, least: float = 0) -> None:
    """Settle rounds without unions together, by tabu search, where one after the other was not enough.

    ``least`` is how many repeats there must be at least.
    """
    together = Together(search, chains, least)
    kept = together.settle(steps)
    for chain, groups in zip(chains, kept, strict=True):
        chain.top.at[:] = groups
    search.met = together.others + np.stack([chain.together() for chain in chains]).sum(axis=0)
