"""What can be asked about those who are invited."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, CharField, Exists, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Lower

from samskap.gatherings.models import Gathering, Membership, Participation, Role
from samskap.people.models import Sector
from samskap.recruiting.models import Invitation, InvitePage, Target


def page_of(gathering: Gathering) -> InvitePage:
    """The public page of a gathering; an empty one if nobody has written it."""
    return InvitePage.objects.filter(gathering=gathering).first() or InvitePage(gathering=gathering)


def is_published(gathering: Gathering) -> bool:
    """Whether anybody can read the page."""
    return InvitePage.objects.filter(gathering=gathering, published_at__isnull=False).exists()


def sender_of(gathering: Gathering) -> str:
    """Who invites: what the page says, the organisation, or the organiser's name."""
    page = page_of(gathering)
    if page.invited_by:
        return page.invited_by
    if gathering.organisation:
        return str(gathering.organisation)
    names = Membership.objects.filter(gathering=gathering, role=Role.ORGANISER).values_list("user__name", flat=True)
    return next((name for name in names if name), gathering.title)


def with_state(gathering: Gathering) -> QuerySet[Any, Any]:
    """The invitations, each with ``how``: signed-up, withheld, bounced, failed, sent, waiting or ready."""
    theirs = Participation.objects.coming().annotate(address=Lower("email"))
    signed_up = Exists(theirs.filter(gathering=gathering, address=Lower(OuterRef("email"))))
    last = {name: f"letter__{name}" for name in ("withheld_at", "bounced_at", "failed_at", "sent_at")}
    how = Case(
        When(signed_up, then=Value("signed-up")),
        When(letter=None, then=Value("ready")),
        *(When(~Q(**{field: None}), then=Value(name.removesuffix("_at"))) for name, field in last.items()),
        default=Value("waiting"),
        output_field=CharField(),
    )
    return Invitation.objects.filter(gathering=gathering).annotate(how=how).select_related("letter", "reminder")


def counts(gathering: Gathering) -> Counter[str]:
    """How many invitations there are of each state."""
    return Counter(with_state(gathering).values_list("how", flat=True))


def not_sent(gathering: Gathering) -> QuerySet[Any, Any]:
    """Those who have been written down, and not been sent anything."""
    return with_state(gathering).filter(how="ready")


def not_answered(gathering: Gathering) -> QuerySet[Any, Any]:
    """Those who have got an invitation and not signed up, and have not been reminded."""
    return with_state(gathering).filter(how="sent", reminder=None)


@dataclass(frozen=True)
class Reach:
    """How far one sector is: ``there`` have a place, of so many ``wanted``."""

    sector: str
    label: str
    there: int
    wanted: int

    @property
    def is_reached(self) -> bool:
        """Whether there are as many as were wanted."""
        return bool(self.wanted) and self.there >= self.wanted


def reach(gathering: Gathering) -> list[Reach]:
    """How far each sector is that is wanted or has come (G4)."""
    wanted = dict(Target.objects.filter(gathering=gathering).values_list("sector", "wanted"))
    there = Counter(gathering.people.coming().values_list("sector", flat=True))
    return [
        Reach(sector, str(label), there[sector], wanted.get(sector, 0))
        for sector, label in Sector.choices
        if wanted.get(sector) or there[sector]
    ]


def reach_drawn(rows: list[Reach]) -> list[dict[str, Any]]:
    """Where the bars of the picture end, in hundredths of its width."""
    most = max([max(row.there, row.wanted) for row in rows], default=0) or 1
    return [
        {"row": row, "there": round(100 * row.there / most, 1), "wanted": round(100 * row.wanted / most, 1)}
        for row in rows
    ]
