"""Roles in a gathering: invited, accepted, handed out as a link, taken back."""

import re
from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client

from samskap.accounts import demo
from samskap.accounts.models import RoleInvitation
from samskap.gatherings import actions
from samskap.gatherings.models import Gathering, Membership, Participation, Pass, Role
from samskap.invented.barcamp import BARCAMP
from samskap.jobs.doing import do_waiting
from samskap.people.models import User
from samskap.testing.fixtures import OURS

Browser = Callable[..., Client]


def people(gathering: Gathering) -> str:
    return f"/g/{gathering.slug}/helpers/"


def letters() -> list[str]:
    do_waiting("the test")
    return [str(one.body) for one in mail.outbox]


def link_in_the_letter() -> str:
    found = re.search(r"http://localhost:8000(/account/invitation/[\w-]+/)", letters()[-1])
    assert found
    return found[1]


def roles(gathering: Gathering, user: User) -> set[str]:
    return set(Membership.objects.filter(gathering=gathering, user=user).values_list("role", flat=True))


@pytest.mark.mission("U12")
def test_somebody_is_invited_to_roles_by_letter_and_has_them_after_a_yes(
    ingrids: Client, browser_of: Browser, gathering: Gathering, per: User
) -> None:
    values = {"what": "invite", "email": per.email, "roles": ["helper", "host"], "message": "Vil du stå i døra?"}
    ingrids.post(people(gathering), values | {"key": "k"})
    link = link_in_the_letter()
    letter = mail.outbox[-1]
    assert (letter.to, "Vil du stå i døra?" in letter.body, "sjekker folk inn i døra" in letter.body) == (
        [per.email], True, True,
    )  # fmt: skip
    pers = browser_of(per)

    assert "Konferansier" in pers.get(link).content.decode()
    assert roles(gathering, per) == set()  # shown by GET, answered by POST
    answer = pers.post(link)

    assert (answer.headers["Location"], roles(gathering, per)) == ("/g/unge/door/", {"helper", "host"})
    assert "sjekker folk inn" in pers.get("/g/unge/helpers/my-part/").content.decode()
    assert browser_of(User.objects.create_user("eva@example.org")).post(link).status_code == 410
    one = Membership.objects.get(user=per, role="host")
    ingrids.post(people(gathering), {"what": "take-role", "pk": one.pk})
    assert roles(gathering, per) == {"helper"}
    assert RoleInvitation.objects.get().email == ""  # used: nothing personal is kept of it


def test_whoever_has_no_account_gets_one_with_the_yes_and_whoever_has_one_signs_in(
    ingrids: Client, browser_of: Browser, gathering: Gathering, per: User
) -> None:
    for email in ("ny@example.org", per.email):
        ingrids.post(people(gathering), {"what": "invite", "email": email, "roles": ["facilitator"]})
    newcomers, known = [re.search(r"/account/invitation/[\w-]+/", one) for one in letters()]

    assert newcomers
    assert known
    answer = browser_of().post(newcomers[0])
    away = browser_of().post(known[0])

    assert answer.headers["Location"] == "/g/unge/desk/"
    assert roles(gathering, User.objects.get(email="ny@example.org")) == {"facilitator"}
    assert (away.headers["Location"].startswith("/sign-in/?next=%2Faccount%2Finvitation"), roles(gathering, per)) == (
        True, set(),
    )  # fmt: skip


def test_an_invitation_is_sent_again_with_a_new_link_and_can_be_taken_back(
    ingrids: Client, browser_of: Browser, gathering: Gathering, per: User
) -> None:
    values = {"what": "invite", "email": per.email, "roles": ["helper"]}
    ingrids.post(people(gathering), values)
    first = link_in_the_letter()
    ingrids.post(people(gathering), values | {"roles": ["host"]})
    second = link_in_the_letter()

    assert [browser_of(per).get(link).status_code for link in (first, second)] == [410, 200]
    ingrids.post(people(gathering), {"what": "withdraw", "pk": RoleInvitation.objects.get().pk})
    assert browser_of(per).get(second).status_code == 410
    assert ingrids.post(people(gathering), values | {"email": "per"}).status_code == 422
    assert ingrids.post(people(gathering), {"what": "invite", "email": per.email}).status_code == 422


