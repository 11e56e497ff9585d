"""Who gets a badge, and who stands in the list."""

from collections.abc import Iterable
from dataclasses import dataclass

from samskap.gatherings.actions import own_link
from samskap.gatherings.models import Gathering, Membership, Participation, Role
from samskap.people.models import User
from samskap.printing.badges import Who

CREW = (Role.ORGANISER, Role.FACILITATOR, Role.HOST, Role.BROKER, Role.HELPER)


@dataclass(frozen=True)
class CrewMember:
    """Somebody who makes the day happen, with the most important of their roles."""

    user: User
    role: Role


def crew(gathering: Gathering) -> list[CrewMember]:
    """Everybody with a role, once each."""
    found: dict[int, CrewMember] = {}
    held = Membership.objects.filter(gathering=gathering, role__in=CREW).select_related("user").order_by("pk")
    for one in sorted(held, key=lambda one: CREW.index(Role(one.role))):
        found.setdefault(one.user_id, CrewMember(one.user, Role(one.role)))
    return list(found.values())


def without_a_place(gathering: Gathering) -> list[CrewMember]:
    """Those of the crew who have not signed up as participants too: they get a badge all the same."""
    coming = gathering.people.coming().values_list("user_id", "email")
    users, emails = {user for user, _ in coming}, {email.lower() for _, email in coming if email}
    return [one for one in crew(gathering) if one.user.pk not in users and one.user.email.lower() not in emails]


def roles_of(gathering: Gathering) -> dict[int | str, str]:
    """What stands on the badge of those who have a role, by account and by e-mail address."""
    roles: dict[int | str, str] = {}
    for one in crew(gathering):
        roles[one.user.pk] = roles[one.user.email.lower()] = str(one.role.label)
    return roles


def as_on_the_badge(person: Participation, roles: dict[int | str, str], *, link: bool = False) -> Who:
    """What stands on somebody's badge."""
    role = roles.get(person.user_id or 0) or (roles.get(person.email.lower(), "") if person.email else "")
    return Who(
        first_name=person.first_name,
        last_name=person.last_name,
        organisation=person.organisation.name if person.organisation else "",
        drive=person.drive,
        role=role,
        shape=person.shape,
        link=own_link(person) if link else "",
    )


def crew_badge(one: CrewMember) -> Who:
    """What stands on the badge of somebody who only helps."""
    first, _, last = str(one.user.name or one.user.email.partition("@")[0]).partition(" ")
    return Who(first_name=first, last_name=last, role=str(one.role.label))


def those_to_get_one(gathering: Gathering) -> list[Participation]:
    """Everybody who is coming, with what their badge needs."""
    named = gathering.people.coming().exclude(first_name="").filter(left_at=None)
    return list(named.select_related("organisation", "badge"))


def new_or_changed(people: Iterable[Participation], roles: dict[int | str, str]) -> list[Participation]:
    """Those who have no printed badge, or one on which something is no longer right."""
    return [one for one in people if _is_new(one, roles)]


def _is_new(person: Participation, roles: dict[int | str, str]) -> bool:
    badge = getattr(person, "badge", None)
    return badge is None or not badge.printed_at or badge.printed_as != as_on_the_badge(person, roles).fingerprint
