"""What everybody sees: one shared face for each audience and language, and each person's own part.

A shared face is a row of elements with ids. The page holds them from its first load; the stream sends them anew
whenever something has changed, and the browser morphs each into its place. It is the same for all who look, so it is
drawn once.
"""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.safestring import SafeString, mark_safe

from samskap.cards.models import Card
from samskap.gatherings.models import Block, Gathering, Participation
from samskap.stage.activity import Audience, activity_of
from samskap.stage.radar import radar
from samskap.stage.remote import following, preceding
from samskap.timing.forecast import Expected, Line, behind, forecast

TOUCHED_LATELY = timedelta(seconds=45)
TOUCHED_MANY = 150


PARTS: dict[Audience, tuple[str, ...]] = {
    "phone": ("now", "others"),
    "desk": ("run", "now", "room", "radar", "guide"),
    "screen": ("face",),
}


def shared_parts(slug: str, audience: Audience, language: str, *, lookers: int = 0) -> dict[str, SafeString]:
    """Draw the shared face of a gathering for one audience, in one language: its parts by name."""
    gathering = Gathering.objects.select_related("on_stage__source", "organisation").get(slug=slug)
    with translation.override(language):
        context = face_context(gathering, audience, lookers=lookers)
        return {name: _draw(f"stage/{audience}/{name}.html", context) for name in PARTS[audience]}


def shared_face(slug: str, audience: Audience, language: str, *, lookers: int = 0) -> str:
    """Draw the shared face as the stream sends it: all its parts, each an HTML element with an id."""
    return "\n".join(shared_parts(slug, audience, language, lookers=lookers).values())


def face_context(gathering: Gathering, audience: Audience, *, lookers: int = 0) -> dict[str, Any]:
    """Return what the templates of a shared face need."""
    now = timezone.now()
    block = gathering.on_stage
    context: dict[str, Any] = {
        "gathering": gathering,
        "state": state_of(gathering),
        "stage_key": stage_key(gathering),
        "refresh": _touched_lately(gathering, now),
        "spread": min(4000, 300 + 2 * lookers),
        "people_count": Participation.objects.here().filter(gathering=gathering).count(),
        "audience": audience,
    }
    if block is not None:
        block.gathering = gathering
        context |= block_context(block, audience)
    if audience == "desk":
        context |= _desk_context(gathering, now)
    return context


def block_context(block: Block, audience: Audience) -> dict[str, Any]:
    """Return what the template of one block needs on a shared face."""
    activity = activity_of(block)
    return {
        "block": block,
        "activity": activity,
        "task": activity.task(block),
        "chosen": activity.chosen(block),
        "room_template": activity.template(audience),
    } | activity.shared(block, audience)


def mine_face(gathering: Gathering, person: Participation) -> SafeString:
    """Draw one person's own part of the phone."""
    block = gathering.on_stage
    context: dict[str, Any] = {"gathering": gathering, "person": person, "state": state_of(gathering)}
    if block is not None:
        block.gathering = gathering
        activity = activity_of(block)
        context |= {"block": block, "activity": activity, "chosen": activity.chosen(block)}
        if activity.has_mine:
            context |= {"room_template": activity.template("mine")} | activity.mine(block, person)
    return _draw("stage/mine.html", context)


def state_of(gathering: Gathering) -> str:
    """Say in one word where the gathering is: closed doors, waiting, running or ended."""
    if gathering.closed_at is not None:
        return "ended"
    if gathering.opened_at is None:
        return "closed"
    return "running" if gathering.on_stage is not None else "waiting"


def stage_key(gathering: Gathering) -> str:
    """A short text that changes when everybody has moved, so that phones know to ask for their own part anew."""
    return f"{gathering.step}-{gathering.on_stage_id or 0}-{state_of(gathering)}"


def _touched_lately(gathering: Gathering, now: datetime) -> str:
    touched = Participation.objects.filter(gathering=gathering, touched_at__gt=now - TOUCHED_LATELY)
    rows = list(touched.order_by("pk").values_list("pk", "touched_at")[: TOUCHED_MANY + 1])
    if len(rows) > TOUCHED_MANY:
        return f"*:{max(int(at.timestamp() * 1000) for _, at in rows if at)}"
    return " ".join(f"{pk}:{int(at.timestamp() * 1000)}" for pk, at in rows if at)


def expected_times(gathering: Gathering, blocks: list[Block], now: datetime) -> list[Expected]:
    """Return planned and expected times of each block."""
    began = min((block.opened_at for block in blocks if block.opened_at), default=None)
    same_day = began is None or began.date() == gathering.starts_at.date()
    begins = gathering.starts_at if same_day else began or now
    return forecast(clock_lines(blocks, moved=begins - gathering.starts_at), begins=begins, now=now)


def clock_lines(blocks: Sequence[Block], *, moved: timedelta = timedelta(0)) -> list[Line]:
    """Return the blocks as the clock sees them. A day that is held on another date takes its locked hours along."""
    return [
        Line(
            block.pk,
            block.minutes,
            block.opened_at,
            block.ends_at,
            block.paused_at,
            block.closed_at,
            bool(block.skipped_at),
            block.starts_at + moved if block.starts_at else None,
        )
        for block in blocks
    ]


def _desk_context(gathering: Gathering, now: datetime) -> dict[str, Any]:
    blocks = list(Block.objects.filter(gathering=gathering))
    expected = expected_times(gathering, blocks, now)
    return {
        "sheet": [
            {"block": one, "expected": times, "activity": activity_of(one)}
            for one, times in zip(blocks, expected, strict=True)
        ],
        "behind": behind(expected),
        "following": following(gathering),
        "preceding": preceding(gathering),
        "signals": radar(gathering),
        "waiting_cards": Card.objects.filter(gathering=gathering).waiting().select_related("by")[:30]
        if gathering.approves_first
        else [],
    }


def _draw(template: str, context: dict[str, Any]) -> SafeString:
    """Render a template without blank lines: a server-sent event ends at one.

    Indentation goes, and lines that hold nothing else: a face must be small enough for the stream to remember it. What
    people write never begins with a bracket, so it is left as it is; its empty lines become character references.
    """
    lines = render_to_string(template, context).split("\n")
    lines = [line.lstrip() if line.lstrip()[:1] == "<" else line for line in lines]
    drawn = "\n".join(line for line in lines if line.strip() or not line).strip("\n")
    return mark_safe(re.sub(r"\n(?=\n)", "&#10;", drawn))  # noqa: S308 - rendered by our templates
