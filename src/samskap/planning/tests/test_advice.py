"""Advice as Ingrid plans: with its reason, set aside, and back again when the facts change (G14, G15)."""

import uuid
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import translation

from samskap.capacity.rules import Heed, Rule
from samskap.gatherings.models import Gathering
from samskap.gatherings.recipes import make_from_recipe
from samskap.people.models import User
from samskap.planning.advice import HEEDS, heed_in_words, not_known, other_advice
from samskap.planning.library import Purpose, library
from samskap.planning.models import County, Known, SchoolHoliday, Setting
from samskap.planning.questions import Fault, look_at
from samskap.testing.fixtures import OURS

WINTER_WEEK = datetime(2027, 2, 24, 9, tzinfo=ZoneInfo("Europe/Oslo"))

OPEN = """
Hva skal til for at alle unge har et sted å være?
Hvordan kan vi få flere med i frivillig arbeid?
Når har du opplevd at naboer hjalp hverandre, og hva gjorde det mulig?
Hvem savner vi her i dag?
Hva får du til når du er på ditt beste?
Hvilke små ting gjør en stor forskjell?
Hvor møtes folk i bygda i dag?
Fortell om en gang du var stolt av stedet du bor.
Hva og hvem trenger vi for å komme i gang?
Hvorfor trives folk her?
Kva skal til for at alle unge har ein stad å vere?
Korleis kan vi lage fleire møteplassar?
Kven kan vi spørje om hjelp?
Kva får du til når du er på ditt beste?
Når kjenner du deg heime her?
Kvifor trivst folk her?
Kva drøymer du om for bygda?
What would it take for everybody to have a place to be?
How might we bring more people together?
When did you last see people make something good together?
Imagine it is five years from now: what has changed?
What are you curious about right now?
"""
FAULTY = {
    Fault.CLOSED: """
Bør vi bygge en skatepark?
Er det nok møteplasser i bygda?
Kan frivillige bidra mer?
Har du en idé?
Skal vi samarbeide?
Finst det nok møteplassar?
Treng vi eit ungdomshus?
Likar du å bu her?
Vil du vere med?
Er de klare?
Should we build a skate park?
Do you like living here?
Can volunteers do more?
Is there enough to do?
""",
    Fault.LEADING: """
Bør vi ikke bygge en skatepark?
Er det ikke på tide å samarbeide?
Er du enig i at vi trenger et ungdomshus?
Vi trenger flere frivillige, ikke sant?
Bør vi ikkje byggje eit ungdomshus?
Er du einig i at bygda treng ein kafé?
Vi treng fleire frivillige, ikkje sant?
Shouldn't we build a skate park?
Don't you agree that we need a youth club?
We need more volunteers, right?
""",
    Fault.DOUBLE: """
Hva er viktigst for unge, og hvordan får vi det til?
Hvem skal gjøre det? Og når?
Hvordan får vi flere med, og hvem betaler?
Kva er viktigast for unge, og korleis får vi det til?
Kven skal gjere det? Og når?
What matters most, and how do we get there?
Who will do it? When?
""",
    Fault.BLAMING: """
Hvem har skylden for at ungdomsklubben ble lagt ned?
Hvorfor gjør ikke kommunen noe?
Hva er galt med ungdommen i dag?
Hvorfor kommer aldri foreldrene?
Hvorfor klarer ikke dere å samarbeide?
Kven har skulda for at klubben blei lagd ned?
Kvifor gjer ikkje kommunen noko?
Kva er gale med ungdomen i dag?
Kvifor kjem aldri foreldra?
Who is to blame for the youth club closing?
Why don't parents come?
What is wrong with young people today?
Why does the council never listen?
""",
}  # fmt: skip


def lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line]


@pytest.mark.mission("G14")
def test_open_questions_are_left_in_peace_in_all_three_languages() -> None:
    assert {one: [remark.fault for remark in look_at(one)] for one in lines(OPEN) if look_at(one)} == {}


