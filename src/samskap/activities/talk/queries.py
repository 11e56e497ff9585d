"""What can be asked about a talk: what it says, with our words where the organiser has written none."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.functional import Promise

from samskap.activities.talk.ready import ENERGISERS, POSTERS, TONES
from samskap.cards.models import Photo
from samskap.gatherings.models import Block


@dataclass(frozen=True)
class Words:
    """What is said to all: on the screen, on a phone, on a poster."""

    tone: str
    icon: str
    headline: str | Promise
    text: str | Promise
    points: Sequence[str | Promise]
    numbered: bool = False
    seated: str | Promise = ""
    is_ours: bool = True


def words_of(block: Block, chosen: dict[str, Any]) -> Words:
    """Return what a talk says: the organiser's words, and ready-made ones for what is empty."""
    tone = chosen["tone"] if chosen["tone"] in TONES else "other"
    words = _ready(tone, block, chosen)
    points = _lines(chosen["points"])
    return replace(
        words,
        headline=chosen["headline"] or words.headline,
        text=chosen["text"] or words.text,
        points=points or words.points,
        numbered=bool(points) or words.numbered,
        is_ours=not (points or chosen["text"]),
    )


def posters_of(words: Words) -> list[Words]:
    """Return the posters to print: the talk's own first, and the ready-made ones that are not already among them."""
    own = [words] if words.points or words.text else []
    if words.tone not in {"welcome", "how", *POSTERS}:
        return own
    return own + [_plain(tone) for tone in POSTERS if tone != words.tone]


def picture_of(block: Block) -> Photo | None:
    """Return the picture that is shown with a talk, if there is one."""
    return Photo.objects.filter(block=block, hidden_at=None).last()


def _ready(tone: str, block: Block, chosen: dict[str, Any]) -> Words:
    words = _plain(tone)
    if tone == "theme":
        gathering = block.gathering
        return replace(words, headline=gathering.burning_question or gathering.theme, text=gathering.purpose)
    if tone == "energiser" and (one := ENERGISERS.get(chosen["energiser"])):
        return replace(words, headline=one.name, points=one.steps, numbered=True, seated=one.seated)
    return words


def _plain(tone: str) -> Words:
    ready = TONES[tone]
    return Words(tone, ready.icon, ready.headline, ready.text, ready.points, ready.numbered)


def _lines(points: str | list[str]) -> list[str]:
    lines = points.splitlines() if isinstance(points, str) else points
    return [line.strip() for line in lines if line.strip()]
