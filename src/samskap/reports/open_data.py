"""Open data (åpne data): what was made, as tables anybody can use. No people. The schema: docs/open-data.md."""

import io
import json
import zipfile
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Count
from django.utils import timezone

from samskap.cards.models import Placement
from samskap.circles.models import Answer, Circle
from samskap.gatherings.models import Block, Gathering, Participation
from samskap.reports.assembling import choice_of, numbers, organisation_rows, sector_rows, shown_cards
from samskap.reports.blocks import lines_of
from samskap.reports.marking import cleaned
from samskap.reports.models import Edition
from samskap.reports.people import NOBODY
from samskap.spreadsheets import make_csv
from samskap.stage.activity import activity_of

VERSION = "1.0"
FEWEST = 3  # an organisation with fewer people there is counted among "other", so that nobody can be made out
Rows = list[dict[str, Any]]


def open_data(gathering: Gathering, edition: Edition | None = None) -> dict[str, Any]:
    """Return everything, by table."""
    blocks = list(Block.objects.filter(gathering=gathering))
    return {
        "format": "samskap-open-data",
        "version": VERSION,
        "licence": choice_of(gathering).licence,
        "made_at": timezone.now().isoformat(timespec="seconds"),
        "edition": edition.number if edition else None,
        "gathering": _gathering(gathering),
        "blocks": [_block(block) for block in blocks],
        "cards": list(_cards(gathering)),
        "topics": list(_topics(gathering)),
        "groups": list(_groups(gathering)),
        "answers": list(_answers(gathering)),
        "results": list(_results(edition)) if edition else [],
        "actions": list(_actions(blocks)),
        "sectors": [{"sector": name, "people": people} for name, people in sector_rows(gathering)],
        "organisations": _organisations(gathering),
    }


def as_json(data: dict[str, Any]) -> bytes:
    """Write the data as JSON."""
    return json.dumps(data, ensure_ascii=False, indent=1).encode()


def tables(data: dict[str, Any]) -> Iterator[tuple[str, bytes]]:
    """Write each table as CSV; the gathering itself is the first."""
    yield "gathering.csv", _csv([data["gathering"] | {"licence": data["licence"], "version": data["version"]}])
    for name, rows in data.items():
        if isinstance(rows, list) and rows:
            yield f"{name}.csv", _csv(rows)


def as_zip(data: dict[str, Any]) -> bytes:
    """Write all tables, zipped."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bag:
        for name, table in tables(data):
            bag.writestr(name, table)
    return out.getvalue()


def _csv(rows: Rows) -> bytes:
    headings = list(rows[0])
    return make_csv(headings, [[row[name] for name in headings] for row in rows])


def _at(when: datetime | None) -> str | None:
    return timezone.localtime(when).isoformat(timespec="minutes") if when else None


def _gathering(gathering: Gathering) -> dict[str, Any]:
    return {
        "title": gathering.title,
        "theme": gathering.theme,
        "burning_question": gathering.burning_question,
        "purpose": gathering.purpose,
        "place": gathering.place,
        "starts_at": _at(gathering.starts_at),
        "organised_by": str(gathering.organisation or ""),
        **numbers(gathering),
    }


def _block(block: Block) -> dict[str, Any]:
    held = block.opened_at and block.closed_at
    return {
        "id": block.pk,
        "position": block.position,
        "kind": block.kind,
        "title": block.title,
        "planned_minutes": block.minutes,
        "started_at": _at(block.opened_at),
        "ended_at": _at(block.closed_at),
        "minutes": round((block.closed_at - block.opened_at).total_seconds() / 60) if held else None,  # type: ignore[operator]
    }


def _cards(gathering: Gathering) -> Iterator[dict[str, Any]]:
    """What was written, without who wrote it, and shuffled by nothing but its own key."""
    for card in shown_cards(gathering).order_by("pk").values("pk", "block_id", "text", "merged_into_id"):
        yield {
            "id": card["pk"],
            "block": card["block_id"],
            "text": card["text"],
            "gathered_under": card["merged_into_id"],
        }


def _topics(gathering: Gathering) -> Iterator[dict[str, Any]]:
    shown = shown_cards(gathering).values("pk")
    for one in Placement.objects.filter(gathering=gathering, card__in=shown).select_related("card", "room"):
        yield {
            "card": one.card_id,
            "text": one.card.text,
            "room": one.room.name if one.room else None,
            "round": one.round,
        }


def _groups(gathering: Gathering) -> Iterator[dict[str, Any]]:
    circles = Circle.objects.filter(block__gathering=gathering).select_related("room")
    for one in circles.annotate(size=Count("seats__person", distinct=True)).order_by("block__position", "number"):
        yield {
            "id": one.pk,
            "block": one.block_id,
            "number": one.number,
            "name": one.name,
            "topic": one.card_id,
            "room": one.room.name if one.room else None,
            "people": one.size,
        }


def _answers(gathering: Gathering) -> Iterator[dict[str, Any]]:
    found = Answer.objects.filter(circle__block__gathering=gathering).exclude(text="")
    for one in found.order_by("circle__block__position", "circle__number", "number"):
        yield {"group": one.circle_id, "question": one.number, "text": one.text}


def _results(edition: Edition) -> Iterator[dict[str, Any]]:
    """What the report says, part by part, line by line; without a single name."""
    for one in edition.content["sections"]:
        if one["kind"] in {"people", "photos", "timeline", "numbers"}:
            continue
        for line in lines_of(cleaned(one["html"], named=NOBODY)):
            yield {"part": one["title"], "kind": one["kind"], "text": line}


def _actions(blocks: list[Block]) -> Iterator[dict[str, Any]]:
    """What was promised, without who promised it."""
    for block in blocks:
        for one in activity_of(block).promises(block):
            if one.seen_by == "everybody":
                due = one.due.isoformat() if one.due else None
                yield {"block": block.pk, "kind": one.kind, "text": one.text, "due": due}


def _organisations(gathering: Gathering) -> Rows:
    """Organisations with enough people there to be named; the rest together."""
    counted: Counter[str | None] = Counter()
    for name, people in organisation_rows(gathering):
        counted[name if people >= FEWEST else None] += people
    alone = Participation.objects.came().filter(gathering=gathering, organisation=None).count()
    counted[None] += alone
    named = [{"organisation": name, "people": people} for name, people in counted.items() if name is not None]
    return named + ([{"organisation": None, "people": counted[None]}] if counted[None] else [])
