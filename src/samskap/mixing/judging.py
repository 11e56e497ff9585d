"""How good a plan is, and how good it could be at best."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import combinations

from samskap.mixing.people import Finding, Groups, Person, Round, What, chains_of, pairs_in


def least_pairs(sizes: Iterable[int], groups: int) -> int:
    """Return how many pairs of the same kind sit together at least, where kinds of these sizes fill so many groups."""
    total = 0
    for size in sizes:
        each, more = divmod(size, max(1, groups))
        total += more * (each + 1) * each // 2 + (groups - more) * each * (each - 1) // 2
    return total


def judge(
    people: Sequence[Person],
    rounds: Sequence[Round],
    plan: Sequence[Groups],
    *,
    met: Iterable[tuple[int, int]] = (),
    wishes: Iterable[tuple[int, int]] = (),
) -> dict[What, Finding]:
    """Count what is wrong with a plan, each beside the least it can be."""
    known = {one.key: one for one in people}
    tops = [plan[chain[-1]] for chain in chains_of(rounds)]
    before = {(min(pair), max(pair)) for pair in met if set(pair) <= known.keys()}
    meetings = Counter(before)
    for groups in tops:
        meetings.update(pairs_in(groups))
    wanted = {(min(pair), max(pair)) for pair in wishes if set(pair) <= known.keys()}
    shaped = [groups for groups, one in zip(plan, rounds, strict=True) if one.one_of_each_shape]
    organisations = {one.key: one.organisation for one in people if one.organisation is not None}
    sectors = {one.key: one.sector for one in people if one.sector}
    shapes = {one.key: one.shape for one in people if one.shape}
    uneven = sum(_alike(groups, sectors) - _least(groups, sectors) for groups in plan)
    return {
        "repeats": Finding(
            "repeats",
            sum(times * (times - 1) // 2 for times in meetings.values()),
            least_repeats(known, tops, before),
        ),
        "colleagues": Finding(
            "colleagues",
            sum(_alike(groups, organisations) for groups in plan),
            sum(_least(groups, organisations) for groups in plan),
        ),
        "shapes": Finding(
            "shapes",
            sum(_alike(groups, shapes) for groups in shaped),
            sum(_least(groups, shapes) for groups in shaped),
        ),
        "sectors": Finding("sectors", uneven, 0),
        "wishes": Finding("wishes", sum(1 for pair in wanted if not meetings[pair]), 0),
    }


def least_repeats(known: Iterable[int], tops: Sequence[Groups], before: Iterable[tuple[int, int]] = ()) -> int:
    """Return a number of meetings too many that no plan with groups of these sizes comes below.

    Each person meets everybody else in their groups; once there are no more others, the rest are repeats. All meetings
    together cannot be more than there are pairs. And where groups are larger than there are groups, some of each group
    meet again in any other round.
    """
    keys = set(known)
    had = Counter(one for pair in before for one in pair)
    seats = {key: had[key] for key in keys}
    # Sizes are dealt again in each round, so the most favourable is when all share them; the sum is what counts.
    meetings = sum(len(group) * (len(group) - 1) // 2 for groups in tops for group in groups)
    pairs = len(keys) * (len(keys) - 1) // 2
    overall = meetings + sum(seats.values()) // 2 - pairs
    smallest = sum(min((len(group) for group in groups), default=1) - 1 for groups in tops)
    each = sum(max(0, smallest + seats[key] - (len(keys) - 1)) for key in keys)
    again = sum(least_pairs([len(keys)], len(one) * len(other)) for one, other in combinations(tops, 2))
    return max(0, overall, -(-each // 2), again)


def _alike(groups: Groups, kinds: Mapping[int, Hashable]) -> int:
    return sum(
        1
        for group in groups
        for one, other in combinations([kinds[key] for key in group if key in kinds], 2)
        if one == other
    )


def _least(groups: Groups, kinds: Mapping[int, Hashable]) -> int:
    seated = Counter(kinds[key] for group in groups for key in group if key in kinds)
    return least_pairs(seated.values(), len(groups))
