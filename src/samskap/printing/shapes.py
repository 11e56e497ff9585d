"""Who gets which shape on the badge (merke): evenly, and so that people from one organisation get different ones (G6).

A pure function, and the one place where shapes are given: a cleverer mixer can take its place.
"""

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Somebody:
    """What must be known of a person: who it is, where they come from, and the shape they have already."""

    key: Hashable
    organisation: Hashable = None
    shape: str = ""


def give_shapes(people: Sequence[Somebody], shapes: Sequence[str]) -> dict[Hashable, str]:
    """Give each person one of ``shapes``.

    Whoever has one of them keeps it. The others are taken organisation by organisation, the largest first, and each
    gets the shape that fewest have; of those, the one that fewest from the same organisation have. When nobody had a
    shape before, no shape is given to more than one person more than another, and so it is within each organisation.
    """
    if not shapes:
        return {}
    given: dict[Hashable, str] = {one.key: one.shape for one in people if one.shape in shapes}
    of_all = Counter(given.values())
    of_organisation = Counter((one.organisation, one.shape) for one in people if one.shape in shapes)
    sizes = Counter(one.organisation for one in people)
    without = [one for one in people if one.key not in given]
    without.sort(key=lambda one: (one.organisation is None, -sizes[one.organisation], str(one.organisation)))
    for one in without:
        shape = min(
            shapes, key=lambda shape: (of_all[shape], of_organisation[one.organisation, shape], shapes.index(shape))
        )
        given[one.key] = shape
        of_all[shape] += 1
        of_organisation[one.organisation, shape] += 1
    return given
