"""The card of the work sessions activity."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any, ClassVar

from django.utils import timezone
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from samskap.activities.sessions import actions, forms
from samskap.activities.sessions.queries import (
    Group,
    group_of,
    groups,
    leaders_free,
    own_topics,
    people_without_group,
    promised,
    questions,
)
from samskap.cards.models import Card, CardQuerySet
from samskap.gatherings.access import DESK, INSIDE, PEOPLE
from samskap.gatherings.models import Block, Participation
from samskap.stage.activity import Activity, Audience, Signal
from samskap.stage.promising import Promise
from samskap.stage.verbs import Nothing, Verb

SETTLING = timedelta(minutes=3)
SOON_OVER = timedelta(minutes=5)
NAMES_SHOWN = 12


class Sessions(Activity):
    """Groups at work, each in its place (arbeidsøkt)."""

    kind = "sessions"
    name = _("Group work")
    summary = _("People go where they want to work, share the roles and write down what comes of it.")
    icon = "people"
    minutes = 50
    Settings = forms.SessionsSettings
    has_mine = True
    verbs: ClassVar = [
        Verb(
            "go",
            forms.CircleForm,
            actions.go_to_group,
            who=PEOPLE,
            done=_("You are there."),
            on_paper=_("Goes to a group"),
        ),
        Verb("leave-group", forms.CircleForm, actions.leave_group, who=PEOPLE, done=_("You have left the group.")),
        Verb("take-role", forms.RoleForm, actions.take_role, who=PEOPLE, done=_("It is yours. Thank you!")),
        Verb("give-back", forms.RoleForm, actions.give_back_role, who=PEOPLE, done=_("You have given it back.")),
        Verb("next-turn", forms.TurnForm, actions.next_turn, who=PEOPLE, done=_("Done.")),
        Verb("end-opener", forms.TurnForm, actions.end_opener, who=PEOPLE, done=_("Now to work!")),
        Verb("pause-clock", forms.CircleForm, actions.pause_clock, who=PEOPLE, done=_("The clock stands still.")),
        Verb("resume-clock", forms.CircleForm, actions.resume_clock, who=PEOPLE, done=_("The clock goes on.")),
        Verb("add-time", forms.MinutesForm, actions.add_time, who=PEOPLE, done=_("Done.")),
        Verb("follow-block", forms.CircleForm, actions.follow_block, who=PEOPLE, done=_("Done.")),
        Verb(
            "answer",
            forms.AnswerForm,
            actions.write_answer,
            who=INSIDE,
            needs_open=False,
            done=_("Saved."),
            on_paper=_("An answer on the summary sheet"),
        ),
        Verb("take-in", forms.VariantForm, actions.take_in_variant, who=INSIDE, needs_open=False, done=_("Put below.")),
        Verb(
            "leave-out", forms.VariantForm, actions.leave_out_variant, who=INSIDE, needs_open=False, done=_("Left out.")
        ),
        Verb("photo", forms.PhotoForm, actions.add_photo, who=INSIDE, needs_open=False, done=_("Your picture is up.")),
        Verb(
            "hide-photo", forms.HidePhotoForm, actions.hide_photo, who=INSIDE, needs_open=False, done=_("Taken away.")
        ),
        Verb("help", forms.CircleForm, actions.call_for_help, who=PEOPLE, done=_("The facilitator has been told.")),
        Verb("help-over", forms.CircleForm, actions.end_help, who=INSIDE, done=_("Good.")),
        Verb("coming", forms.CircleForm, actions.come_to_help, who=DESK, done=_("The group knows you are coming.")),
        Verb("move", forms.MoveForm, actions.move_person, who=DESK, needs_open=False, done=_("Moved.")),
        Verb("add", forms.AddForm, actions.add_group, who=DESK, needs_open=False, done=_("The group is there.")),
        Verb("dissolve", forms.CircleForm, actions.dissolve_group, who=DESK, needs_open=False, done=_("Dissolved.")),
        Verb("share-leaders", Nothing, actions.share_leaders, who=DESK, needs_open=False, done=_("Done.")),
        Verb("fetch", Nothing, actions.fetch_topics, who=DESK, needs_open=False, done=_("Fetched.")),
        Verb("more-time", forms.MinutesForm, actions.give_all_more_time, who=DESK, done=_("All groups have got it.")),
    ]

    def task(self, block: Block) -> str | Lazy:
        """What to do in a group."""
        return _("Find your group, and work together.")

    def on_open(self, block: Block) -> None:
        """Form the groups from what hangs on the wall now."""
        actions.form_groups(block)

    def on_close(self, block: Block) -> None:
        """Nobody needs help any more."""
        actions.end_all_help(block)

    def asked(self, block: Block) -> list[str]:
        """The questions of the summary sheet, in the reader's language where the organiser has not chosen any."""
        return questions(self.chosen(block)["questions"])

    def shared(self, block: Block, audience: Audience) -> dict[str, Any]:
        """All groups, with people, roles, sheets and photos."""
        found = groups(block, self.asked(block))
        context: dict[str, Any] = {"groups": found, "seated": sum(len(group.people) for group in found)}
        if audience == "desk":
            context |= {
                "everybody": list(Participation.objects.here().filter(gathering_id=block.gathering_id)),
                "rooms": list(block.gathering.rooms.all()),
                "leaders_free": list(leaders_free(block)),
            }
        return context

    def mine(self, block: Block, person: Participation) -> dict[str, Any]:
        """My group, with the roles and the sheet; or where my own topic is."""
        group = group_of(block, person, self.asked(block))
        return {
            "group": group,
            "own_topics": [] if group else list(own_topics(block, person)),
            "opening": bool(group and self.chosen(block)["opener"] and group.is_opening),
            "guided": bool(group and (group.leader == person or group.leader is None)),
            "has_pen": group is not None and group.note_taker == person,
            "keeps_time": group is not None
            and person in {group.role("timekeeper").holder, group.role("leader").holder},
        }

    def paper(self, block: Block) -> dict[str, Any]:
        """A sheet and a door sign for each group."""
        return {"groups": groups(block, self.asked(block)), "asked": self.asked(block)}

    def report(self, block: Block) -> dict[str, Any]:
        """What each group did, and what they answered side by side (U6)."""
        found = [group for group in groups(block, self.asked(block)) if group.been or group.filled]
        answered = [group for group in found if group.filled]
        return {
            "groups": found,
            "questions": self.asked(block),
            "side_by_side": answered if len(answered) > 1 else [],
        }

    def harvest(self, block: Block) -> CardQuerySet:
        """Hand on the topics that were worked on."""
        return Card.objects.filter(circles__block=block, circles__closed_at=None).standing()

    def promises(self, block: Block) -> Iterable[Promise]:
        """Each line that a group wrote about who does what."""
        return promised(block, int(self.chosen(block)["promises"] or 0))

    def radar(self, block: Block) -> Iterable[Signal]:
        """Help first; then groups that lack somebody, people who lack a group, and empty sheets near the end."""
        now = timezone.now()
        found = groups(block, self.asked(block))
        for group in found:
            if group.help:
                coming = gettext("you are on your way") if group.help.answered_at else gettext("go there now")
                yield Signal(
                    gettext("Group %(number)s calls for help") % {"number": group.circle.number},
                    level="look" if group.help.answered_at else "act",
                    details=[where(group), coming],
                )
        yield from _signals(
            found,
            (_("Groups with texts to choose between"), lambda group: any(line.beside for line in group.sheet)),
            (_("Groups with more people than seats"), lambda group: group.is_crowded),
        )
        if block.opened_at and now - block.opened_at > SETTLING:
            yield from _signals(
                found,
                (_("Groups without a note-taker"), lambda group: len(group.people) > 1 and not group.note_taker),
                (_("Groups with one person"), lambda group: len(group.people) == 1),
                (_("Groups with nobody"), lambda group: not group.people),
            )
        free = [person.name for person in leaders_free(block)]
        if free and any(not group.leader for group in found):
            yield Signal(_("Group leaders without a group to lead"), details=free)
        yield from _without_group(block, found)
        if block.ends_at and not block.paused_at and block.ends_at - now < SOON_OVER:
            yield from _signals(
                found, (_("Nothing on the sheet, and soon over"), lambda group: group.people and not group.filled)
            )


def where(group: Group) -> str:
    """A group in a few words: number, room, topic."""
    room = group.circle.room.name if group.circle.room else ""
    return " · ".join(part for part in (str(group.circle.number), room, group.name[:40]) if part)


def _signals(found: list[Group], *rules: tuple[str | Lazy, Any]) -> Iterable[Signal]:
    for text, applies in rules:
        names = [where(group) for group in found if applies(group)]
        if names:
            yield Signal(text, details=names)


def _without_group(block: Block, found: list[Group]) -> Iterable[Signal]:
    if not found:
        yield Signal(_("There are no groups. Hang topics in this round on the wall, or add a group."), level="act")
        return
    lost = list(people_without_group(block).only("first_name", "last_name"))
    if not lost:
        return
    text = ngettext("%(count)d person is in no group", "%(count)d people are in no group", len(lost))
    names = [person.name for person in lost[:NAMES_SHOWN]]
    yield Signal(text % {"count": len(lost)}, details=[*names, "…"] if len(lost) > NAMES_SHOWN else names)


ACTIVITY = Sessions()
