"""Who, what and when are found in what people write."""

from datetime import date

import pytest

from samskap.gatherings.models import Participation
from samskap.stage.promising import date_in, named_in, sayings

DAY = date(2026, 11, 20)


@pytest.mark.mission("U8")
def test_each_line_and_each_sentence_is_something_of_its_own() -> None:
    text = "- Aud ringer rektor kl. 10.30 den 15. mars.\n\n• Bjarne maler. Renate åpner gymsalen"

    assert sayings(text) == ["Aud ringer rektor kl. 10.30 den 15. mars.", "Bjarne maler.", "Renate åpner gymsalen"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("innen 15.3.", date(2027, 3, 15)),
        ("seinast 1. desember", date(2026, 12, 1)),
        ("by 3 March 2028", date(2028, 3, 3)),
        ("2027-02-28", date(2027, 2, 28)),
        ("1.12.27", date(2027, 12, 1)),
        ("I morgon ringjer eg", date(2026, 11, 21)),
        ("31.2. finnes ikke", None),
        ("kl. 10.30 i rom 3.2", None),
    ],
)
def test_a_date_is_read_as_it_is_written(text: str, found: date | None) -> None:
    assert date_in(text, after=DAY) == found


def test_a_first_name_that_two_have_says_nothing_by_itself() -> None:
    aud, other, per = (
        Participation(first_name="Aud", last_name="Aas"),
        Participation(first_name="Aud", last_name="Li"),
        Participation(first_name="Per"),
    )

    assert named_in("Per og Aud Li maler Audhilds gjerde", [aud, other, per]) == [per, other]
    assert named_in("Aud maler, og Persen ser på", [aud, other, per]) == []
