"""How many groups there are, whatever the number of people."""

from collections.abc import Sequence
from itertools import pairwise

FEWEST = 2  # nobody is alone


def number_of_groups(people: int, size: float, *, multiple: int = 1) -> int:
    """Return how many groups of about ``size`` so many people make; ``multiple`` of them are to be put together later.

    Groups are as even as they can be. One fewer than ``size`` is better than one more where that is still a group
    (71 in sixes: eleven sixes and a five), but never in twos and threes (62 in threes: two groups have four) unless
    groups would become much larger for the sake of a multiple (11 in threes, to be put together in twos: one has two).
    """
    if people <= 0:
        return 0
    up, down = -(-people // max(1, round(size))), int(people // size)
    if abs(size - round(size)) > 1e-9:
        up = down = max(1, round(people / size))
    few = people // up
    most = up if few >= max(3, size - 1) or (people % up == 0 and few >= size) else down
    most = max(1, min(most, people // FEWEST))
    fewer = most - most % multiple
    more = fewer + multiple
    if fewer == most or (fewer and people / fewer - size <= 0.5):
        return fewer
    return more if more <= people // FEWEST else max(1, fewer)


def counts_of_groups(people: int, sizes: Sequence[float]) -> list[int]:
    """Return how many groups each round of a chain has: unions of whole groups, as many in each as can be."""
    per = [max(1, round(after / before)) for before, after in pairwise(sizes)]
    multiple = 1
    for one in per:
        multiple *= one
    counts = [number_of_groups(people, sizes[0], multiple=multiple)]
    for one in per:
        counts.append(max(1, counts[-1] // one))
    return counts


def is_right(size: int, wanted: float) -> bool:
    """Whether a group of ``size`` can be let be where about ``wanted`` were to sit."""
    if wanted <= 3:
        return FEWEST <= size <= wanted + 1
    return max(FEWEST, wanted - 1.5) <= size <= wanted + 1.5
