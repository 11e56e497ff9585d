"""Who gets which shape on the badge (merke), so that groups with one of each can be made of them (G6, U1)."""

from collections import Counter
from collections.abc import Mapping, Sequence

from samskap.mixing.people import Person


def draw_shapes(
    people: Sequence[Person], shapes: Sequence[str], *, given: Mapping[int, str] | None = None
) -> dict[int, str]:
    """Give each person one of ``shapes``, by key.

    Whoever has one of them already (``given``, or on the person) keeps it. The others are taken organisation by
    organisation, the largest first, and each gets the shape that fewest have; of those, the one that fewest from the
    same organisation have, and then fewest of the same sector. When nobody had a shape before, no shape is given to
    more than one person more than another, and so it is within each organisation.
    """
    if not shapes:
        return {}
    had = {one.key: (given or {}).get(one.key, one.shape) for one in people}
    drawn = {key: shape for key, shape in had.items() if shape in shapes}
    of_all = Counter(drawn.values())
    of_organisation = Counter((one.organisation, drawn[one.key]) for one in people if one.key in drawn)
    of_sector = Counter((one.sector, drawn[one.key]) for one in people if one.key in drawn)
    sizes = Counter(one.organisation for one in people)
    without = [one for one in people if one.key not in drawn]
    without.sort(key=lambda one: (one.organisation is None, -sizes[one.organisation], one.organisation or 0))
    for one in without:
        shape = min(
            shapes,
            key=lambda shape: (
                of_all[shape], of_organisation[one.organisation, shape], of_sector[one.sector, shape],
                shapes.index(shape),
            ),
        )  # fmt: skip
        drawn[one.key] = shape
        of_all[shape] += 1
        of_organisation[one.organisation, shape] += 1
        of_sector[one.sector, shape] += 1
    return drawn
