"""The card of the pitches activity."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any, ClassVar

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from samskap.activities.pitches import actions, queries
from samskap.activities.pitches.forms import (
    EnqueueForm,
    JoinForm,
    PitchesSettings,
    PlaceForm,
    ReorderForm,
    TurnForm,
)
from samskap.activities.pitches.models import Turn
from samskap.cards.alike import alike
from samskap.cards.models import CardQuerySet
from samskap.cards.placing import wall_of
from samskap.gatherings.access import DESK, PEOPLE
from samskap.gatherings.models import Block, Participation
from samskap.stage.activity import Activity, Audience, Signal
from samskap.stage.verbs import Nothing, TwoCards, Verb

LATE = timedelta(seconds=30)


class Pitches(Activity):
    """The queue: one after another presents a topic and puts it on the wall (presentasjoner)."""

    kind = "pitches"
    name = _("Pitches")
    summary = _("People queue, present one topic each, and put it on the agenda wall.")
    icon = "queue"
    minutes = 30
    Settings = PitchesSettings
    wants_source = True
    has_mine = True
    verbs: ClassVar = [
        Verb(
            "join",
            JoinForm,
            actions.join_queue,
            who=PEOPLE,
            done=_("You are in the queue."),
            on_paper=_("A topic for the queue"),
            nameless="enqueue",
            afterwards=False,
        ),
        Verb("leave", Nothing, actions.leave_queue, who=PEOPLE, done=_("You have left the queue.")),
        Verb("after-you", Nothing, actions.let_one_go_first, who=PEOPLE, done=_("One has gone ahead of you.")),
        Verb("place", PlaceForm, actions.place_topic, who=PEOPLE | DESK, needs_open=False),
        Verb("tell-apart", TwoCards, actions.tell_apart, who=DESK, needs_open=False, done=_("They stay apart.")),
        Verb("enqueue", EnqueueForm, actions.enqueue, who=DESK, done=_("In the queue.")),
        Verb("start", TurnForm, actions.start_pitch, who=DESK, done=_("Started.")),
        Verb("lengthen", TurnForm, actions.lengthen_pitch, who=DESK, done=_("30 seconds more.")),
        Verb("finish", TurnForm, actions.finish_pitch, who=DESK, needs_open=False, done=_("Done.")),
        Verb("speak-for", TurnForm, actions.speak_for_group, who=PEOPLE, done=_("It is yours. Thank you!")),
        Verb("skip", TurnForm, actions.skip_turn, who=DESK, done=_("Sent to the end of the queue.")),
        Verb("reorder", ReorderForm, actions.reorder, who=DESK, done=_("The order is changed.")),
        Verb("remove", TurnForm, actions.remove_turn, who=DESK, needs_open=False, done=_("Out of the queue.")),
    ]

    def task(self, block: Block) -> str:
        """What people are asked to do."""
        return str(self.chosen(block)["question"])

    def on_open(self, block: Block) -> None:
        """Line up the groups, where they present what they put first."""
        actions.line_up_groups(block)

    def on_close(self, block: Block) -> None:
        """Whoever had the floor is done; what the groups chose besides hangs below."""
        Turn.objects.on().filter(block=block).update(done_at=timezone.now())
        actions.hang_the_rest(block)

    def shared(self, block: Block, audience: Audience) -> dict[str, Any]:
        """The queue and the wall so far."""
        wall = wall_of(block.gathering, shown=audience != "desk")
        queue = queries.queue_of(block)
        context: dict[str, Any] = {"queue": queue, "wall": wall, "by_groups": self._by_groups(block)}
        if audience == "desk":
            context["alike"] = alike(wall, queries.loose(queue))
            context["people"] = list(Participation.objects.here().filter(gathering=block.gathering))
        return context

    def mine(self, block: Block, person: Participation) -> dict[str, Any]:
        """My turn, my place in line, what I can present, and where my topic can hang."""
        turns = queries.own_turns(block, person)
        waiting = next((turn for turn in turns if turn.state == "waiting"), None)
        presented = [turn for turn in turns if turn.state != "waiting"]
        return {
            "waiting": waiting,
            "before": queries.before(waiting) if waiting else 0,
            "presented": [{"turn": turn, "placement": queries.placement_of(turn.card)} for turn in presented],
            "own": list(queries.own_topics(block, person)),
            "ours": queries.turns_of_group(block, person) if self._by_groups(block) else [],
            "by_groups": self._by_groups(block),
            "wall": wall_of(block.gathering),
        }

    def _by_groups(self, block: Block) -> bool:
        return bool(self.chosen(block)["order"] == "priorities")

    def paper(self, block: Block) -> dict[str, Any]:
        """The queue as it stands, and empty topic sheets."""
        return {"queue": queries.queue_of(block)}

    def report(self, block: Block) -> dict[str, Any]:
        """The pitches in the order they were held."""
        return {"queue": queries.queue_of(block)}

    def harvest(self, block: Block) -> CardQuerySet:
        """The topics of the queue, those who have been presented first."""
        return queries.pitched(block)

    def radar(self, block: Block) -> Iterable[Signal]:
        """A pitch that goes on and on, topics without a place, and a line longer than the time left."""
        queue = queries.queue_of(block)
        yield from _too_long(queue)
        yield from _without_place(queue)
        yield from _line_longer_than_time(block, queue)


def _too_long(queue: queries.Queue) -> Iterable[Signal]:
    if queue.on and queue.on.ends_at and timezone.now() > queue.on.ends_at + LATE:
        yield Signal(_("The pitch is over time"), details=[queue.on.person.name] if queue.on.person else ())


def _without_place(queue: queries.Queue) -> Iterable[Signal]:
    waiting = [turn.card.text for turn in queue.without_place if turn.state == "done"]
    if waiting:
        text = ngettext(
            "%(count)d presented topic is not on the wall",
            "%(count)d presented topics are not on the wall",
            len(waiting),
        )
        yield Signal(text % {"count": len(waiting)}, level="act", details=waiting[:6])


def _line_longer_than_time(block: Block, queue: queries.Queue) -> Iterable[Signal]:
    if block.ends_at is None or block.paused_at or not queue.waiting:
        return
    left = (block.ends_at - timezone.now()).total_seconds()
    needed = len(queue.waiting) * int(block.setting("seconds", 60))
    if needed > max(left, 0) + 60:
        text = _("The queue needs about %(needed)d min, and %(left)d min are left")
        yield Signal(text % {"needed": round(needed / 60), "left": max(0, round(left / 60))})


ACTIVITY = Pitches()
