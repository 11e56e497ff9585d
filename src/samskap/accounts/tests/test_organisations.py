"""Organisations run gatherings: who belongs, who plans, and who does not get in."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from samskap.gatherings.access import Who, actor_from
from samskap.gatherings.models import Gathering, Owner
from samskap.gatherings.ownership import gatherings_of, own, planned_by, roles_of
from samskap.jobs.doing import do_waiting
from samskap.people.models import Organisation, OrganisationMember, Standing, User
from samskap.people.organisations import SomebodyMustAdminister, change_standing, leave_organisation, start_organisation
from samskap.testing.register import Register

Browser = Callable[..., Client]


@pytest.fixture
def library(ingrid: User) -> Organisation:
    """Ingrid's library."""
    return start_organisation("Nordbygda bibliotek", by=ingrid)


@pytest.fixture
def member(library: Organisation, per: User) -> OrganisationMember:
    """Per belongs to the library."""
    return OrganisationMember.objects.create(organisation=library, user=per)


def test_an_administrator_plans_what_the_organisation_runs_a_member_sees_it_and_a_stranger_does_not(
    gathering: Gathering, library: Organisation, ingrid: User, member: OrganisationMember, browser_of: Browser
) -> None:
    eva = User.objects.create_user("eva@example.org")
    own(gathering, library)

    seen = {
        user: (
            Who.ORGANISER in actor_from({}, user, gathering).roles,
            browser_of(user).get(f"/g/{gathering.slug}/plan/").status_code,
            list(gatherings_of(user)),
            list(planned_by(user)),
        )
        for user in (ingrid, member.user, eva)
    }

    assert seen == {
        ingrid: (True, 200, [gathering], [gathering]),
        member.user: (False, 403, [gathering], []),
        eva: (False, 403, [], []),
    }
    Owner.objects.all().delete()
    assert browser_of(ingrid).get(f"/g/{gathering.slug}/plan/").status_code == 403


def test_the_roles_of_an_account_cost_one_query(
    gathering: Gathering, library: Organisation, ingrid: User, django_assert_num_queries: Any
) -> None:
    for number in range(3):
        own(gathering, start_organisation(f"Forening {number}", by=ingrid))

    with django_assert_num_queries(1):
        assert {role.value for role in roles_of(ingrid, gathering)} == {"organiser"}


def test_an_organisation_that_asks_for_two_steps_lets_nobody_plan_with_one(
    gathering: Gathering, library: Organisation, ingrid: User, browser_of: Browser
) -> None:
    own(gathering, library)
    hers = browser_of(ingrid)
    hers.post(f"/account/organisations/{library.pk}/", {"what": "two-step"})

    refused = hers.get(f"/g/{gathering.slug}/plan/")
    Authenticator.objects.create(user=ingrid, type=Authenticator.Type.TOTP, data={})

    assert (refused.status_code, "i to trinn" in refused.content.decode()) == (403, True)
    assert hers.get(f"/g/{gathering.slug}/plan/").status_code == 200


def test_a_colleague_is_invited_and_becomes_a_member_with_the_yes(
    library: Organisation, ingrid: User, per: User, browser_of: Browser
) -> None:
    values = {"what": "invite", "email": per.email, "standing": "member", "key": "k"}
    browser_of(ingrid).post(f"/account/organisations/{library.pk}/", values)
    do_waiting("the test")
    link = re.search(r"/account/organisations/invitation/[\w-]+/", str(mail.outbox[-1].body))
    assert link

    assert "Nordbygda bibliotek" in browser_of(per).get(link[0]).content.decode()
    answer = browser_of(per).post(link[0])

    assert answer.headers["Location"] == f"/account/organisations/{library.pk}/"
    assert OrganisationMember.objects.get(user=per).standing == Standing.MEMBER
    assert browser_of(ingrid).post(link[0]).status_code == 410


def test_a_member_changes_nothing_and_a_stranger_finds_nothing(
    library: Organisation, member: OrganisationMember, ingrid: User, browser_of: Browser
) -> None:
    address = f"/account/organisations/{library.pk}/"
    eva = User.objects.create_user("eva@example.org")
    hers = OrganisationMember.objects.get(user=ingrid)

    assert browser_of(member.user).get(address).status_code == 200
    for what in ("remove", "administrator", "two-step", "rename", "withdraw", "invite"):
        assert browser_of(member.user).post(address, {"what": what, "pk": hers.pk, "name": "Kupp"}).status_code == 404
    assert [browser_of(eva).get(address).status_code, browser_of(eva).post(address).status_code] == [404, 404]
    library.refresh_from_db()
    assert (library.name, library.two_step_since, library.members.count()) == ("Nordbygda bibliotek", None, 2)


