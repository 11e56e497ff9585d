"""The card of the micro-actions activity."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samskap.activities.microactions import actions, forms, queries
from samskap.activities.microactions.models import MicroAction, SeenBy
from samskap.cards.models import CardQuerySet
from samskap.gatherings.access import PEOPLE
from samskap.gatherings.models import Block, Participation
from samskap.stage.activity import Activity, Audience, Signal
from samskap.stage.promising import Promise
from samskap.stage.verbs import Verb


class MicroActions(Activity):
    """Everybody writes what they will do themselves, tomorrow (mikrohandlinger)."""

    kind = "microactions"
    name = _("Micro-actions")
    summary = _("Everybody writes what they will do themselves, tomorrow. They are reminded, gently, afterwards.")
    icon = "check"
    minutes = 10
    Settings = forms.MicroActionsSettings
    has_mine = True
    verbs: ClassVar = [
        Verb(
            "write",
            forms.WriteForm,
            actions.write_action,
            who=PEOPLE,
            done=_("It is written down. You get it back."),
            on_paper=_("A micro-action"),
        ),
        Verb("change", forms.ChangeForm, actions.change_action, who=PEOPLE, needs_open=False, done=_("Changed.")),
        Verb(
            "withdraw", forms.ActionForm, actions.withdraw_action, who=PEOPLE, needs_open=False, done=_("Taken back.")
        ),
    ]

    def task(self, block: Block) -> str:
        """The question."""
        return str(self.chosen(block)["question"])

    def shared(self, block: Block, audience: Audience) -> dict[str, Any]:
        """How many have written, and what all may see."""
        people, number = queries.counts(block)
        here = Participation.objects.here().filter(gathering_id=block.gathering_id).count()
        return {"shown": list(queries.shown_to_all(block)), "people": people, "number": number, "here": here}

    def mine(self, block: Block, person: Participation) -> dict[str, Any]:
        """What I will do, and what those I worked with will."""
        group = queries.last_group(person)
        choices = [choice for choice in SeenBy.choices if group is not None or choice[0] != SeenBy.GROUP]
        return {
            "own": list(queries.own_actions(block, person)),
            "beside": list(queries.shown_to_group(block, person, group)),
            "choices": choices,
        }

    def report(self, block: Block) -> dict[str, Any]:
        """What all may see, and how many there are besides."""
        people, number = queries.counts(block)
        shown = list(queries.shown_to_all(block))
        return {"shown": shown, "people": people, "number": number, "besides": max(0, number - len(shown))}

    def harvest(self, block: Block) -> CardQuerySet:
        """Hand on what all may see."""
        return queries.shown_to_all(block)

    def promises(self, block: Block) -> Iterable[Promise]:
        """Each is asked about, gently (G12)."""
        return queries.promised(block)

    def forget(self, person: Participation) -> None:
        """What only they and their group knew goes; what all have seen stays, as somebody's."""
        mine = MicroAction.objects.filter(by=person)
        mine.filter(card=None).delete()
        mine.update(by=None)

    def radar(self, block: Block) -> Iterable[Signal]:
        """Few have written, and the time is nearly out."""
        people, _number = queries.counts(block)
        here = Participation.objects.here().filter(gathering_id=block.gathering_id).count()
        if block.is_open and block.ends_at and block.ends_at < timezone.now() and people < here / 2:
            yield Signal(_("Fewer than half have written. Give two minutes more?"))


ACTIVITY = MicroActions()
