"""Who may do what on the day, in words; inviting, accepting and taking back (roller)."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samskap.accounts.models import LASTS, OwnerInvitation, RoleInvitation
from samskap.gatherings.actions import give_role, take_role
from samskap.gatherings.models import Gathering, Membership, Owner, Role
from samskap.gatherings.ownership import own
from samskap.people.models import Organisation, OrganisationMember, Standing, User
from samskap.people.organisations import NotThisOne
from samskap.people.tokens import hashed, new_token
from samskap.refusals import Refused

# What each may do, as told to those who give the role and those who get it.
MAY: dict[Role, str | Promise] = {
    Role.ORGANISER: _("plans everything, before and after, and decides who helps"),
    Role.FACILITATOR: _("leads the day from the desk, and can do what the others can do on the day"),
    Role.HOST: _("speaks to the room, and sees what the big screen shows"),
    Role.BROKER: _("sits at a desk and registers the agreements people make"),
    Role.HELPER: _("checks people in at the door, and types for those without a phone"),
}
CREW_ROLES = tuple(MAY)


class SomebodyMustPlan(Refused):
    """A gathering can't be left without an organiser."""

    message = _("Somebody must be able to plan. Give another the role first.")


class NobodyThere(Refused):
    """No organisation of that name has members here."""

    status = 422
    message = _("No organisation with this name uses Samskap. Ask somebody there to add it under “My organisations”.")


def invite(
    gathering: Gathering, *, email: str, roles: Sequence[str], message: str, by: User | None, token: str | None = None
) -> tuple[RoleInvitation, str]:
    """Invite somebody to one or more roles. Again sends a new link, and the old one works no more."""
    token = token or new_token()
    values = {
        "roles": [role for role in CREW_ROLES if role in roles], "message": message, "token_hash": hashed(token),
        "invited_by": by, "sent_at": timezone.now(),
    }  # fmt: skip
    invitation, _new = RoleInvitation.objects.update_or_create(
        gathering=gathering, email=email.strip().lower(), accepted_at=None, withdrawn_at=None, defaults=values
    )
    return invitation, token


def find_invitation(token: str) -> RoleInvitation | None:
    """The invitation of a link, if it can still be used."""
    found = RoleInvitation.objects.select_related("gathering", "invited_by")
    since = timezone.now() - LASTS
    return found.filter(token_hash=hashed(token), accepted_at=None, withdrawn_at=None, sent_at__gt=since).first()


@transaction.atomic
def accept(token: str, *, user: User) -> list[Membership]:
    """Take the roles. A link works once."""
    invitation = find_invitation(token)
    open_ = RoleInvitation.objects.filter(pk=invitation.pk if invitation else 0, accepted_at=None, withdrawn_at=None)
    if invitation is None or open_.update(accepted_at=timezone.now(), email="", message="") == 0:
        raise NotThisOne
    return [give_role(invitation.gathering, user=user, role=Role(role)) for role in invitation.roles]


def withdraw(invitation: RoleInvitation) -> None:
    """Take an invitation back."""
    open_ = RoleInvitation.objects.filter(pk=invitation.pk, accepted_at=None, withdrawn_at=None)
    open_.update(withdrawn_at=timezone.now(), email="", message="")


def somebody_else_plans(gathering: Gathering, *, than: User | None = None, without: Organisation | None = None) -> bool:
    """Whether there is an organiser left, of their own or through an organisation."""
    own_role = Membership.objects.filter(gathering=gathering, role=Role.ORGANISER)
    through = OrganisationMember.objects.filter(
        organisation__owned__gathering=gathering, standing=Standing.ADMINISTRATOR
    )
    if than is not None:
        own_role = own_role.exclude(user=than)
    if without is not None:
        through = through.exclude(organisation=without)
    return own_role.exists() or through.exists()


@transaction.atomic
def take_back_role(one: Membership) -> None:
    """Take a role back; the last organiser keeps theirs."""
    Gathering.objects.select_for_update(of=("self",)).get(pk=one.gathering_id)
    if one.role == Role.ORGANISER and not somebody_else_plans(one.gathering, than=one.user):
        raise SomebodyMustPlan
    take_role(one.gathering, user=one.user, role=Role(one.role))


def ask_to_run_together(gathering: Gathering, *, name: str, by: User | None) -> OwnerInvitation | Owner:
    """Ask another organisation to run the gathering too. One's own needs no asking."""
    organisation = Organisation.objects.filter(name__iexact=" ".join(name.split()), members__isnull=False).first()
    if organisation is None:
        raise NobodyThere
    if by is not None and OrganisationMember.objects.filter(organisation=organisation, user=by).exists():
        return own(gathering, organisation)
    asked, _new = OwnerInvitation.objects.get_or_create(
        gathering=gathering, organisation=organisation, answered_at=None, defaults={"invited_by": by}
    )
    return asked


@transaction.atomic
def answer_to_run_together(asked: OwnerInvitation, *, yes: bool) -> None:
    """Say yes or no, once."""
    open_ = OwnerInvitation.objects.filter(pk=asked.pk, answered_at=None)
    if open_.update(answered_at=timezone.now()) == 0:
        raise NotThisOne
    if yes:
        own(asked.gathering, asked.organisation)


@transaction.atomic
def stop_owning(owner: Owner) -> None:
    """Run the gathering no more. Somebody must be left who can plan it."""
    Gathering.objects.select_for_update(of=("self",)).get(pk=owner.gathering_id)
    if not somebody_else_plans(owner.gathering, without=owner.organisation):
        raise SomebodyMustPlan
    owner.delete()
