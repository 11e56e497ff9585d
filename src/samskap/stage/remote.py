"""The remote control: next, back, longer, pause, skip (fjernkontroll).

Where everybody is, is one pointer and one number on the gathering. Whoever moves it says which number they saw; the
move is a conditional update, so that of two who press at once one moves and the other is told.
"""

from datetime import timedelta

from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samskap.gatherings.models import Block, Gathering
from samskap.journal.telling import tell
from samskap.refusals import Refused, StaleStep
from samskap.stage.activity import activity_of

SHORTEST_RETURN = timedelta(minutes=2)


def go_next(gathering: Gathering, *, step: int) -> Block | None:
    """Move everybody to the next block that is not skipped (neste). Returns it; nothing after the last."""
    return _move(gathering, step=step, to=following(gathering))


def go_back(gathering: Gathering, *, step: int) -> Block | None:
    """Move everybody back to the block before (tilbake); what was made there is still there."""
    return _move(gathering, step=step, to=preceding(gathering))


def go_to(gathering: Gathering, *, step: int, block: Block) -> Block | None:
    """Move everybody to a chosen block."""
    return _move(gathering, step=step, to=block)


def following(gathering: Gathering) -> Block | None:
    """The block that *next* goes to."""
    waiting = Block.objects.filter(gathering=gathering, skipped_at=None)
    here = gathering.on_stage
    if here is None:
        return None if _has_run(gathering) else waiting.first()
    later = [block for block in waiting if (block.position, block.pk) > (here.position, here.pk)]
    return later[0] if later else None


def preceding(gathering: Gathering) -> Block | None:
    """The block that *back* goes to."""
    earlier = Block.objects.filter(gathering=gathering, skipped_at=None)
    here = gathering.on_stage
    if here is None:
        return earlier.last() if _has_run(gathering) else None
    before = [block for block in earlier if (block.position, block.pk) < (here.position, here.pk)]
    return before[-1] if before else None


def _has_run(gathering: Gathering) -> bool:
    return Block.objects.filter(gathering=gathering, opened_at__isnull=False).exists()


def _move(gathering: Gathering, *, step: int, to: Block | None) -> Block | None:
    now = timezone.now()
    moved = Gathering.objects.filter(pk=gathering.pk, step=step, closed_at=None).update(
        step=F("step") + 1, on_stage=to, opened_at=Coalesce("opened_at", now)
    )
    if not moved:
        raise StaleStep
    here = gathering.on_stage
    if here is not None:
        _close(here)
    if to is not None:
        _open(to)
    gathering.refresh_from_db()
    tell(to or gathering, "stage.moved", step=gathering.step)
    return to


def _open(block: Block) -> None:
    now = timezone.now()
    left = timedelta(minutes=block.minutes)
    if block.opened_at and block.closed_at and block.ends_at:
        left = max(block.ends_at - block.closed_at, SHORTEST_RETURN)
    block.opened_at = block.opened_at or now
    block.closed_at = block.paused_at = block.skipped_at = None
    block.ends_at = now + left
    block.save(update_fields=["opened_at", "closed_at", "paused_at", "skipped_at", "ends_at"])
    activity_of(block).on_open(block)


def _close(block: Block) -> None:
    now = timezone.now()
    if block.paused_at and block.ends_at:
        block.ends_at += now - block.paused_at
    block.paused_at = None
    block.closed_at = now
    block.save(update_fields=["ends_at", "paused_at", "closed_at"])
    activity_of(block).on_close(block)


def lengthen(gathering: Gathering, *, minutes: int) -> None:
    """Give the block on stage more time, or less for a negative number (forleng)."""
    block = _here(gathering)
    Block.objects.filter(pk=block.pk).update(ends_at=F("ends_at") + timedelta(minutes=minutes))
    tell(block, "block.lengthened", minutes=minutes)


def pause(gathering: Gathering) -> None:
    """Stop the clock of the block on stage (pause); pressing twice stops it once."""
    block = _here(gathering)
    if Block.objects.filter(pk=block.pk, paused_at=None).update(paused_at=timezone.now()):
        tell(block, "block.paused")


def resume(gathering: Gathering) -> None:
    """Let the clock go on with the time that was left (fortsett)."""
    block = _here(gathering)
    if block.paused_at is None or block.ends_at is None:
        return
    ends_at = block.ends_at + (timezone.now() - block.paused_at)
    if Block.objects.filter(pk=block.pk, paused_at=block.paused_at).update(paused_at=None, ends_at=ends_at):
        tell(block, "block.resumed")


def skip(gathering: Gathering, *, block: Block) -> None:
    """Drop a block that has not begun (hopp over)."""
    if not Block.objects.filter(pk=block.pk, opened_at=None).update(skipped_at=timezone.now()):
        raise Refused(_("This block has already begun, so it can't be skipped. Press next to leave it."))
    tell(block, "block.skipped")


def unskip(gathering: Gathering, *, block: Block) -> None:
    """Take a dropped block back in."""
    Block.objects.filter(pk=block.pk).update(skipped_at=None)
    tell(block, "block.unskipped")


def retime(gathering: Gathering, *, block: Block, minutes: int) -> None:
    """Change how long a block that has not begun is to last."""
    if not Block.objects.filter(pk=block.pk, opened_at=None).update(minutes=minutes):
        raise Refused(_("This block has already begun. Use the buttons for more or less time."))
    tell(block, "block.retimed", minutes=minutes)


def blank(gathering: Gathering) -> None:
    """Make the big screen dark (slukk)."""
    if Gathering.objects.filter(pk=gathering.pk, blanked_at=None).update(blanked_at=timezone.now()):
        tell(gathering, "screen.blanked")


def unblank(gathering: Gathering) -> None:
    """Light the big screen again."""
    if Gathering.objects.filter(pk=gathering.pk, blanked_at__isnull=False).update(blanked_at=None):
        tell(gathering, "screen.lit")


def end(gathering: Gathering, *, step: int) -> None:
    """End the gathering (avslutt). Phones then show the report; it can be opened again."""
    _move(gathering, step=step, to=None)
    Gathering.objects.filter(pk=gathering.pk).update(closed_at=timezone.now())
    tell(gathering, "gathering.ended")


def reopen(gathering: Gathering) -> None:
    """Open an ended gathering again."""
    Gathering.objects.filter(pk=gathering.pk).update(closed_at=None)
    tell(gathering, "gathering.reopened")


def _here(gathering: Gathering) -> Block:
    if gathering.on_stage is None:
        raise Refused(_("No block is on now. Press next first."))
    return gathering.on_stage
