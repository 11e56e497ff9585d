"""What the facilitator should look at now (radar): from the block on stage, and from the gathering as a whole."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from samskap.gatherings.models import Gathering, Participation
from samskap.stage.activity import Signal, activity_of

UNSEEN_AFTER = timedelta(minutes=5)


def radar(gathering: Gathering) -> list[Signal]:
    """Return what to look at, what needs doing first on top."""
    signals = list(activity_of(gathering.on_stage).radar(gathering.on_stage)) if gathering.on_stage else []
    signals += _waiting_cards(gathering)
    signals += _unseen(gathering)
    return sorted(signals, key=lambda signal: signal.level != "act")


def _waiting_cards(gathering: Gathering) -> list[Signal]:
    if not gathering.approves_first:
        return []
    count = gathering.cards.waiting().count()
    text = ngettext("%(count)d contribution waits for your yes", "%(count)d contributions wait for your yes", count) % {
        "count": count
    }
    return [Signal(text, level="act")] if count else []


def _unseen(gathering: Gathering) -> list[Signal]:
    if gathering.on_stage is None:
        return []
    limit = timezone.now() - UNSEEN_AFTER
    unseen = Participation.objects.here().filter(gathering=gathering, token_hash__isnull=False, seen_at__lt=limit)
    names = [person.name for person in unseen[:13]]
    if not names:
        return []
    return [Signal(_("Not seen for five minutes"), details=[*names[:12], *(["…"] if len(names) > 12 else [])])]
