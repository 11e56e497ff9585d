"""Taking one's data along, closing an account, and accounts that nobody uses."""

import json
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from django.utils import timezone

from samskap.accounts import roles
from samskap.accounts.models import RoleInvitation
from samskap.accounts.work import look_after_accounts, throw_away_what_has_expired
from samskap.gatherings import actions
from samskap.gatherings.models import Gathering, Role
from samskap.people.actions import make_sign_in_link
from samskap.people.models import MemberInvitation, OrganisationMember, SignInLink, User
from samskap.people.organisations import invite_member, start_organisation
from samskap.testing.fixtures import WorkOff

Browser = Callable[..., Client]


@pytest.fixture
def hers(browser_of: Browser, ingrid: User) -> Client:
    """Ingrid's browser, just signed in."""
    client = browser_of(ingrid)
    session = client.session
    session["account_authentication_methods"] = [{"method": "code", "at": time.time()}]
    session.save()
    return client


def test_all_that_is_kept_about_one_can_be_taken_along(hers: Client, ingrid: User, gathering: Gathering) -> None:
    start_organisation("Nordbygda bibliotek", by=ingrid)
    actions.give_role(gathering, user=ingrid, role=Role.HOST)

    told = json.loads(hers.get("/account/data/").content)

    assert (told["account"]["email"], told["organisations"][0]["organisation"], told["roles"][0]["role"]) == (
        ingrid.email, "Nordbygda bibliotek", "host",
    )  # fmt: skip
    assert "password" not in told["account"]


def test_an_account_is_closed_when_nobody_is_left_in_the_lurch(
    hers: Client, ingrid: User, per: User, gathering: Gathering
) -> None:
    library = start_organisation("Nordbygda bibliotek", by=ingrid)
    OrganisationMember.objects.create(organisation=library, user=per)
    actions.give_role(gathering, user=ingrid, role=Role.ORGANISER)
    page = hers.get("/account/close/").content.decode()
    assert (gathering.title in page, "Nordbygda bibliotek" in page) == (True, True)
    assert hers.post("/account/close/", {"email": ingrid.email}).status_code == 422

    OrganisationMember.objects.filter(user=per).update(standing="administrator")
    actions.give_role(gathering, user=per, role=Role.ORGANISER)
    assert hers.post("/account/close/", {"email": per.email}).status_code == 422
    hers.post("/account/close/", {"email": ingrid.email.upper()})

    assert [user.email for user in User.objects.all()] == [per.email]
    assert Gathering.objects.filter(pk=gathering.pk).exists()
    assert hers.get("/account/").status_code == 403


def test_an_unused_account_is_warned_once_then_closed_and_signing_in_saves_it(
    ingrid: User, per: User, work_off: WorkOff
) -> None:
    ago = timezone.now() - timedelta(days=705)
    User.objects.update(made_at=ago, last_login=ago)

    look_after_accounts()
    look_after_accounts()
    work_off()
    assert sorted(letter.to[0] for letter in mail.outbox) == [ingrid.email, per.email]
    User.objects.update(warned_at=timezone.now() - timedelta(days=31))
    User.objects.filter(pk=per.pk).update(last_login=timezone.now())
    look_after_accounts()

    assert [user.email for user in User.objects.all()] == [per.email]


def test_what_has_expired_is_thrown_away_and_what_can_still_be_used_is_kept(
    hers: Client, ingrid: User, gathering: Gathering
) -> None:
    library = start_organisation("Nordbygda bibliotek", by=ingrid)

    def known() -> tuple[int, ...]:
        addresses = [model.objects.exclude(email="").count() for model in (RoleInvitation, MemberInvitation)]
        return (Session.objects.count(), SignInLink.objects.count(), *addresses)

    make_sign_in_link(ingrid)
    roles.invite(gathering, email="eva@example.org", roles=["host"], message="Hei!", by=ingrid)
    invite_member(library, email="eva@example.org", standing="member", by=ingrid)
    throw_away_what_has_expired()
    assert known() == (1, 1, 1, 1)

    long_ago = timezone.now() - timedelta(days=61)
    Session.objects.update(expire_date=long_ago)
    SignInLink.objects.update(expires_at=long_ago)
    for model in (RoleInvitation, MemberInvitation):
        model.objects.update(sent_at=long_ago)
    throw_away_what_has_expired()

    assert known() == (0, 0, 0, 0)
