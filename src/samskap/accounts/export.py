"""All that is kept about the owner of an account, for them to take along."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount

from samskap.gatherings.models import Participation
from samskap.people.models import User


def data_of(user: User) -> dict[str, Any]:
    """Everything but secrets."""
    return {
        "account": {
            "email": user.email, "name": user.name, "language": user.language, "made_at": user.made_at,
            "last_signed_in_at": user.last_login, "has_password": user.has_usable_password(),
        },
        "organisations": [
            {"organisation": one.organisation.name, "standing": one.standing, "since": one.since}
            for one in user.organisations.select_related("organisation")
        ],
        "roles": [
            {"gathering": one.gathering.title, "starts_at": one.gathering.starts_at, "role": one.role}
            for one in user.memberships.select_related("gathering")
        ],
        "recipes": list(user.recipes.values("name", "made_at", "data")),
        "took_part": [
            {"gathering": one.gathering.title, "first_name": one.first_name, "last_name": one.last_name,
             "email": one.email, "drive": one.drive, "joined_at": one.joined_at}
            for one in Participation.objects.filter(user=user).select_related("gathering")
        ],
        "signs_in_with": [
            {"provider": one.provider, "told": one.extra_data, "connected_at": one.date_joined}
            for one in SocialAccount.objects.filter(user=user)
        ],
        "second_steps": [
            {"kind": one.type, "made_at": one.created_at, "used_at": one.last_used_at}
            for one in Authenticator.objects.filter(user=user)
        ],
    }  # fmt: skip
