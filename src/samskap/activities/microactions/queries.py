"""What can be asked about micro-actions."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from samskap.activities.microactions.models import MicroAction, SeenBy
from samskap.cards.models import Card, CardQuerySet
from samskap.circles.models import Circle, Seat
from samskap.gatherings.models import Block, Participation
from samskap.stage.promising import Promise


def own_actions(block: Block, person: Participation) -> QuerySet[MicroAction]:
    """What one person will do, newest first."""
    return MicroAction.objects.filter(block=block, by=person, withdrawn_at=None).order_by("-made_at", "-pk")


def shown_to_all(block: Block) -> CardQuerySet:
    """What everybody may see, newest first."""
    return Card.objects.filter(micro_action__block=block).shown().select_related("by").order_by("-made_at", "-pk")


def last_group(person: Participation) -> Circle | None:
    """Those a person worked with last."""
    seats = Seat.objects.filter(person=person, circle__block__gathering_id=person.gathering_id)
    seat = seats.select_related("circle").order_by("-sat_at", "-pk").first()
    return seat.circle if seat else None


def shown_to_group(block: Block, person: Participation, group: Circle | None) -> QuerySet[MicroAction]:
    """What those a person worked with will do, and show to each other."""
    if group is None:
        return MicroAction.objects.none()
    beside = Seat.objects.filter(circle=group).exclude(person=person).values("person")
    theirs = MicroAction.objects.filter(block=block, by__in=beside, withdrawn_at=None, seen_by=SeenBy.GROUP)
    return theirs.select_related("by")


def counts(block: Block) -> tuple[int, int]:
    """How many have written, and how many there are; whoever may see them."""
    found = MicroAction.objects.filter(block=block, withdrawn_at=None)
    return found.values("by").distinct().count(), found.aggregate(n=Count("pk"))["n"]


def promised(block: Block) -> Iterator[Promise]:
    """Each as something its author is asked about. What not all may see is not said: only that there is one."""
    tomorrow = timezone.localtime(block.opened_at or block.gathering.starts_at).date() + timedelta(days=1)
    standing = MicroAction.objects.filter(block=block, withdrawn_at=None).select_related("by__organisation", "card")
    for one in standing:
        open_to_all = one.seen_by == SeenBy.ALL and one.card is not None and one.card.hidden_at is None
        yield Promise(
            key=f"micro-{one.pk}",
            text=one.text if open_to_all else _("A micro-action that only its author sees. It stands on the own page."),
            kind="micro-action",
            keepers=[one.by] if one.by else [],
            due=tomorrow,
            card=one.card if open_to_all else None,
            seen_by="parties",
        )
