"""Closing an account: by its owner, or because nobody has used it for two years."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from samskap.gatherings.models import Gathering, Membership, Role
from samskap.people.models import Organisation, OrganisationMember, Standing, User

UNUSED = timedelta(days=730)
WARNED = timedelta(days=30)


def only_i_plan(user: User) -> QuerySet[Gathering]:
    """The gatherings that nobody could plan any more without this account."""
    others = Membership.objects.filter(gathering=OuterRef("pk"), role=Role.ORGANISER).exclude(user=user)
    owners = OrganisationMember.objects.filter(
        organisation__owned__gathering=OuterRef("pk"), standing=Standing.ADMINISTRATOR
    ).exclude(user=user)
    mine = Gathering.objects.filter(memberships__user=user, memberships__role=Role.ORGANISER)
    return mine.exclude(Exists(others)).exclude(Exists(owners)).distinct()


def only_i_administer(user: User) -> QuerySet[Organisation]:
    """The organisations with other members that nobody could look after without this account."""
    others = OrganisationMember.objects.filter(organisation=OuterRef("pk")).exclude(user=user)
    mine = Organisation.objects.filter(members__user=user, members__standing=Standing.ADMINISTRATOR)
    return mine.filter(Exists(others)).exclude(Exists(others.filter(standing=Standing.ADMINISTRATOR)))


def close_account(user: User) -> None:
    """Close it (avslutte kontoen). Gatherings and what was made in them stay; who it was goes."""
    user.delete()


def unused(now: datetime | None = None) -> QuerySet[User]:
    """Accounts that nobody has signed in to for two years, less the time a warning gives."""
    since = (now or timezone.now()) - UNUSED + WARNED
    return User.objects.annotate(used_at=Coalesce("last_login", "made_at")).filter(used_at__lt=since)


def to_warn(now: datetime | None = None) -> QuerySet[User]:
    """Those who have not been warned since they last signed in."""
    return unused(now).filter(Q(warned_at=None) | Q(warned_at__lt=Coalesce("last_login", "made_at")))


def to_close(now: datetime | None = None) -> QuerySet[User]:
    """Those who were warned a month ago and have not signed in."""
    before = (now or timezone.now()) - WARNED
    return unused(now).filter(warned_at__lt=before, warned_at__gte=Coalesce("last_login", "made_at"))
