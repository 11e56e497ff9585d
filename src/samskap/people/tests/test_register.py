"""The company register is asked by name and by number, and may be away, slow or mad (G5)."""

import pytest

from samskap.people import register
from samskap.testing.register import Register

pytestmark = pytest.mark.mission("G5")


def test_an_organisation_is_found_by_name_and_by_number_and_remembered(brreg: Register) -> None:
    assert [str(one) for one in register.find("  spare  ")] == ["NORDBYGDA SPAREBANK (923609016)"]
    assert [one.name for one in register.find("923 609 016")] == ["NORDBYGDA SPAREBANK"]
    asked = brreg.asked
    register.find("spare")
    assert (brreg.asked, register.find("ab"), register.find("123 456 789")) == (asked, [], [])


@pytest.mark.parametrize(
    ("text", "number"),
    [("923 609 016", "923609016"), ("923609017", ""), ("123456785", ""), ("Sparebanken", "")],
    ids=["right", "check digit", "first digit", "name"],
)
def test_a_number_is_known_by_its_check_digit_and_its_first(text: str, number: str) -> None:
    assert register.number_in(text) == number


@pytest.mark.parametrize("mood", ["slow", "mad", "broken"])
def test_a_register_that_is_away_is_left_alone_for_a_while(brreg: Register, mood: str) -> None:
    brreg.mood = mood
    for _ in range(2):
        with pytest.raises(register.Away):
            register.find("spare")
    assert brreg.asked == 1
