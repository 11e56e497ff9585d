"""The card of the agenda wall activity."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from samskap.activities.wall import actions, queries
from samskap.activities.wall.forms import (
    ALL_HANDS,
    AddForm,
    CardForm,
    HandsForm,
    MoveForm,
    NameForm,
    WallSettings,
    WriteForm,
)
from samskap.activities.wall.models import Support
from samskap.cards.alike import alike
from samskap.cards.models import Card, CardQuerySet
from samskap.cards.placing import Wall, wall_of
from samskap.gatherings.access import DESK, PEOPLE
from samskap.gatherings.models import Block, Participation
from samskap.stage.activity import Activity, Audience, Signal
from samskap.stage.verbs import Nothing, TwoCards, Verb

COLUMNS_AT_MOST = 5


class AgendaWall(Activity):
    """Topics in rooms and rounds (agendavegg)."""

    kind = "wall"
    name = _("Agenda wall")
    summary = _("Topics hang in rooms and rounds. Related ones are gathered, and people show what they support.")
    icon = "wall"
    minutes = 15
    Settings = WallSettings
    wants_source = True
    has_mine = True
    verbs: ClassVar = [
        Verb(
            "write",
            WriteForm,
            actions.write_topic,
            who=PEOPLE,
            done=_("Now choose where it is to hang."),
            on_paper=_("A topic for the wall"),
            nameless="add",
        ),
        Verb("move", MoveForm, actions.move_topic, who=PEOPLE | DESK),
        Verb("withdraw", CardForm, actions.withdraw_topic, who=PEOPLE, done=_("Taken back.")),
        Verb("support", CardForm, actions.give_support, who=PEOPLE),
        Verb("unsupport", CardForm, actions.take_support_back, who=PEOPLE, done=_("Support taken back.")),
        Verb("add", AddForm, actions.add_topic, who=DESK, needs_open=False, done=_("Added. Now hang it up.")),
        Verb("tell-apart", TwoCards, actions.tell_apart, who=DESK, needs_open=False, done=_("They stay apart.")),
        Verb("part", CardForm, actions.part_topic, who=DESK, needs_open=False),
        Verb("name", NameForm, actions.name_heading, who=DESK, needs_open=False, done=_("The heading is changed.")),
        Verb("hands", HandsForm, actions.count_hands, who=DESK, needs_open=False, done=_("Counted.")),
        Verb("ask", Nothing, actions.ask_for_support, who=DESK, done=_("People are asked for support.")),
        Verb("stop-asking", Nothing, actions.stop_asking, who=DESK, needs_open=False, done=_("No longer asking.")),
    ]

    def task(self, block: Block) -> str:
        """What people are asked."""
        return str(self.chosen(block)["question"])

    def shared(self, block: Block, audience: Audience) -> dict[str, Any]:
        """The wall with its support, and what is not on it yet."""
        wall = queries.counted_wall(block, shown=audience != "desk")
        loose = list(queries.loose_topics(block))
        context: dict[str, Any] = {
            "wall": wall,
            "loose": loose if audience == "desk" else [card for card in loose if _is_shown(block, card)],
            "asking": queries.is_asking(block),
            "all_hands": block.setting("hands") == ALL_HANDS,
            "turned": len(wall.rooms) > COLUMNS_AT_MOST and len(wall.rounds) < len(wall.rooms),
        }
        if audience == "desk":
            context["alike"] = alike(wall, loose)
            context["people"] = list(Participation.objects.here().filter(gathering=block.gathering))
        return context

    def mine(self, block: Block, person: Participation) -> dict[str, Any]:
        """My topics and where they are, and what I support."""
        return {
            "own": list(queries.own_loose(block, person)),
            "placed": queries.own_placed(block, person),
            "supported": queries.supported_by(block, person),
            "asking": queries.is_asking(block),
            "wall": wall_of(block.gathering),
        }

    def paper(self, block: Block) -> dict[str, Any]:
        """Headings for a wall of paper, and a card for each topic."""
        return {"wall": queries.counted_wall(block), "loose": list(queries.loose_topics(block))}

    def report(self, block: Block) -> dict[str, Any]:
        """The wall as it became."""
        return {"wall": queries.counted_wall(block, shown=True)}

    def harvest(self, block: Block) -> CardQuerySet:
        """The topics that hang, round by round."""
        return queries.hanging(block)

    def radar(self, block: Block) -> Iterable[Signal]:
        """Topics without a place or without support, and rooms that are too small."""
        wall = queries.counted_wall(block)
        loose = list(queries.loose_topics(block))
        yield from _not_hung(loose, wall)
        yield from _weak(wall)
        yield from _too_small(wall)

    def forget(self, person: Participation) -> None:
        """Whoever is forgotten supports nothing any more."""
        Support.objects.filter(person=person).delete()


def _is_shown(block: Block, card: Card) -> bool:
    return not block.gathering.approves_first or card.approved_at is not None


def _not_hung(loose: list[Card], wall: Wall) -> Iterable[Signal]:
    if not loose:
        return
    text = ngettext("%(count)d topic is not on the wall", "%(count)d topics are not on the wall", len(loose))
    yield Signal(text % {"count": len(loose)}, level="act", details=[card.text for card in loose[:6]])
    if len(loose) > len(wall.free):
        yield Signal(
            _("There are more topics than places. Gather those that are alike, park some, or add a room or a round.")
        )


def _weak(wall: Wall) -> Iterable[Signal]:
    weak = [place.heading.text for place in wall.taken if place.heading and getattr(place.heading, "is_weak", False)]
    if weak:
        text = ngettext("%(count)d topic needs more support", "%(count)d topics need more support", len(weak))
        yield Signal(text % {"count": len(weak)}, details=weak[:8])


def _too_small(wall: Wall) -> Iterable[Signal]:
    for place in wall.taken:
        supporters = getattr(place.heading, "supporters", 0)
        if supporters > place.room.seats:
            words = {"topic": place.heading.text if place.heading else "", "room": place.room.name}
            text = _("“{topic}” has {supporters} supporters, and {room} has {seats} seats")
            yield Signal(format_lazy(text, supporters=supporters, seats=place.room.seats, **words), level="act")


ACTIVITY = AgendaWall()
