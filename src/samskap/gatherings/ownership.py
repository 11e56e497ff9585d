"""Which organisations run a gathering, and what that gives their people (eierskap)."""

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, Q, QuerySet, Value

from samskap.gatherings.models import Gathering, Membership, Owner, Role
from samskap.people.models import Organisation, OrganisationMember, Standing, User


def administering(user: User) -> QuerySet[OrganisationMember]:
    """Where somebody looks after an organisation, signed in as strongly as it asks for."""
    two_steps = Exists(Authenticator.objects.filter(user=OuterRef("user")))
    strong = Q(organisation__two_step_since=None) | two_steps
    return OrganisationMember.objects.filter(strong, user=user, standing=Standing.ADMINISTRATOR)


def roles_of(user: User, gathering: Gathering) -> set[Role]:
    """The roles of an account in a gathering: its own, and what it has through an organisation. One query."""
    own = Membership.objects.filter(gathering=gathering, user=user).values_list("role")
    through = administering(user).filter(organisation__owned__gathering=gathering).order_by()
    return {Role(role) for (role,) in own.union(through.values_list(Value(Role.ORGANISER.value)))}


def lacks_a_second_step(user: User, gathering: Gathering) -> bool:
    """Whether somebody would be let in if they signed in with two steps."""
    there = OrganisationMember.objects.filter(
        user=user, standing=Standing.ADMINISTRATOR, organisation__owned__gathering=gathering
    )
    return there.exists() and not Authenticator.objects.filter(user=user).exists()


def gatherings_of(user: User) -> QuerySet[Gathering]:
    """Those somebody has a role in, and those of their organisations."""
    own = Q(memberships__user=user)
    return Gathering.objects.filter(own | Q(owners__organisation__members__user=user)).distinct()


def planned_by(user: User) -> QuerySet[Gathering]:
    """Those somebody may plan."""
    own = Membership.objects.filter(user=user, role=Role.ORGANISER).values("gathering")
    through = administering(user).values("organisation__owned__gathering")
    return Gathering.objects.filter(Q(pk__in=own) | Q(pk__in=through))


def organisations_of(user: User) -> QuerySet[Organisation]:
    """The organisations somebody belongs to."""
    return Organisation.objects.filter(members__user=user)


def own(gathering: Gathering, organisation: Organisation) -> Owner:
    """Let an organisation run the gathering, alone or together with others (eie)."""
    return Owner.objects.get_or_create(gathering=gathering, organisation=organisation)[0]
