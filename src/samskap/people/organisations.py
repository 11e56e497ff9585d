"""Organisations that arrange gatherings, and who belongs to them (organisasjoner)."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samskap.people.models import MemberInvitation, Organisation, OrganisationMember, Sector, Standing, User
from samskap.people.tokens import hashed, new_token
from samskap.refusals import Refused

LASTS = timedelta(days=30)


class SomebodyMustAdminister(Refused):
    """An organisation can't be left without an administrator."""

    message = _("An organisation needs an administrator. Let somebody else take over first.")


class IsThereAlready(Refused):
    """The organisation is in use, and its administrators let people in."""

    message = _("This organisation is here already. Ask one of its administrators to invite you.")


class NotThisOne(Refused):
    """The invitation was used, taken back, or is too old."""

    message = _("This invitation works no more. Ask for a new one.")


@transaction.atomic
def start_organisation(name: str, *, by: User, sector: str = Sector.OTHER, number: str = "") -> Organisation:
    """Begin to arrange gatherings as an organisation; whoever begins looks after it.

    A number or a name that participants have come from is taken over, unless it has members of its own. Two with the
    same name and different numbers are two organisations.
    """
    name = " ".join(name.split())
    organisation = Organisation.objects.filter(number=number).first() if number else None
    if organisation is None:
        organisation = Organisation.objects.filter(name__iexact=name).first()
        if organisation is not None and number and organisation.number not in {None, number}:
            organisation, name = None, f"{name[:108]} ({number})"
    if organisation is None:
        organisation = Organisation.objects.create(name=name, sector=sector, number=number or None)
    locked = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if locked.members.exists():
        raise IsThereAlready
    if number and locked.number is None:
        locked.number = number
        locked.save(update_fields=["number"])
    OrganisationMember.objects.create(organisation=locked, user=by, standing=Standing.ADMINISTRATOR)
    return locked


def invite_member(
    organisation: Organisation, *, email: str, standing: str, by: User, token: str | None = None
) -> tuple[MemberInvitation, str]:
    """Invite somebody; inviting again sends a new link, and the old one works no more. Returns the link's token too."""
    token = token or new_token()
    values = {"standing": standing, "token_hash": hashed(token), "invited_by": by, "sent_at": timezone.now()}
    invitation, _new = MemberInvitation.objects.update_or_create(
        organisation=organisation, email=email.strip().lower(), accepted_at=None, withdrawn_at=None, defaults=values
    )
    return invitation, token


def find_invitation(token: str) -> MemberInvitation | None:
    """The invitation of a link, if it can still be used."""
    since = timezone.now() - LASTS
    found = MemberInvitation.objects.select_related("organisation", "invited_by")
    return found.filter(token_hash=hashed(token), accepted_at=None, withdrawn_at=None, sent_at__gt=since).first()


@transaction.atomic
def accept_invitation(token: str, *, user: User) -> OrganisationMember:
    """Become a member. Of two who use the same link one does."""
    invitation = find_invitation(token)
    open_ = MemberInvitation.objects.filter(pk=invitation.pk if invitation else 0, accepted_at=None, withdrawn_at=None)
    if invitation is None or open_.update(accepted_at=timezone.now(), email="") == 0:
        raise NotThisOne
    values = {"standing": invitation.standing, "invited_by": invitation.invited_by}
    member, is_new = OrganisationMember.objects.get_or_create(
        organisation=invitation.organisation, user=user, defaults=values
    )
    if not is_new and invitation.standing == Standing.ADMINISTRATOR and not member.administers:
        member.standing = Standing.ADMINISTRATOR
        member.save(update_fields=["standing"])
    return member


def withdraw_invitation(invitation: MemberInvitation) -> None:
    """Take an invitation back (ta tilbake)."""
    MemberInvitation.objects.filter(pk=invitation.pk, accepted_at=None, withdrawn_at=None).update(
        withdrawn_at=timezone.now(), email=""
    )


def _lock(member: OrganisationMember) -> OrganisationMember:
    """Let one at a time change who looks after an organisation."""
    Organisation.objects.select_for_update().get(pk=member.organisation_id)
    return OrganisationMember.objects.get(pk=member.pk)


def _others_administer(member: OrganisationMember) -> bool:
    there = OrganisationMember.objects.filter(organisation=member.organisation_id, standing=Standing.ADMINISTRATOR)
    return there.exclude(pk=member.pk).exists()


@transaction.atomic
def change_standing(member: OrganisationMember, standing: str) -> None:
    """Make a member an administrator, or an administrator a member."""
    member = _lock(member)
    if member.administers and standing != Standing.ADMINISTRATOR and not _others_administer(member):
        raise SomebodyMustAdminister
    member.standing = standing
    member.save(update_fields=["standing"])


@transaction.atomic
def leave_organisation(member: OrganisationMember) -> None:
    """Go, or be let go. The last one may go; the last administrator may not leave others behind."""
    member = _lock(member)
    others = OrganisationMember.objects.filter(organisation=member.organisation_id).exclude(pk=member.pk)
    if member.administers and others.exists() and not _others_administer(member):
        raise SomebodyMustAdminister
    member.delete()


def require_two_step(organisation: Organisation, *, required: bool) -> None:
    """Ask administrators to sign in with two steps, or no longer."""
    Organisation.objects.filter(pk=organisation.pk).update(two_step_since=timezone.now() if required else None)


def rename(organisation: Organisation, name: str) -> None:
    """Change the name, if nobody else has it."""
    organisation.name = " ".join(name.split())
    try:
        with transaction.atomic():
            organisation.save(update_fields=["name"])
    except IntegrityError:
        raise IsThereAlready from None