def test_one_administrator_is_always_left(library: Organisation, member: OrganisationMember, ingrid: User) -> None:
    hers = OrganisationMember.objects.get(user=ingrid)

    with pytest.raises(SomebodyMustAdminister):
        leave_organisation(hers)
    with pytest.raises(SomebodyMustAdminister):
        change_standing(hers, Standing.MEMBER)
    change_standing(member, Standing.ADMINISTRATOR)
    leave_organisation(hers)

    member.refresh_from_db()
    leave_organisation(member)  # the last one may go
    assert library.members.count() == 0


@pytest.mark.mission("C3")
def test_two_organisations_run_a_gathering_together_when_both_say_yes(
    gathering: Gathering, library: Organisation, ingrid: User, per: User, browser_of: Browser
) -> None:
    club = start_organisation("Nordbygda idrettslag", by=per)
    own(gathering, library)
    hers, his = browser_of(ingrid), browser_of(per)
    page = f"/g/{gathering.slug}/helpers/"

    hers.post(page, {"what": "together", "name": "nordbygda idrettslag"})
    assert his.get(f"/g/{gathering.slug}/plan/").status_code == 403
    assert gathering.title in his.get("/account/organisations/").content.decode()
    asked = gathering.owner_invitations.get()
    assert hers.post(f"/account/organisations/{library.pk}/", {"what": "yes", "pk": asked.pk}).status_code == 404
    his.post(f"/account/organisations/{club.pk}/", {"what": "yes", "pk": asked.pk})

    assert his.get(f"/g/{gathering.slug}/plan/").status_code == 200
    for owner in gathering.owners.all():
        hers.post(page, {"what": "stop-owning", "pk": owner.pk})
    assert gathering.owners.count() == 1  # somebody must be left who can plan
    assert hers.post(page, {"what": "together", "name": "Ukjent"}).status_code in {403, 422}


def test_a_name_in_use_is_not_taken_over(library: Organisation, per: User, browser_of: Browser) -> None:
    Organisation.objects.create(name="Nordbygda kommune")
    his = browser_of(per)

    taken = his.post("/account/organisations/", {"name": "nordbygda BIBLIOTEK", "sector": "public"})
    his.post("/account/organisations/", {"name": "Nordbygda kommune", "sector": "public"})

    assert (taken.status_code, [one.organisation.name for one in per.organisations.all()]) == (
        422, ["Nordbygda kommune"],
    )  # fmt: skip
    assert timezone.now() >= OrganisationMember.objects.get(user=per).since


@pytest.mark.mission("G1")
def test_a_new_gathering_is_run_by_the_organisation_that_is_chosen(
    library: Organisation, ingrid: User, browser_of: Browser
) -> None:
    stranger = Organisation.objects.create(name="En annen")
    values = {
        "title": "Ny samling", "date": "2027-03-10", "time": "10:00", "expected": "48", "rounds": "2",
        "organisation": stranger.pk,
    }  # fmt: skip
    hers = browser_of(ingrid)

    assert hers.post("/plan/new/barcamp-full-day/", values).status_code == 422
    hers.post("/plan/new/barcamp-full-day/", values | {"organisation": library.pk})

    assert [one.organisation for one in Owner.objects.filter(gathering__title="Ny samling")] == [library]


@pytest.mark.mission("G5")
def test_an_organisation_is_added_by_number_and_by_hand_when_the_register_is_away(
    brreg: Register, ingrid: User, per: User, browser_of: Browser
) -> None:
    hers = browser_of(ingrid)

    def add(number: str, name: str = "", browser: Client = hers) -> int:
        values = {"number": number, "name": name, "sector": "business"}
        return browser.post("/account/organisations/", values).status_code

    assert (add("923 609 016"), add("923609017"), add(""), add("974760673")) == (302, 422, 422, 422)
    bank = Organisation.objects.get(number="923609016")
    assert (bank.name, bank.members.get().user) == ("NORDBYGDA SPAREBANK", ingrid)
    assert add("923609016", browser=browser_of(per)) == 422  # Ingrid lets him in
    cache.clear()
    brreg.mood = "broken"
    assert (add("974760673"), add("974760673", "Nordbygda sparebank")) == (422, 302)
    assert Organisation.objects.get(number="974760673").name == "Nordbygda sparebank (974760673)"
