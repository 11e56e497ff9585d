"""The card of the ladder activity."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from samskap.activities.ladder import actions, forms, grouping, queries
from samskap.activities.ladder.queries import Planned
from samskap.gatherings.access import DESK, PEOPLE
from samskap.gatherings.models import Block, Leads, Participation
from samskap.mixing.explaining import Saying
from samskap.stage.activity import Activity, Audience, Signal
from samskap.stage.verbs import Nothing, Verb

ONE_MINUTE = 60
NAMES_SHOWN = 12


@dataclass(frozen=True)
class Stair:
    """A step of the ladder as it is drawn: what it is called, and whether it is over, on or to come."""

    planned: Planned
    state: str

    @property
    def name(self) -> str:
        """What people do, in a word or two."""
        if self.planned.size == 1:
            return gettext("Alone")
        if not self.planned.size:
            return gettext("Everybody")
        return gettext("Groups of %(n)d") % {"n": self.planned.size}


class Ladder(Activity):
    """First alone, then in larger and larger groups (trapp): 1-3-6, 1-2-4-all."""

    kind = "ladder"
    name = _("Ladder")
    summary = _("First alone, then in larger and larger groups that agree on what comes first: 1-3-6, 1-2-4-all.")
    icon = "people"
    minutes = 45
    Settings = forms.LadderSettings
    has_mine = True
    everybody_speaks = True
    verbs: ClassVar = [
        Verb("write", forms.WriteForm, actions.write_idea, who=PEOPLE, done=_("It is there."), on_paper=_("An idea")),
        Verb("change", forms.ChangeForm, actions.change_idea, who=PEOPLE, done=_("Changed.")),
        Verb("withdraw", forms.CardForm, actions.withdraw_idea, who=PEOPLE, done=_("Taken back.")),
        Verb("rank", forms.RankForm, actions.rank, who=PEOPLE, done=_("It is on the list.")),
        Verb("take-off", forms.CardForm, actions.take_off, who=PEOPLE, done=_("Taken off the list.")),
        Verb("ready", Nothing, actions.say_ready, who=PEOPLE, done=_("The facilitator sees that you are ready.")),
        Verb("not-ready", Nothing, actions.say_not_ready, who=PEOPLE, done=_("Take the time you need.")),
        Verb("next-turn", forms.TurnForm, actions.next_turn, who=PEOPLE, done=_("Done.")),
        Verb("next-step", forms.SeenForm, actions.open_next, who=DESK, done=_("The next step is open.")),
        Verb("step-back", forms.SeenForm, actions.step_back, who=DESK, done=_("You are one step back.")),
        Verb("more-time", forms.MinutesForm, actions.give_more_time, who=DESK, done=_("All groups have got it.")),
        Verb("move", forms.MoveForm, actions.move_person, who=DESK, done=_("Moved.")),
        Verb("list-for", forms.ListForm, actions.type_in_list, who=DESK, needs_open=False, done=_("Typed in.")),
    ]

    def task(self, block: Block) -> str:
        """The question."""
        return str(self.chosen(block)["question"])

    def on_open(self, block: Block) -> None:
        """Open the first step."""
        actions.open_first(block)
        actions.settle(block)

    def on_people_changed(self, block: Block) -> None:
        """Seat whoever has come, and close the gap after whoever has gone (G7)."""
        actions.settle(block)

    def stairs(self, block: Block) -> list[Stair]:
        """The steps, each with where the ladder is."""
        on = queries.step_on(block)
        number = on.number if on else 0
        states = {True: "now", False: ""}
        return [
            Stair(one, "done" if one.number < number else states[one.number == number])
            for one in queries.planned_steps(block)
        ]

    def shared(self, block: Block, audience: Audience) -> dict[str, Any]:
        """The step, its clock, the groups and how far they are."""
        stairs = self.stairs(block)
        now = next((one.planned for one in stairs if one.state == "now"), None)
        groups = queries.groups_on(block, now.number) if now and now.has_groups else []
        seated = [group for group in groups if group.people]
        context: dict[str, Any] = {
            "stairs": stairs,
            "now": now,
            "step": queries.step_on(block),
            "groups": seated,
            "ready": sum(group.is_ready for group in seated),
            "writers": queries.writers(block),
            "ideas": queries.ideas(block).count(),
            "is_last": bool(now) and now == stairs[-1].planned,
        }
        return context | (self._for_desk(block, now, seated) if audience == "desk" else {})

    def _for_desk(self, block: Block, now: Planned | None, groups: list[queries.Group]) -> dict[str, Any]:
        people = queries.people_here(block)
        badges = self.chosen(block)["groups_from"] == "badges"
        said: list[str] = []
        if now and now.has_groups and now.size and groups:
            badges = badges and now == next(one for one in queries.planned_steps(block) if one.has_groups)
            seats = [[one.pk for one in group.people] for group in groups]
            said = [words_of(one) for one in grouping.said_of(seats, people, now.size, badges=badges)]
        return {"people": people, "said": [one for one in said if one], "here": len(people)}

    def mine(self, block: Block, person: Participation) -> dict[str, Any]:
        """My ideas, my group and its list."""
        on = queries.step_on(block)
        now = next((one for one in queries.planned_steps(block) if on and one.number == on.number), None)
        group = queries.group_of(block, person, now.number) if now and now.has_groups else None
        return {
            "own": list(queries.own_ideas(block, person)),
            "step": on,
            "now": now,
            "group": group,
            "others": [one for one in group.people if one.pk != person.pk] if group else [],
            "candidates": queries.candidates(block, group) if group and now and now.top else [],
            "is_full": bool(group and now and len(group.ranked) >= now.top),
            "me": person,
            "leader": next((one for one in group.people if one.leads == Leads.YES), None) if group else None,
        }

    def paper(self, block: Block) -> dict[str, Any]:
        """A sheet for ideas, and one for each group's list."""
        steps = [one for one in queries.planned_steps(block) if one.has_groups and one.top]
        return {
            "steps": [(one, Stair(one, "").name, range(1, one.top + 1)) for one in steps],
            "groups": [(one, queries.groups_on(block, one.number)) for one in steps],
        }

    def report(self, block: Block) -> dict[str, Any]:
        """What each group of the last step agreed on, and where it came from."""
        stairs = self.stairs(block)
        steps = [one for one in stairs if one.planned.has_groups and one.planned.top]
        found = [(one, [g for g in queries.groups_on(block, one.planned.number) if g.ranked]) for one in steps]
        with_lists = [(one, groups) for one, groups in found if groups]
        return {
            "ideas": queries.ideas(block).count(),
            "writers": queries.writers(block),
            "last": with_lists[-1] if with_lists else None,
            "before": with_lists[:-1],
            "path": queries.carried_by(block),
        }

    def radar(self, block: Block) -> Iterable[Signal]:
        """Say who is alone, and who is not ready when the time is nearly out."""
        on = queries.step_on(block)
        now = next((one for one in queries.planned_steps(block) if on and one.number == on.number), None)
        if on is None or now is None or not now.has_groups:
            return
        rungs = queries.company(block, now.number)
        alone = [str(one.number) for one in rungs if one.people == 1]
        if alone and len(rungs) > 1:
            yield Signal(_("Groups with one person"), details=alone)
        left = (on.ends_at - timezone.now()).total_seconds() if on.ends_at else ONE_MINUTE + 1
        slow = [str(one.number) for one in rungs if not one.is_ready]
        if slow and left < ONE_MINUTE:
            text = ngettext("%(n)d group is not ready", "%(n)d groups are not ready", len(slow)) % {"n": len(slow)}
            yield Signal(text, details=slow[:NAMES_SHOWN])


def words_of(saying: Saying) -> str:
    """Say in a sentence how well people are mixed."""
    if saying.what == "colleagues":
        if not saying.found:
            return gettext("Nobody sits with a colleague.")
        if saying.is_best:
            return ngettext(
                "%(n)d pair from the same organisation sits together; the fewest possible is %(bound)d, since one "
                "organisation has %(size)d people and there are %(groups)d groups.",
                "%(n)d pairs from the same organisation sit together; the fewest possible is %(bound)d, since one "
                "organisation has %(size)d people and there are %(groups)d groups.",
                saying.found,
            ) % {"n": saying.found, "bound": saying.bound, "size": saying.size, "groups": saying.groups}
        return ngettext(
            "%(n)d pair from the same organisation sits together.",
            "%(n)d pairs from the same organisation sit together.",
            saying.found,
        ) % {"n": saying.found}
    if saying.what == "shapes" and saying.found:
        return ngettext(
            "%(n)d pair with the same shape sits together.",
            "%(n)d pairs with the same shape sit together.",
            saying.found,
        ) % {"n": saying.found}
    return ""


ACTIVITY = Ladder()
