"""Numbers across gatherings: right, for the right people, and asked for in a fixed number of questions (G12)."""

from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from samskap.gatherings.actions import give_role
from samskap.gatherings.models import Gathering, Participation, Role
from samskap.overview.columns import draw_columns, period_of
from samskap.overview.demo import earlier_gatherings
from samskap.overview.queries import Chosen, chosen_among, counted_for, figures, web
from samskap.overview.ties import Tie, find_ties
from samskap.people.actions import find_or_make_organisation, find_or_make_user
from samskap.people.models import OrganisationMember, Standing, User
from samskap.spreadsheets import read_table
from samskap.testing.fixtures import OURS


@pytest.fixture
def kari(db: None) -> User:
    return find_or_make_user("kari@example.org", name="Kari")


def looks(user: User) -> Client:
    client = Client(headers=OURS)
    client.force_login(user)
    return client


@pytest.mark.mission("G12")
def test_a_tie_is_two_organisations_in_one_group_and_new_only_the_first_time() -> None:
    seats = [(0, 1, 7), (0, 1, 8), (0, 1, 8), (0, 2, 9), (1, 3, 8), (1, 3, 7), (1, 3, 9)]

    assert find_ties(seats) == [Tie(7, 8, 0, 2), Tie(7, 9, 1, 1), Tie(8, 9, 1, 1)]


def test_columns_stand_on_the_ground_and_the_highest_fills_the_picture() -> None:
    first, second = draw_columns([("jan.", {"a": 3, "b": 1}), ("feb.", {"b": 2})], ["a", "b"])

    assert (first.total, second.total) == (4, 2)
    assert [round(part.y + part.height) for part in (first.parts[0], second.parts[0])] == [280, 280]
    assert first.parts[-1].y == 30


def test_periods_are_no_finer_than_the_time_they_cover() -> None:
    day = date(2026, 11, 22)

    assert [period_of(day, days) for days in (100, 900, 3000)] == [(2026, 11), (2026, 4), (2026, 0)]


@pytest.mark.mission("G12")
def test_the_overview_counts_those_who_came_to_mine_and_nobody_else(kari: User, gathering: Gathering) -> None:
    """Aud plans a gathering of her own; Kari's numbers know nothing of it, nor of who signed up and stayed away."""
    earlier_gatherings(kari, inviting=None, titles=["En", "To"], each=12)
    give_role(gathering, user=find_or_make_user("aud@example.org"), role=Role.ORGANISER)
    Participation.objects.create(gathering=Gathering.objects.get(slug="en"), first_name="Uteblitt")

    found = figures(chosen_among(counted_for(kari), Chosen()))

    came = [Participation.objects.came().filter(gathering=one.gathering).count() for one in found.held]
    assert [one.gathering.slug for one in found.held] == ["en", "to"]
    assert [one.people for one in found.held] == came
    assert (found.people, sum(count for _sector, count in found.sectors)) == (sum(came), sum(came))
    assert sum(one.new_ties for one in found.held) == len(found.ties)


@pytest.mark.mission("G12")
def test_who_looks_after_an_organisation_counts_its_gatherings_and_a_member_does_not(kari: User) -> None:
    library = find_or_make_organisation("Nordbygda bibliotek", sector="public")
    assert library is not None
    earlier_gatherings(kari, inviting=library, titles=["En"], each=8)
    chief, member = find_or_make_user("sjef@example.org"), find_or_make_user("medlem@example.org")
    OrganisationMember.objects.create(organisation=library, user=chief, standing=Standing.ADMINISTRATOR)
    OrganisationMember.objects.create(organisation=library, user=member, standing=Standing.MEMBER)

    assert [list(counted_for(user).values_list("slug", flat=True)) for user in (chief, member)] == [["en"], []]


@pytest.mark.mission("G12")
def test_filters_choose_by_time_sector_and_who_invites(kari: User) -> None:
    library = find_or_make_organisation("Nordbygda bibliotek", sector="public")
    first, *_ = earlier_gatherings(kari, inviting=library, titles=["En"], each=12)
    earlier_gatherings(kari, inviting=None, titles=["To", "Tre"], each=12)

    everything = counted_for(kari)
    assert library is not None
    assert chosen_among(everything, Chosen(organisation=library.pk)) == [first]
    assert chosen_among(everything, Chosen(until=first.starts_at.date())) != []
    assert chosen_among(everything, Chosen(since=date(2100, 1, 1))) == []
    assert [label for label, _count in figures([first], sector="public").sectors] == ["Offentlig"]


@pytest.mark.mission("G12")
def test_the_page_costs_the_same_for_two_gatherings_and_for_twelve(
    kari: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    earlier_gatherings(kari, inviting=None, titles=[f"Samling {number}" for number in range(12)], each=8)

    with django_assert_max_num_queries(8):
        found = figures(chosen_among(counted_for(kari), Chosen()))
    assert len(found.held) == 12
    assert web(found).lines != []


@pytest.mark.mission("G12")
def test_page_and_workbook_say_the_same(kari: User) -> None:
    earlier_gatherings(kari, inviting=None, titles=["En"], each=12)
    client = looks(kari)

    page = client.get("/overview/")
    book = client.get("/overview/excel/")

    table = read_table(book.content, "oversikt.xlsx")
    assert page.status_code == 200
    assert [str(cell) for cell in table.headings[:4]] == ["Samling", "Dato", "Sted", "Deltakere"]
    assert [(row[0], int(row[3])) for row in table.rows] == [("En", page.context["found"].people)]


def test_a_filter_that_makes_no_sense_says_so_and_shows_everything(kari: User) -> None:
    earlier_gatherings(kari, inviting=None, titles=["En"], each=12)

    page = looks(kari).get("/overview/", {"since": "2026-05-01", "until": "2026-04-01"})

    assert (page.status_code, len(page.context["found"].held)) == (422, 1)


def test_with_nothing_held_the_page_says_what_will_come(kari: User) -> None:
    assert "Ingenting å telle ennå" in looks(kari).get("/overview/").content.decode()
