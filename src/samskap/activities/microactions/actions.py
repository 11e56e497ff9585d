"""What can be done with micro-actions."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samskap.activities.microactions.models import MicroAction, SeenBy
from samskap.activities.microactions.queries import last_group, own_actions
from samskap.cards import actions as cards
from samskap.cards.models import Card
from samskap.circles.models import Seat
from samskap.gatherings.actions import own_link
from samskap.gatherings.consents import who_consented
from samskap.gatherings.models import Block, Participation, Purpose
from samskap.journal.telling import tell
from samskap.letters.posting import post
from samskap.refusals import Refused

MOST = 10
MORNING = 8  # o'clock, the day after
LATEST = timedelta(days=3)  # after that no letter is "the next morning"


def write_action(block: Block, *, by: Participation, text: str, seen_by: str = "") -> MicroAction:
    """Write what one will do oneself (skriv mikrohandling)."""
    if own_actions(block, by).count() >= MOST:
        raise Refused(_("You have written enough for one day. Take one back if this one matters more."))
    seen_by = seen_by or str(block.setting("seen_by", SeenBy.ME))
    card = cards.write_card(block, text=text, by=by) if seen_by == SeenBy.ALL else None
    action = MicroAction.objects.create(block=block, by=by, text=text, seen_by=seen_by, card=card)
    _tell(block, "micro_action.written", by)
    return action


def change_action(block: Block, *, by: Participation, action: MicroAction, text: str, seen_by: str) -> None:
    """Change one's own, or who may see it."""
    _check_own(by, action)
    card = action.card
    if seen_by == SeenBy.ALL and card is None:
        card = cards.write_card(block, text=text, by=by)
    elif seen_by == SeenBy.ALL and card is not None and card.text != text:
        cards.change_card(card, text=text)
    elif seen_by != SeenBy.ALL and card is not None:
        Card.objects.filter(pk=card.pk).delete()
        card = None
    MicroAction.objects.filter(pk=action.pk).update(text=text, seen_by=seen_by, card=card)
    _tell(block, "micro_action.changed", by)


def withdraw_action(block: Block, *, by: Participation, action: MicroAction) -> None:
    """Take one's own back."""
    _check_own(by, action)
    if action.card is not None:
        cards.withdraw_card(action.card)
    MicroAction.objects.filter(pk=action.pk, withdrawn_at=None).update(withdrawn_at=timezone.now())
    _tell(block, "micro_action.withdrawn", by)


def _check_own(by: Participation, action: MicroAction) -> None:
    if action.by_id != by.pk:
        raise Refused(_("Only the one who wrote it can change it."), status=403)


def _tell(block: Block, verb: str, by: Participation) -> None:
    """The journal says that somebody wrote, and not what; those one worked with see it on their phones."""
    group = last_group(by)
    beside = Seat.objects.filter(circle=group).values_list("person_id", flat=True) if group else []
    tell(block, verb, by=by, to={by.pk, *beside})


def write_next_morning(now: datetime | None = None) -> int:
    """Send everybody their own, the morning after (neste morgen); once. Returns to how many."""
    now = now or timezone.now()
    local = timezone.localtime(now)
    if local.hour < MORNING:
        return 0
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    blocks = Block.objects.filter(kind="microactions", opened_at__lt=midnight, opened_at__gte=midnight - LATEST)
    return sum(_write_for(block) for block in blocks.select_related("gathering__organisation"))


def _write_for(block: Block) -> int:
    if not block.setting("letter", True):
        return 0
    found = MicroAction.objects.filter(block=block, withdrawn_at=None, by__isnull=False).exclude(by__email="")
    by_person: dict[Participation, list[MicroAction]] = {}
    for action in found.select_related("by__gathering"):
        if action.by is not None:
            by_person.setdefault(action.by, []).append(action)
    wants = who_consented(by_person, Purpose.FOLLOW_UP)
    written = [person for person in by_person if person.pk in wants]
    for person in written:
        post(
            person.email,
            template="microactions/letters/next_morning.md",
            context={"person": person, "actions": by_person[person], "link": own_link(person)},
            language=person.language,
            key=f"micro-actions:{block.pk}:{person.pk}",
            gathering=block.gathering,
            person=person,
            kind="micro-actions",
            name=person.name,
            unsubscribe="follow-up",
            confidential=True,
        )
    return len(written)
