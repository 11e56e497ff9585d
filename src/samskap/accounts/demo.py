"""Invented colleagues: the organisation that runs the gathering, who belongs to it, and those who help on the day."""

from datetime import timedelta

from django.utils import timezone

from samskap.accounts.roles import invite
from samskap.gatherings.actions import give_role
from samskap.gatherings.models import Gathering, Role
from samskap.gatherings.ownership import own
from samskap.invented.tale import Tale
from samskap.people.actions import find_or_make_organisation, find_or_make_user
from samskap.people.models import Organisation, OrganisationMember, Sector, Standing, User
from samskap.people.organisations import accept_invitation, invite_member, start_organisation

COLLEAGUES = (("Solveig Nordby", Standing.ADMINISTRATOR), ("Amir Haugen", Standing.MEMBER))
HELPERS = (("Amir Haugen", Role.HOST), ("Turid Bakken", Role.HELPER))
ASKED = "jonas.moen@nordbygda.example"
MESSAGE = "Hei, Jonas! Kan du ta imot folk i døra sammen med Turid? Vi begynner en halv time før."


def before(gathering: Gathering, *, organiser: User, tale: Tale, **_more: object) -> None:
    """Let an organisation run the gathering and the one it was made from; a host, a helper, and one who is asked."""
    organisation = gathering.organisation or find_or_make_organisation(tale.organisation, sector=Sector.PUBLIC)
    if organisation is None:
        return
    _colleagues(organisation, organiser)
    for one in (gathering, gathering.made_from):
        if one is not None:
            own(one, organisation)
    for name, role in HELPERS:
        give_role(gathering, user=_account(name), role=role)
    asked, _link = invite(gathering, email=ASKED, roles=[Role.HELPER], message=MESSAGE, by=organiser)
    asked.sent_at = timezone.now() - timedelta(days=3)
    asked.save(update_fields=["sent_at"])


def _colleagues(organisation: Organisation, organiser: User) -> None:
    """The organiser looks after the organisation, and has let two in."""
    if OrganisationMember.objects.filter(organisation=organisation).exists():
        return
    start_organisation(organisation.name, by=organiser)
    for name, standing in COLLEAGUES:
        user = _account(name)
        _invited, link = invite_member(organisation, email=user.email, standing=standing, by=organiser)
        accept_invitation(link, user=user)


def _account(name: str) -> User:
    return find_or_make_user(f"{name.casefold().replace(' ', '.')}@nordbygda.example", name=name)