@pytest.mark.mission("G14")
@pytest.mark.parametrize("fault", list(Fault))
def test_a_question_that_closes_is_told_what_it_does(fault: Fault) -> None:
    missed = [one for one in lines(FAULTY[fault]) if fault not in [remark.fault for remark in look_at(one)]]

    assert missed == []


@pytest.fixture
def ingrid(db: None) -> User:
    """Ingrid, who plans gatherings for the county library."""
    return User.objects.create_user("ingrid@bibliotek.example", name="Ingrid")


@pytest.fixture
def ingrids(ingrid: User) -> Client:
    """What Ingrid is signed in on."""
    client = Client(headers=OURS | {"accept-language": "nb"}, SERVER_NAME="localhost")
    client.force_login(ingrid)
    return client


@pytest.fixture
def day(ingrid: User) -> Gathering:
    """A BarCamp in the winter holiday of some, Ingrid's; people come from Oslo."""
    made = make_from_recipe(
        "barcamp-half-day", title="Ung i Nordbygda", starts_at=WINTER_WEEK, organiser=ingrid,
        burning_question="Bør vi ikke bygge en skatepark?", expected=24,
    )  # fmt: skip
    Setting.objects.create(gathering=made, counties=["oslo"])
    SchoolHoliday.objects.all().delete()
    SchoolHoliday.objects.create(county="oslo", kind="winter", first=date(2027, 2, 22), last=date(2027, 2, 26))
    return made


def post(client: Client, address: str, **values: Any) -> Any:
    return client.post(address, values | {"key": uuid.uuid4().hex})


@pytest.mark.mission("G15")
def test_advice_has_a_reason_and_can_be_set_aside_and_brought_back(
    ingrids: Client, ingrid: User, day: Gathering
) -> None:
    plan, advice = f"/g/{day.slug}/plan/", f"/g/{day.slug}/plan/advice/"
    page = ingrids.get(plan).content.decode()
    assert "Vinterferie i Oslo. Må sjekkes mot fylkets egen side." in page
    assert "Familier er bortreist" in page

    with translation.override("nb"):
        school = next(one for one in other_advice(day, list(day.blocks.all())) if "school" in one.code)
    for _ in range(2):  # a second tap changes nothing
        post(ingrids, advice, what="know", code=school.code)
    assert [(one.by, one.code) for one in Known.objects.all()] == [(ingrid, school.code)]
    assert "1 råd lagt bort" in ingrids.get(plan).content.decode()

    post(ingrids, advice, what="bring-back", code=school.code)
    assert not Known.objects.exists()


@pytest.mark.mission("G15")
def test_advice_that_was_set_aside_comes_back_when_the_facts_change(day: Gathering, ingrid: User) -> None:
    def shown() -> list[str]:
        return [
            one.code for one in not_known(day, other_advice(day, list(day.blocks.all())))[0] if "school" in one.code
        ]

    [code] = shown()
    Known.objects.create(gathering=day, code=code, by=ingrid)
    assert shown() == []

    day.starts_at = WINTER_WEEK.replace(day=25)
    assert len(shown()) == 1


@pytest.mark.mission("G15")
def test_the_counties_and_the_people_of_a_gathering_can_be_chosen(ingrids: Client, day: Gathering) -> None:
    address = f"/g/{day.slug}/plan/setting/"
    assert post(ingrids, address, counties=["narnia"], way="physical", brokers="0").status_code == 422

    post(ingrids, address, counties=["agder", "troms"], way="digital", volunteers="on", brokers="1")

    setting = Setting.objects.get(gathering=day)
    assert (setting.counties, setting.way, setting.volunteers) == (["agder", "troms"], "digital", True)
    page = ingrids.get(f"/g/{day.slug}/plan/").content.decode()
    assert "24 personer trenger 2 børsmeglere, og du har 1." in page
    assert "Det er i arbeidstida, fra 9.00" in page or "Det er i arbeidstida, fra 09.00" in page
    assert "Vinterferie" not in page