@pytest.mark.mission("G1")
@pytest.mark.parametrize(
    ("role", "where"), [("facilitator", "desk"), ("screen", "screen"), ("helper", "door"), ("host", "helpers/my-part")]
)
def test_a_link_gives_a_role_without_an_account_until_it_is_taken_back(
    ingrids: Client, gathering: Gathering, role: str, where: str
) -> None:
    values = {"what": "hand-out", "role": role, "label": "Per", "key": "k"}
    page = ingrids.post(people(gathering), values).content.decode()
    again = ingrids.post(people(gathering), values).content.decode()
    link = re.search(r"/p/[\w-]+/", page)
    assert link
    assert link[0] in again  # sent twice: one pass, the same link
    assert link[0] not in ingrids.get(people(gathering)).content.decode()

    device = Client(headers=OURS, SERVER_NAME="localhost")
    assert device.get(link[0]).headers["Location"] == f"/g/{gathering.slug}/{where}/"
    assert device.get(f"/g/{gathering.slug}/{where}/").status_code == 200
    assert device.get(f"/g/{gathering.slug}/plan/").status_code == 403

    ingrids.post(people(gathering), {"what": "take-back", "pk": Pass.objects.get().pk})
    assert device.get(f"/g/{gathering.slug}/{where}/").status_code == 403


def test_somebody_can_always_plan(ingrids: Client, gathering: Gathering, ingrid: User, per: User) -> None:
    mine = Membership.objects.get(gathering=gathering, user=ingrid, role=Role.ORGANISER)

    ingrids.post(people(gathering), {"what": "take-role", "pk": mine.pk})
    assert Membership.objects.filter(pk=mine.pk).exists()

    actions.give_role(gathering, user=per, role=Role.ORGANISER)
    ingrids.post(people(gathering), {"what": "take-role", "pk": mine.pk})
    assert not Membership.objects.filter(pk=mine.pk).exists()


def test_what_belongs_to_another_gathering_can_not_be_taken_back_here(
    ingrids: Client, gathering: Gathering, per: User
) -> None:
    other = Gathering.objects.create(slug="annen", title="En annen", starts_at=gathering.starts_at)
    one = actions.give_role(other, user=per, role=Role.ORGANISER)
    actions.hand_out_pass(other, role=Role.SCREEN)

    for values in ({"what": "take-role", "pk": one.pk}, {"what": "take-back", "pk": Pass.objects.get().pk}):
        assert ingrids.post(people(gathering), values).status_code == 404


def test_a_facilitator_forgets_somebody_who_asks(
    desk: Client, gathering: Gathering, aud: Participation, bjarne: Participation
) -> None:
    address = f"/g/{gathering.slug}/helpers/people/"
    assert "Bjarne" not in desk.get(address, {"q": "aud"}).content.decode()

    desk.post(address, {"pk": aud.pk})

    page = desk.get(address).content.decode()
    assert ("Aud" in page, "Bjarne" in page) == (False, True)


def test_the_demo_has_an_organisation_with_people_and_helpers(
    gathering: Gathering, ingrid: User, browser_of: Callable[..., Client]
) -> None:
    for _ in range(2):  # and doing it again is no harm
        demo.before(gathering, organiser=ingrid, tale=BARCAMP)

    told = browser_of(ingrid).get(f"/g/{gathering.slug}/helpers/").content.decode()

    for what in (*(name for name, _role in demo.HELPERS), demo.ASKED):
        assert what in told
    assert [one.organisation.members.count() for one in gathering.owners.all()] == [3]
