"""Taking one's data along, closing an account, and accounts that nobody uses."""

import json
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from samskap.accounts.work import look_after_accounts
from samskap.gatherings import actions
from samskap.gatherings.models import Gathering, Role
from samskap.people.models import OrganisationMember, User
from samskap.people.organisations import start_organisation
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
