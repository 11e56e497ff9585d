"""What can be done with a gathering and its people."""

from datetime import datetime

from django.utils import timezone

from samskap.gatherings.models import Block, Gathering, Membership, Participation, Pass, Role
from samskap.people.actions import find_or_make_organisation
from samskap.people.models import Sector, User
from samskap.people.tokens import hashed, new_token


def join(
    gathering: Gathering,
    *,
    first_name: str,
    last_name: str = "",
    organisation: str = "",
    sector: str = Sector.OTHER,
    drive: str = "",
    language: str = "nb",
    token: str | None = None,
) -> Participation:
    """Let somebody in (bli med). ``token`` is what the person's phone will show to be known again."""
    return Participation.objects.create(
        gathering=gathering,
        first_name=first_name,
        last_name=last_name,
        organisation=find_or_make_organisation(organisation, sector=sector),
        sector=sector,
        drive=drive,
        language=language,
        token_hash=hashed(token) if token else None,
        seen_at=timezone.now(),
    )


def leave(person: Participation, *, now: datetime | None = None) -> None:
    """Let somebody go home (gå). What they made stays; their phone is let go of."""
    Participation.objects.filter(pk=person.pk, left_at=None).update(left_at=now or timezone.now(), token_hash=None)


def give_role(gathering: Gathering, *, user: User, role: Role) -> Membership:
    """Give an account a role in the gathering."""
    return Membership.objects.get_or_create(gathering=gathering, user=user, role=role)[0]


def hand_out_pass(gathering: Gathering, *, role: Role, label: str = "") -> str:
    """Make a pass and return its token, which can't be shown again."""
    token = new_token()
    expires_at = max(timezone.now(), gathering.starts_at) + Pass.LASTS
    Pass.objects.create(gathering=gathering, role=role, label=label, token_hash=hashed(token), expires_at=expires_at)
    return token


def open_doors(gathering: Gathering) -> None:
    """Let people in (åpne dørene). Opening again after closing keeps what was made."""
    gathering.opened_at = gathering.opened_at or timezone.now()
    gathering.closed_at = None
    gathering.save(update_fields=["opened_at", "closed_at"])


def next_position(gathering: Gathering) -> int:
    """The position after the last block."""
    last = Block.objects.filter(gathering=gathering).order_by("-position").first()
    return last.position + 1 if last else 1
