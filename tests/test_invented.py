"""The invented world is big enough, and holds together."""

from collections import Counter

import pytest

from samskap.cards.models import TEXT_MAX
from samskap.gatherings.models import Participation
from samskap.invented.barcamp import BARCAMP
from samskap.invented.guests import GUESTS, people
from samskap.invented.tale import Tale
from samskap.invented.unconference import MICRO_ACTIONS, REFLECTIONS, UNCONFERENCE
from samskap.people.models import Sector

TALES = pytest.mark.parametrize("tale", [BARCAMP, UNCONFERENCE], ids=["barcamp", "unconference"])


def test_72_people_come_from_25_organisations_in_all_sectors() -> None:
    assert (len(GUESTS), len({one.organisation for one in GUESTS})) == (72, 25)
    assert {one.sector for one in GUESTS} == set(Sector.values)


@pytest.mark.mission("U1")
def test_71_people_from_25_organisations_can_come_to_the_unconference() -> None:
    guests = UNCONFERENCE.guests
    assert (len(guests), len({one.organisation for one in guests})) == (71, 25)
    assert {one.sector for one in guests} == {Sector.PUBLIC, Sector.BUSINESS, Sector.VOLUNTARY, Sector.RESIDENT}


@TALES
@pytest.mark.parametrize("number", [24, 500, 2000, 12_000])
def test_no_two_people_have_the_same_full_name(number: int, tale: Tale) -> None:
    names = Counter((one.first_name, one.last_name) for one in people(number, tale.guests))

    assert (len(names), names.total()) == (number, number)


@TALES
def test_what_people_are_called_and_say_fits_where_it_is_kept(tale: Tale) -> None:
    said = [*tale.check_in, *tale.notes, *tale.check_out, *(topic.title for topic in tale.topics)]
    said += [*MICRO_ACTIONS, *REFLECTIONS]

    for one in people(2000, tale.guests):
        who = Participation(first_name=one.first_name, last_name=one.last_name, sector=one.sector, drive=one.drive)
        who.clean_fields(exclude=["gathering"])
    assert [text for text in said if len(text) > TEXT_MAX] == []


@TALES
def test_every_topic_answers_every_question_of_the_summary_sheet(tale: Tale) -> None:
    assert {len(topic.answers) for topic in tale.topics} == {len(tale.questions)}


@TALES
def test_a_related_topic_names_an_earlier_one(tale: Tale) -> None:
    titles = [topic.title for topic in tale.topics]

    for number, topic in enumerate(tale.topics):
        assert topic.related_to in ["", *titles[:number]]
