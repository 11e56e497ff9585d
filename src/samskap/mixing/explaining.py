"""Say how good a plan is, in values that a page can put into words: what was found, and why it can't be less."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from samskap.mixing.people import Mix, Person, Round, What, chains_of, pairs_in


@dataclass(frozen=True)
class Saying:
    """One thing about a plan. ``pairs`` are keys of those it is about, for repeats.

    For colleagues ``size`` is how many come from the largest organisation, and ``groups`` the fewest groups of a round:
    where the first is more than the second, colleagues must meet.
    """

    what: What
    found: int
    bound: int
    pairs: Sequence[tuple[int, int]] = ()
    size: int = 0
    groups: int = 0

    @property
    def is_best(self) -> bool:
        """Whether it is proven that it can't be less."""
        return self.found <= self.bound


def explain(
    mix: Mix, people: Sequence[Person], rounds: Sequence[Round], *, met: Iterable[tuple[int, int]] = ()
) -> list[Saying]:
    """Say what there is to say of a plan: repeats and colleagues always, the rest where there is any."""
    size = max(Counter(one.organisation for one in people if one.organisation is not None).values(), default=0)
    groups = min((len(one) for one in mix.groups if one), default=0)
    sayings = []
    for what, finding in mix.findings.items():
        if what in {"repeats", "colleagues"} or finding.found:
            sayings.append(
                Saying(
                    what,
                    finding.found,
                    finding.bound,
                    pairs=_repeated(mix, rounds, met) if what == "repeats" and finding.found else (),
                    size=size if what == "colleagues" else 0,
                    groups=groups if what == "colleagues" else 0,
                )
            )
    return sayings


def _repeated(mix: Mix, rounds: Sequence[Round], met: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    meetings = Counter({(min(pair), max(pair)) for pair in met})
    for chain in chains_of(rounds):
        meetings.update(pairs_in(mix.groups[chain[-1]]))
    return sorted(pair for pair, times in meetings.items() if times > 1)
