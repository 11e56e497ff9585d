"""The way back from a page below a line of the menu."""

from samskap.gatherings.access import PLANNERS, Actor
from samskap.gatherings.menu import line_above


def above(path: str) -> str | None:
    line = line_above(path, "here", Actor(roles=PLANNERS))
    return line.address if line else None


def test_a_page_below_a_line_of_the_menu_leads_back_to_it() -> None:
    assert above("/g/here/print/badges/") == "print"
    assert above("/g/here/plan/rooms/") == "plan"


def test_the_nearest_line_is_the_way_back_and_a_line_itself_needs_none() -> None:
    assert above("/g/here/plan/run-sheet/5/") == "run-sheet"
    assert above("/g/here/plan/run-sheet/") is None
    assert above("/account/") is None
