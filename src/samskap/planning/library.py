"""The library of strength-based questions: our own, and those the rooms bring (spørsmålsbank, G14)."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from samskap.gatherings.models import Block, Gathering
from samskap.gatherings.recipes import in_language
from samskap.stage.activity import activities, activity_of


class Purpose(models.TextChoices):
    """What a question is for."""

    OPENING = "opening", _("To open")
    EXPLORING = "exploring", _("To find strengths")
    DREAMING = "dreaming", _("To dream")
    DESIGNING = "designing", _("To plan")
    COMMITTING = "committing", _("To promise")
    REFLECTING = "reflecting", _("To look back")


@dataclass(frozen=True)
class Question:
    """A question, in the reader's language, and what it is for."""

    text: str
    purpose: Purpose


@cache
def _own() -> dict[str, Any]:
    file = Path(__file__).parent / "questions.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


def library(*, search: str = "", purpose: str = "") -> Sequence[Question]:
    """The questions of a purpose that hold all words of ``search``; each once, by purpose."""
    language = get_language() or "nb"
    found: dict[str, Question] = {}
    for kind in Purpose:
        own = [in_language(one, language) for one in _own().get(kind, ())]
        rooms = [str(one) for activity in activities().values() for one in activity.questions.get(kind, ())]
        for text in (*own, *rooms):
            found.setdefault(text, Question(text, kind))
    words = search.casefold().split()
    return [
        one
        for one in found.values()
        if (not purpose or one.purpose == purpose) and all(word in one.text.casefold() for word in words)
    ]


def asks(block: Block) -> bool:
    """Whether a block has a question of the organiser's own."""
    return "question" in activity_of(block).Settings.base_fields


def ask(gathering: Gathering, *, text: str, block: Block | None = None) -> None:
    """Put a question in a block, or make it the burning question (bruk)."""
    if block is None:
        Gathering.objects.filter(pk=gathering.pk).update(burning_question=text)
    else:
        block.settings = {**block.settings, "question": text}
        block.save(update_fields=["settings"])