@pytest.mark.mission("G15")
def test_school_holidays_are_to_be_checked_until_somebody_has(ingrids: Client, ingrid: User, day: Gathering) -> None:
    assert "Må sjekkes" in ingrids.get("/plan/school-holidays/?county=oslo").content.decode()
    one = SchoolHoliday.objects.get()
    values = {"county": "oslo", "kind": "winter", "first": "2027-02-15", "source": "oslo.kommune.example"}

    assert post(ingrids, f"/plan/school-holidays/{one.pk}/", **values, last="2027-01-01").status_code == 422
    post(ingrids, f"/plan/school-holidays/{one.pk}/", **values, last="2027-02-19")

    one.refresh_from_db()
    assert (one.first, one.checked_by, one.checked_at is not None) == (date(2027, 2, 15), ingrid, True)
    assert "Må sjekkes" not in ingrids.get("/plan/school-holidays/?county=oslo").content.decode()


def test_all_counties_have_holidays_for_the_two_coming_school_years_from_the_start(db: None) -> None:
    rows = SchoolHoliday.objects.filter(first__gte=date(2026, 8, 1))
    if not rows:  # another test has emptied the tables
        pytest.skip("the table was emptied")
    assert {(one.county, one.kind) for one in rows} == {
        (county, kind) for county in County.values for kind in ("autumn", "christmas", "winter", "easter", "summer")
    }
    assert rows.count() == 15 * 5 * 2


@pytest.mark.mission("G15")
@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_every_rule_can_be_told_with_its_reason_in_three_languages(language: str) -> None:
    values = {
        "name": "17. mai", "kind": "winter", "counties": ["Oslo"], "checked": False, "begins": WINTER_WEEK,
        "ends": WINTER_WEEK, "hours": 9, "first": "11.00", "last": "13.30", "minutes": 100, "most": 90, "people": 24,
        "needed": 2, "brokers": 1, "days": 3, "title": "Lunsj", "n": 5,
    }  # fmt: skip
    with translation.override(language):
        told = [heed_in_words(Heed(rule, "look", "x", values)) for rule in Rule]

        assert sorted(HEEDS) == sorted(Rule)
        assert [one.text for one in told if "%" in one.text] == []
        assert [one.text for one in told if not one.source] == []


@pytest.mark.mission("G14")
def test_the_library_has_sixty_questions_that_open_in_each_language() -> None:
    for language in ("nb", "nn", "en"):
        with translation.override(language):
            texts = [one.text for one in library()]
            assert len(texts) >= 60
            faults = {remark.fault for one in texts for remark in look_at(one)}
            assert faults <= {Fault.DOUBLE}  # who you are and who made you so is one question in a round
            assert {one.purpose for one in library()} == set(Purpose)


@pytest.mark.mission("G14")
def test_a_question_is_found_and_used_with_one_tap(ingrids: Client, day: Gathering) -> None:
    address = f"/g/{day.slug}/plan/questions/"
    check_in = next(block for block in day.blocks.all() if block.kind == "round")
    pause = next(block for block in day.blocks.all() if block.kind == "talk")

    page = ingrids.get(address, {"q": "tirsdag", "purpose": "dreaming"}).content.decode()
    assert "Hvordan ser en vanlig tirsdag ut her" in page
    assert "1 spørsmål" in page

    post(ingrids, address, text="Hva skal barna våre takke oss for?")
    post(ingrids, address, text="Hva er du glad i på stedet der du bor?", block=check_in.pk)

    day.refresh_from_db()
    check_in.refresh_from_db()
    assert day.burning_question == "Hva skal barna våre takke oss for?"
    assert check_in.settings["question"] == "Hva er du glad i på stedet der du bor?"
    assert post(ingrids, address, text="Hva?", block=pause.pk).status_code == 404
    assert post(ingrids, address, text="").status_code == 404
