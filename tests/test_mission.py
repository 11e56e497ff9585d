"""The list of what Samskap is for, and the tests' claims about it."""

from collections import Counter

from samskap.testing import mission


def test_every_line_of_the_mission_is_listed_in_order() -> None:
    assert Counter(number[0] for number in mission.lines()) == {"G": 15, "B": 9, "D": 8, "C": 5, "F": 9, "U": 12}
    assert [int(number[1:]) for number in mission.lines() if number[0] == "B"] == list(range(1, 10))
