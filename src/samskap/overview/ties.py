"""Ties between organisations: who has worked in a group together, and when for the first time. Pure functions."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations


@dataclass(frozen=True)
class Tie:
    """Two organisations (keys, the lower first) whose people have sat in the same group (bånd)."""

    one: int
    other: int
    first: int  # the place in time, from 0, of the gathering where they first did
    times: int  # in how many gatherings they have


def find_ties(seats: Iterable[tuple[int, int, int]]) -> list[Tie]:
    """Find the ties in ``seats``: (the gathering's place in time, the group's key, the organisation's key).

    A group with people from one organisation makes no tie. The strongest come first, then the oldest.
    """
    groups: dict[tuple[int, int], set[int]] = {}
    for when, group, organisation in seats:
        groups.setdefault((when, group), set()).add(organisation)
    met: dict[tuple[int, int], set[int]] = {}
    for (when, _group), organisations in groups.items():
        for pair in combinations(sorted(organisations), 2):
            met.setdefault(pair, set()).add(when)
    found = [Tie(one, other, min(times), len(times)) for (one, other), times in met.items()]
    return sorted(found, key=lambda tie: (-tie.times, tie.first, tie.one, tie.other))


@dataclass(frozen=True)
class Dot:
    """An organisation in the picture: where its dot is, and where its name is written, in the picture's own units."""

    key: int
    x: float
    y: float
    text_x: float
    text_y: float
    turned: float  # degrees: names stand out from the circle like spokes, so that they never cover each other
    left: bool  # the name ends at the dot instead of beginning there


@dataclass(frozen=True)
class Line:
    """A tie in the picture, as an SVG path; the heavier, the more gatherings."""

    tie: Tie
    path: str
    weight: int


SIZE = 1000  # the picture's width and height, in its own units
RADIUS = 300.0
TEXT_AT = 322.0
BEND = 0.35  # 0 is straight, 1 goes through the middle


def draw_ties(ties: Sequence[Tie], keys: Sequence[int]) -> tuple[list[Dot], list[Line]]:
    """Put organisations evenly on a circle in the order of ``keys``, and draw the ties between them as bent lines."""
    middle = SIZE / 2
    dots: dict[int, Dot] = {}
    for number, key in enumerate(keys):
        angle = 2 * math.pi * (number + 0.5) / len(keys) - math.pi / 2
        across, down = math.cos(angle), math.sin(angle)
        dots[key] = Dot(
            key,
            round(middle + RADIUS * across, 1),
            round(middle + RADIUS * down, 1),
            round(middle + TEXT_AT * across, 1),
            round(middle + TEXT_AT * down, 1),
            turned=round(math.degrees(angle) + (180 if across < 0 else 0), 1),
            left=across < 0,
        )
    lines = []
    for tie in sorted(ties, key=lambda tie: tie.times):  # the strongest on top
        if tie.one in dots and tie.other in dots:
            one, other = dots[tie.one], dots[tie.other]
            bend_x = (one.x + other.x) / 2 * (1 - BEND) + middle * BEND
            bend_y = (one.y + other.y) / 2 * (1 - BEND) + middle * BEND
            path = f"M{one.x} {one.y}Q{bend_x:.1f} {bend_y:.1f} {other.x} {other.y}"
            lines.append(Line(tie, path, min(tie.times, 4)))
    return list(dots.values()), lines
