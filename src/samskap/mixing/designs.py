"""Rounds in which nobody meets twice, by algebra: a transversal design over a finite field.

People are points (row, column), with a column for each element of a field of *q* elements. Round *m* puts together, for
each *b*, the points whose column is ``b + m * row``: one from each row. Two points of different rows are together in
exactly one round; two of one row never, so colleagues go into one row. A point left out makes one group smaller; those
left out are of one row, so no group loses two.
"""

from collections import Counter
from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

Indices = NDArray[np.int64]

PRIMES = {2: (2, 1), 3: (3, 1), 4: (2, 2), 5: (5, 1), 7: (7, 1), 8: (2, 3), 9: (3, 2), 11: (11, 1), 13: (13, 1)}
PRIMES |= {16: (2, 4), 17: (17, 1), 19: (19, 1), 23: (23, 1), 25: (5, 2), 27: (3, 3), 29: (29, 1), 31: (31, 1)}
PRIMES |= {32: (2, 5), 37: (37, 1), 41: (41, 1), 43: (43, 1), 47: (47, 1), 49: (7, 2), 53: (53, 1), 59: (59, 1)}
PRIMES |= {61: (61, 1), 64: (2, 6), 67: (67, 1), 71: (71, 1), 73: (73, 1), 79: (79, 1), 81: (3, 4), 83: (83, 1)}
# What x to the power of the degree is, as coefficients from the lowest: polynomials that have no factors.
REDUCED = {4: (1, 1), 8: (1, 1, 0), 16: (1, 1, 0, 0), 32: (1, 0, 1, 0, 0), 64: (1, 1, 0, 0, 0, 0)}
REDUCED |= {9: (2, 0), 27: (2, 1, 0), 81: (1, 2, 0, 0), 25: (3, 0), 49: (4, 0)}


@cache
def field(q: int) -> tuple[Indices, Indices]:
    """Return how to add and multiply in the field with ``q`` elements, as tables. `KeyError` if there is none."""
    prime, degree = PRIMES[q]
    digits = np.array([[value // prime**place % prime for place in range(degree)] for value in range(q)])
    powers = prime ** np.arange(degree)
    plus = (digits[:, None] + digits[None, :]) % prime @ powers
    if degree == 1:
        return plus, np.multiply.outer(np.arange(q), np.arange(q)) % q
    times = np.zeros((q, q), dtype=np.int64)
    for a in range(q):
        for b in range(q):
            product = np.convolve(digits[a], digits[b])
            for power in range(len(product) - 1, degree - 1, -1):
                high, product[power] = product[power], 0
                for place, one in enumerate(REDUCED[q]):
                    product[power - degree + place] += high * one
            times[a, b] = product[:degree] % prime @ powers
    return plus, times


def smallest_field(at_least: int) -> int | None:
    """Return the smallest number of elements, at least so many, that a field has."""
    return min((q for q in PRIMES if q >= at_least), default=None)


def transversal(q: int, rows: int, rounds: int) -> Indices | None:
    """Return the group of each point in each round (rounds × rows·q), point ``row * q + column``; nothing if too many.

    There are *q* rounds of *q* groups. Where a row can itself be divided, those are more: in one round (8 rows of 4 …),
    or as many as the row's own design has.
    """
    if q not in PRIMES or rows > q:
        return None
    plus, times = field(q)
    minus = np.argsort(plus, axis=1)  # minus[a, c] is the b with a + b = c
    row, column = np.divmod(np.arange(rows * q), q)
    at = [minus[times[m, row], column] for m in range(min(rounds, q))]
    if rounds > q:
        inner = _of_a_row(q, rows)
        if inner is None or len(inner) < rounds - q:
            return None
        per = q // rows
        at += [row * per + one[column] for one in inner[: rounds - q]]
    return np.stack(at)


def _of_a_row(q: int, size: int) -> Indices | None:
    """Divide the ``q`` people of a row into groups of ``size``, over as many rounds as is known."""
    if q % size:
        return None
    if q == size:
        return np.zeros((1, q), dtype=np.int64)
    count = q // size
    for rounds in (count + 1, count) if count in PRIMES and size <= count else ():
        inner = transversal(count, size, rounds)
        if inner is not None:
            return inner
    return (np.arange(q) // size)[None]


def rows_for(parties: Sequence[tuple[int, int]], capacity: Sequence[int]) -> list[int] | None:
    """Put parties, each a (size, kind) and each whole, into rows with so much room; nothing if it does not work out.

    Rows are filled with one kind as far as they go: whoever is in one row never meets, so what is alike spreads evenly.
    Where that leaves no room for a party, they are put where they fill a row best.
    """
    of_kind: Counter[int] = Counter()
    for size, kind in parties:
        of_kind[kind] += size
    order = sorted(range(len(parties)), key=lambda index: (-parties[index][0], -of_kind[parties[index][1]]))
    return _filled(parties, capacity, order, by_kind=True) or _filled(parties, capacity, order, by_kind=False)


def _filled(
    parties: Sequence[tuple[int, int]], capacity: Sequence[int], order: Sequence[int], *, by_kind: bool
) -> list[int] | None:
    free = list(capacity)
    kinds: list[Counter[int]] = [Counter() for _ in capacity]
    placed = [0] * len(parties)
    for index in order:
        size, kind = parties[index]
        fits = [row for row in range(len(free)) if free[row] >= size]
        if not fits:
            return None
        if by_kind:
            row = min(fits, key=lambda row: (kinds[row].total() - 2 * kinds[row][kind], -free[row], row))
        else:
            row = min(fits, key=lambda row: (free[row], row))
        free[row] -= size
        kinds[row][kind] += size
        placed[index] = row
    return placed
