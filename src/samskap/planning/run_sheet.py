"""What can be done with a run sheet (kjøreplan), before the day and during it.

While the gathering runs the past is left alone: what has begun is not moved, shortened or deleted here, and nothing is
put where it would never come.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import partial
from typing import Any

from django.core import signing
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from samskap.gatherings.access import PEOPLE
from samskap.gatherings.actions import close_doors
from samskap.gatherings.models import Block, Gathering
from samskap.journal.telling import announce, tell
from samskap.refusals import Refused
from samskap.stage.activity import activities, activity_of
from samskap.stage.faces import clock_lines
from samskap.timing.forecast import plan, what_if

REMOVED = "samskap.planning.removed"
KEPT = ("kind", "title", "minutes", "settings", "responsible", "materials", "remarks")
LOCKED = "starts_at"
UNDO_WITHIN = timedelta(days=1)


@dataclass(frozen=True)
class Slot:
    """A block on the run sheet with its planned times."""

    block: Block
    starts_at: datetime
    ends_at: datetime
    can_move_up: bool = False
    can_move_down: bool = False
    gap: timedelta = timedelta(0)

    @property
    def slack(self) -> int:
        """Minutes free before a block that is locked to its hour."""
        return max(int(self.gap.total_seconds() // 60), 0)

    @property
    def missing(self) -> int:
        """Minutes that are missing before a block that is locked to its hour."""
        return max(-int(self.gap.total_seconds() // 60), 0)

    @property
    def has_begun(self) -> bool:
        """Whether the block is, or has been, on stage."""
        return self.block.opened_at is not None


def slots(gathering: Gathering, blocks: Sequence[Block]) -> list[Slot]:
    """Give each block its planned times; each begins when the one before ends, unless it is locked to an hour."""
    found = []
    free = first_free(blocks)
    planned = plan(clock_lines(blocks), begins=gathering.starts_at)
    for number, (block, times) in enumerate(zip(blocks, planned, strict=True)):
        movable = block.opened_at is None
        up, down = movable and number > free, movable and number < len(blocks) - 1
        found.append(Slot(block, times.start, times.end, up, down, times.gap))
    return found


@dataclass(frozen=True)
class Overrun:
    """What it does that a block takes some minutes longer, ready to be told (overskridelse)."""

    minutes: int
    absorbed: int
    ends_later: int
    ends_at: datetime
    later: int
    eaten: Sequence[tuple[Block, int]]


def overruns(gathering: Gathering, blocks: Sequence[Block], block: Block) -> list[Overrun]:
    """Say what it does if ``block`` takes 5, 10 or 20 minutes more."""
    by_key = {one.pk: one for one in blocks}
    ends_at = slots(gathering, blocks)[-1].ends_at
    return [
        Overrun(
            minutes=more,
            absorbed=whole_minutes(found.absorbed),
            ends_later=whole_minutes(found.ends_later),
            ends_at=ends_at + found.ends_later,
            later=len(found.later),
            eaten=[(by_key[key], whole_minutes(by)) for key, by in found.eaten],
        )
        for more in (5, 10, 20)
        for found in [what_if(clock_lines(blocks), block.pk, timedelta(minutes=more), begins=gathering.starts_at)]
    ]


def whole_minutes(length: timedelta) -> int:
    """A length of time in whole minutes."""
    return int(length.total_seconds() // 60)


def first_free(blocks: Sequence[Block]) -> int:
    """The first position that still lies ahead: after the last block that has begun."""
    begun = [number for number, block in enumerate(blocks) if block.opened_at is not None]
    return begun[-1] + 1 if begun else 0


def lock(gathering: Gathering) -> list[Block]:
    """Take the run sheet for ourselves until the change is done, and return its blocks in order."""
    Gathering.objects.select_for_update().get(pk=gathering.pk)
    return list(Block.objects.filter(gathering=gathering).select_related("gathering"))


def add_block(gathering: Gathering, *, kind: str, after: Block | None = None) -> Block:
    """Put a new block on the run sheet (legg til): after ``after``, or last."""
    blocks = lock(gathering)
    activity = activities()[kind]
    place = _place_after(blocks, after)
    earlier = makers(blocks[:place])
    block = Block.objects.create(
        gathering=gathering,
        kind=kind,
        title=str(activity.name),
        minutes=activity.minutes,
        source=earlier[-1] if activity.wants_source and earlier else None,
    )
    _put_in_order([*blocks[:place], block, *blocks[place:]])
    _changed(block, "block.added")
    return block


def makers(blocks: Sequence[Block]) -> list[Block]:
    """Those blocks in which people make something that a later block can build on."""
    return [block for block in blocks if any(verb.who & PEOPLE for verb in activity_of(block).verbs)]


def _place_after(blocks: Sequence[Block], after: Block | None) -> int:
    wanted = next((number for number, block in enumerate(blocks, start=1) if block == after), len(blocks))
    return max(wanted, first_free(blocks))


def move_block(gathering: Gathering, *, card: Block, place: int) -> None:
    """Move a block to a position, counted from 0 (flytt)."""
    blocks = lock(gathering)
    here = blocks.index(card)
    _must_not_have_begun(blocks[here], _("“%(title)s” has begun, so it stays where it is."))
    place = min(place, len(blocks) - 1)
    free = first_free(blocks)
    if place < free:
        last = blocks[free - 1].title
        raise Refused(
            _("“%(title)s” has begun. A block that is put before it would never come; put it after.") % {"title": last}
        )
    block = blocks.pop(here)
    blocks.insert(place, block)
    _put_in_order(blocks)
    _changed(block, "block.moved")


def move_up(gathering: Gathering, *, block: Block) -> None:
    """Move a block one place up."""
    move_block(gathering, card=block, place=max(_position(gathering, block) - 1, 0))


def move_down(gathering: Gathering, *, block: Block) -> None:
    """Move a block one place down."""
    move_block(gathering, card=block, place=_position(gathering, block) + 1)


def _position(gathering: Gathering, block: Block) -> int:
    return lock(gathering).index(block)


def lengthen_block(gathering: Gathering, *, block: Block, minutes: int) -> None:
    """Plan more time for a block, or less for a negative number (forleng)."""
    set_minutes(gathering, block=block, minutes=min(max(block.minutes + minutes, 1), 600))


def set_minutes(gathering: Gathering, *, block: Block, minutes: int) -> None:
    """Plan how long a block is to last, to the minute."""
    if not Block.objects.filter(pk=block.pk, opened_at=None).update(minutes=minutes):
        raise Refused(_("This block has already begun. Give it more or less time from the desk."))
    _changed(block, "block.retimed", minutes=minutes)


def set_start(gathering: Gathering, *, begins: Any) -> None:
    """Let the day begin at another time of the day."""
    if Block.objects.filter(gathering=gathering, opened_at__isnull=False).exists():
        raise Refused(_("The day has already begun, so its start can't be moved."))
    day = timezone.localtime(gathering.starts_at)
    starts_at = day.replace(hour=begins.hour, minute=begins.minute, second=0, microsecond=0)
    Gathering.objects.filter(pk=gathering.pk).update(starts_at=starts_at)
    transaction.on_commit(partial(announce, gathering.slug), robust=True)


def remove_block(gathering: Gathering, *, block: Block) -> str:
    """Take a block off the run sheet (slett), and return what is needed to put it back, signed by us."""
    blocks = lock(gathering)
    _must_not_have_begun(
        block, _("“%(title)s” has begun, so it can't be deleted. On the desk you can move on from it.")
    )
    if block.cards.exists() or block.circles.exists() or block.photos.exists():
        raise Refused(_("There is already something in “%(title)s”, so it can't be deleted.") % {"title": block.title})
    data = {name: getattr(block, name) for name in KEPT} | {
        "gathering": gathering.pk,
        "place": blocks.index(block),
        "locked": block.starts_at.isoformat() if block.starts_at else "",
        "source": block.source_id,
        "feeds": list(block.feeds.values_list("pk", flat=True)),
        "at": timezone.now().isoformat(),
    }
    _changed(gathering, "block.removed")
    block.delete()
    _put_in_order([one for one in blocks if one != block])
    return signing.dumps(data, salt=REMOVED, compress=True)


def read_removed(gathering: Gathering, removed: str) -> dict[str, Any] | None:
    """Read what `remove_block` returned; nothing if it is not ours, or too old."""
    try:
        data: dict[str, Any] = signing.loads(removed, salt=REMOVED, max_age=UNDO_WITHIN)
    except signing.BadSignature:
        return None
    return data if data["gathering"] == gathering.pk else None


def restore_block(gathering: Gathering, *, removed: str) -> Block:
    """Put a deleted block back where it was (angre)."""
    data = read_removed(gathering, removed)
    if data is None:
        raise Refused(_("This can't be undone any more."))
    blocks = lock(gathering)
    source = next((one for one in blocks if one.pk == data["source"]), None)
    locked = datetime.fromisoformat(data["locked"]) if data.get("locked") else None
    block = Block.objects.create(
        gathering=gathering, source=source, starts_at=locked, **{name: data[name] for name in KEPT}
    )
    place = max(min(data["place"], len(blocks)), first_free(blocks))
    _put_in_order([*blocks[:place], block, *blocks[place:]])
    Block.objects.filter(gathering=gathering, pk__in=data["feeds"], source=None).update(source=block)
    _changed(block, "block.added")
    return block


def duplicate_block(gathering: Gathering, *, block: Block) -> Block:
    """Make another block like this one, right after it (lag en kopi)."""
    blocks = lock(gathering)
    place = _place_after(blocks, block)
    copy = Block.objects.create(
        gathering=gathering, source=block.source, **{name: getattr(block, name) for name in KEPT}
    )
    _put_in_order([*blocks[:place], copy, *blocks[place:]])
    _changed(copy, "block.added")
    return copy


def change_block(block: Block, *, chosen: dict[str, Any], locked: Any = None, **values: Any) -> Block:
    """Change what a block is called, asks and needs, and where its material comes from.

    Once it has begun its time is the desk's.
    """
    if block.opened_at is not None:
        values.pop("minutes", None)
        values.pop("source", None)
    else:
        values[LOCKED] = at_hour(block.gathering, locked) if locked else None
    for name, value in values.items():
        setattr(block, name, value)
    block.settings = {**block.settings, **chosen}
    block.save(update_fields=[*values, "settings"])
    _changed(block, "block.changed")
    return block


def at_hour(gathering: Gathering, hour: time) -> datetime:
    """The moment of an hour on the day of the gathering; after midnight if the gathering begins later than that."""
    begins = timezone.localtime(gathering.starts_at)
    at = begins.replace(hour=hour.hour, minute=hour.minute, second=0, microsecond=0)
    return at if at >= begins else at + timedelta(days=1)


def move_locked(gathering: Gathering, *, starts_at: datetime) -> None:
    """Let locked blocks keep their hour when the gathering gets another date."""
    was, begins = timezone.localtime(gathering.starts_at), timezone.localtime(starts_at)
    if was.date() == begins.date():
        return
    for block in Block.objects.filter(gathering=gathering, starts_at__isnull=False, opened_at=None):
        hour = timezone.localtime(block.starts_at)
        days = hour.date() - was.date()
        moved = timezone.make_aware(datetime.combine(begins.date() + days, hour.time()))
        Block.objects.filter(pk=block.pk).update(starts_at=moved)


def tell_doors(gathering: Gathering) -> None:
    """Tell that the doors are open."""
    tell(gathering, "gathering.opened")


def shut(gathering: Gathering) -> None:
    """Close the doors, and tell those who are inside."""
    close_doors(gathering)
    tell(gathering, "gathering.closed")


def _must_not_have_begun(block: Block, why: str) -> None:
    if block.opened_at is not None:
        raise Refused(why % {"title": block.title})


def _put_in_order(blocks: Sequence[Block]) -> None:
    for position, block in enumerate(blocks, start=1):
        block.position = position
    Block.objects.bulk_update(blocks, ["position"])


def _changed(where: Gathering | Block, verb: str, **details: Any) -> None:
    """Tell of a change. Before the doors open nobody follows, and every change of mind would fill the journal."""
    gathering = where if isinstance(where, Gathering) else where.gathering
    if gathering.opened_at is not None:
        tell(where, verb, **details)
    else:
        transaction.on_commit(partial(announce, gathering.slug), robust=True)


def worries(gathering: Gathering, blocks: Sequence[Block]) -> dict[int, str]:
    """Say for each block what does not add up, in a sentence; blocks that are well are left out."""
    seen: set[int] = set()
    found: dict[int, str] = {}
    for block in blocks:
        worry = _worry(block, seen)
        if worry:
            found[block.pk] = worry
        seen.add(block.pk)
    return found


def _worry(block: Block, seen: set[int]) -> str:
    activity = activity_of(block)
    if block.kind not in activities():
        return _("This activity is not installed here, so nothing will be shown.")
    if block.source_id and block.source_id not in seen:
        return _("It takes its material from a block that comes later. Move one of them.")
    if activity.wants_source and not block.source_id:
        return _("It needs material from an earlier block. Choose which.")
    return ""
