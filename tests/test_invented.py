"""The invented world is big enough, and holds together."""

from collections import Counter

import pytest

from samskap.cards.models import TEXT_MAX
from samskap.gatherings.models import Participation
from samskap.invented.barcamp import BARCAMP
from samskap.invented.guests import GUESTS, people
from samskap.people.models import Sector


def test_72_people_come_from_25_organisations_in_all_sectors() -> None:
    assert (len(GUESTS), len({one.organisation for one in GUESTS})) == (72, 25)
    assert {one.sector for one in GUESTS} == set(Sector.values)


@pytest.mark.parametrize("number", [24, 500, 2000, 12_000])
def test_no_two_people_have_the_same_full_name(number: int) -> None:
    names = Counter((one.first_name, one.last_name) for one in people(number))

    assert (len(names), names.total()) == (number, number)


def test_what_people_are_called_and_say_fits_where_it_is_kept() -> None:
    said = [*BARCAMP.check_in, *BARCAMP.notes, *BARCAMP.check_out, *(topic.title for topic in BARCAMP.topics)]

    for one in people(2000):
        who = Participation(first_name=one.first_name, last_name=one.last_name, sector=one.sector, drive=one.drive)
        who.clean_fields(exclude=["gathering"])
    assert [text for text in said if len(text) > TEXT_MAX] == []


def test_every_topic_answers_every_question_of_the_summary_sheet() -> None:
    assert {len(topic.answers) for topic in BARCAMP.topics} == {len(BARCAMP.questions)}


def test_a_related_topic_names_an_earlier_one() -> None:
    titles = [topic.title for topic in BARCAMP.topics]

    for number, topic in enumerate(BARCAMP.topics):
        assert topic.related_to in ["", *titles[:number]]
