"""The code on a printed sheet leads to the right place, and only there (G10)."""

import pytest

from samskap.gatherings.models import Gathering
from samskap.gatherings.sheets import NotASheet, SheetCode, read_sheet_token, sheet_token

pytestmark = pytest.mark.mission("G10")

HERE = Gathering(pk=7, slug="her")
THERE = Gathering(pk=8, slug="der")


def test_a_sheet_says_what_it_was_printed_for_and_is_short_enough_for_a_coarse_qr_code() -> None:
    token = sheet_token(HERE, "circle", block=123, circle=98765, card=40)

    assert read_sheet_token(HERE, token) == SheetCode("circle", block=123, circle=98765, card=40)
    assert read_sheet_token(HERE, sheet_token(HERE, "wall")) == SheetCode("wall")
    assert len(token) <= 26


@pytest.mark.parametrize("wrong", ["", "b3f", "b3f-", "-", "zzz-AAAAAAAAAAAA", "b-é"])
def test_a_code_that_we_have_not_made_is_refused(wrong: str) -> None:
    with pytest.raises(NotASheet):
        read_sheet_token(HERE, wrong)


def test_a_sheet_of_another_gathering_or_with_another_number_is_refused() -> None:
    token = sheet_token(THERE, "block", block=3)

    assert read_sheet_token(THERE, token) == SheetCode("block", block=3)
    for wrong in (token, sheet_token(HERE, "block", block=3).replace("b3", "b4")):
        with pytest.raises(NotASheet):
            read_sheet_token(HERE, wrong)
