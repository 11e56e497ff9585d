"""What goes into a mix and what comes out of it: plain values."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Literal

Groups = Sequence[Sequence[int]]
What = Literal["repeats", "colleagues", "shapes", "sectors", "wishes"]


@dataclass(frozen=True)
class Person:
    """Somebody to be placed. ``organisation`` None is nobody's colleague; an empty shape or sector is none."""

    key: int
    organisation: int | None = None
    sector: str = ""
    shape: str = ""


@dataclass(frozen=True)
class Round:
    """How one round is divided: groups of about ``size`` people (5.5 is five or six).

    ``unites`` is the number of an earlier round whose groups are put together, whole, into the groups of this one.
    """

    size: float
    unites: int | None = None
    one_of_each_shape: bool = False


@dataclass(frozen=True)
class Finding:
    """How much there is of something that should be little, and how little it can at best be.

    Repeats are counted for each two rounds in which the same two sit together (two who meet three times: 3), colleagues
    and shapes in pairs of the same organisation or shape in a group, sectors in pairs of the same sector above what an
    even spread has, wishes in pairs that did not meet. ``bound`` is proven to be no more than the least possible.
    """

    what: What
    found: int
    bound: int


@dataclass(frozen=True)
class Mix:
    """A whole plan: for each round its groups, as keys of people, and what was found of it."""

    groups: Sequence[Groups]
    findings: Mapping[What, Finding] = field(default_factory=dict)

    def group_of(self, number: int) -> dict[int, int]:
        """Say in which group each person is in a round."""
        return {key: at for at, group in enumerate(self.groups[number]) for key in group}


@dataclass(frozen=True)
class Repair:
    """A plan after people have come and gone. ``moved`` are the (round, key) of those who must be told anew."""

    mix: Mix
    moved: Sequence[tuple[int, int]]


def chains_of(rounds: Sequence[Round]) -> list[list[int]]:
    """Put each round together with those that unite it: whoever sits together in the first does so in all."""
    chains: list[list[int]] = []
    for number, one in enumerate(rounds):
        if one.unites is None:
            chains.append([number])
            continue
        chain = next((chain for chain in chains if chain[-1] == one.unites), None)
        if chain is None:
            raise ValueError(f"Round {number} unites round {one.unites}, which is not an earlier, free one.")
        chain.append(number)
    return chains


def pairs_in(groups: Groups) -> Iterator[tuple[int, int]]:
    """Yield those who sit together, as pairs with the smaller key first."""
    for group in groups:
        yield from combinations(sorted(group), 2)
