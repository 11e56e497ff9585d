"""The card each activity gives to the house: what it is called, what can be done, what each face shows.

An activity is a folder in ``samskap/activities/`` whose ``activity.py`` makes one `Activity` and calls it ``ACTIVITY``.
See ARCHITECTURE.md, "Add an activity".
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, ClassVar, Literal

from django import forms
from django.conf import settings
from django.utils.functional import Promise as Lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from samskap.cards.models import Card, CardQuerySet
from samskap.gatherings.models import Block, Participation
from samskap.stage.promising import Promise
from samskap.stage.verbs import Verb

Audience = Literal["phone", "desk", "screen"]
AUDIENCES: tuple[Audience, ...] = ("phone", "desk", "screen")


@dataclass(frozen=True)
class Signal:
    """Something the facilitator should see on the radar (varsel). ``level`` is "look" or "act"."""

    text: str | Lazy
    level: Literal["look", "act"] = "look"
    details: Sequence[str] = field(default_factory=tuple)


class BlockSettings(forms.Form):
    """What the organiser can choose for a block. Values are kept as JSON, so fields give text, numbers and lists."""


class Activity:
    """One kind of block (aktivitet). Subclass it, fill in the class variables, and override what you need."""

    kind: ClassVar[str]
    name: ClassVar[str | Lazy]
    summary: ClassVar[str | Lazy]
    icon: ClassVar[str] = "star"
    minutes: ClassVar[int] = 10
    Settings: ClassVar[type[BlockSettings]] = BlockSettings
    verbs: ClassVar[Sequence[Verb]] = ()
    wants_source: ClassVar[bool] = False
    has_mine: ClassVar[bool] = False
    questions: ClassVar[Mapping[str, Iterable[str | Lazy]]] = {}  # for the library, by purpose
    everybody_speaks: ClassVar[bool] = False  # each person gets a word, so it can open or close a day

    def chosen(self, block: Block) -> dict[str, Any]:
        """Return the block's settings, with the form's initial values where nothing is chosen."""
        fields = self.Settings.base_fields
        return {name: block.settings.get(name, one.initial) for name, one in fields.items()}

    def verb(self, name: str) -> Verb | None:
        """Return the verb called ``name``."""
        return next((verb for verb in self.verbs if verb.name == name), None)

    def task(self, block: Block) -> str | Lazy:
        """Say in one sentence what people do now; shown on top of every phone and on the screen."""
        return ""

    def on_open(self, block: Block) -> None:
        """Get the block ready when it goes on stage. Called again when the facilitator goes back to it."""

    def on_close(self, block: Block) -> None:
        """Tidy up when the block leaves the stage."""

    def on_people_changed(self, block: Block) -> None:
        """Make room for whoever has come, and close the gap after whoever has gone, while the block is on stage."""

    def shared(self, block: Block, audience: Audience) -> dict[str, Any]:
        """Return what the template of a shared face needs. Same for all who look; a fixed number of queries."""
        return {}

    def mine(self, block: Block, person: Participation) -> dict[str, Any]:
        """Return what the template of one person's own part needs. Only asked for where ``has_mine``."""
        return {}

    def paper(self, block: Block) -> dict[str, Any]:
        """Return what the printed sheets need."""
        return self.shared(block, "desk")

    def report(self, block: Block) -> dict[str, Any] | None:
        """Return what the block's part of the report needs, long after it has closed; nothing to be left out of it."""
        return self.shared(block, "desk")

    def harvest(self, block: Block) -> CardQuerySet:
        """Return the cards the block hands on to the blocks that have it as their source (høste)."""
        return Card.objects.filter(block=block).shown()

    def radar(self, block: Block) -> Iterable[Signal]:
        """Say what the facilitator should look at now."""
        return ()

    def promises(self, block: Block) -> Iterable[Promise]:
        """Say what people have promised each other in the block, to be followed up afterwards (løfter)."""
        return ()

    def forget(self, person: Participation) -> None:
        """Forget a person in the activity's own tables. What is in the commons is forgotten there."""

    def guide(self) -> str:
        """Return how to lead the activity, as Markdown, in the language in use; bokmål where there is none."""
        return self._read("guide")

    def group_guide(self) -> str:
        """Return how to lead one group in it, likewise; nothing where people are in no groups."""
        return self._read("group") if (self.folder() / "group.nb.md").is_file() else ""

    def _read(self, name: str) -> str:
        folder = self.folder()
        file = folder / f"{name}.{get_language() or settings.LANGUAGE_CODE}.md"
        return (file if file.is_file() else folder / f"{name}.nb.md").read_text(encoding="utf-8")

    def folder(self) -> Path:
        """The folder that holds everything of the activity."""
        module = import_module(type(self).__module__)
        return Path(module.__file__ or "").parent

    def template(self, face: str) -> str:
        """Name the template of a face: phone, mine, desk, screen, paper or report."""
        return f"{self.kind}/{face}.html"


class Unknown(Activity):
    """Stands in for an activity whose folder is gone, so that an old gathering can still be read."""

    kind = "unknown"
    name = _("Unknown activity")
    summary = _("This activity is no longer installed.")

    def guide(self) -> str:
        """There is nothing to say."""
        return ""

    def group_guide(self) -> str:
        """Nor to those who lead a group."""
        return ""

    def template(self, face: str) -> str:
        """One template says the same on all faces."""
        return "stage/unknown.html"


@cache
def activities() -> dict[str, Activity]:
    """Return every activity by its kind, as found in the folders."""
    found = (import_module(f"{name}.activity").ACTIVITY for name in settings.ACTIVITIES)
    return {activity.kind: activity for activity in found}


def activity_of(block: Block) -> Activity:
    """Return the activity of a block."""
    return activities().get(block.kind) or Unknown()


def harvest_of(block: Block) -> CardQuerySet:
    """Return what the block's source hands on; nothing when it has no source."""
    if block.source is None:
        return Card.objects.none()
    return activity_of(block.source).harvest(block.source)
