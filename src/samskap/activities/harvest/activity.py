"""The card of the plenary harvest activity."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samskap.activities.harvest import actions, forms
from samskap.activities.harvest.models import Kind
from samskap.activities.harvest.queries import groups_of, later_topics, own_words, presenting, round_of, stories
from samskap.cards.models import Card, CardQuerySet
from samskap.cards.placing import free_places
from samskap.gatherings.access import DESK, INSIDE, PEOPLE
from samskap.gatherings.models import Block, Participation
from samskap.stage.activity import Activity, Audience, Signal
from samskap.stage.verbs import Verb


class Harvest(Activity):
    """Each group presents what came out of it (høsting i plenum)."""

    kind = "harvest"
    name = _("Harvest")
    summary = _("Each group presents what came out of it, and new topics can be born.")
    icon = "star"
    minutes = 20
    Settings = forms.HarvestSettings
    wants_source = True
    has_mine = True
    verbs: ClassVar = [
        Verb("next-group", forms.AfterForm, actions.next_group, who=DESK),
        Verb("present", forms.PresentForm, actions.present_group, who=DESK),
        Verb("give-time", forms.MinutesForm, actions.give_time, who=DESK),
        Verb(
            "result",
            forms.SayForm,
            actions.write_result,
            who=INSIDE,
            needs_open=False,
            done=_("Saved."),
            on_paper=_("What came out of a group"),
        ),
        Verb(
            "comment",
            forms.SayForm,
            actions.comment,
            who=PEOPLE,
            done=_("Said. Thank you!"),
            on_paper=_("A comment to a group"),
        ),
        Verb(
            "propose",
            forms.SayForm,
            actions.propose_breakout,
            who=PEOPLE,
            done=_("Your topic is proposed."),
            on_paper=_("A new topic"),
        ),
        Verb("withdraw", forms.CardForm, actions.withdraw, who=PEOPLE, done=_("Taken back.")),
        Verb("hang", forms.HangForm, actions.hang_finding, who=DESK, needs_open=False, done=_("It hangs there.")),
        Verb("place", forms.PlaceForm, actions.place_breakout, who=DESK, needs_open=False, done=_("It hangs there.")),
    ]

    def task(self, block: Block) -> str | Promise:
        """Listen, and say what comes to mind."""
        return _("What came out? Can you help?")

    def on_close(self, block: Block) -> None:
        """Nobody presents any more."""
        actions.end_turn(block)

    def shared(self, block: Block, audience: Audience) -> dict[str, Any]:
        """All groups' stories, and the one that is told now."""
        told = stories(block)
        context: dict[str, Any] = {
            "stories": told, "presenting": presenting(told), "later": later_topics(block),
        }  # fmt: skip
        if audience == "desk":
            context["places"] = free_places(block.gathering, after_round=round_of(block))
        return context

    def mine(self, block: Block, person: Participation) -> dict[str, Any]:
        """The groups I write for, and what I have said."""
        said = {story.circle.pk: story.result for story in stories(block)}
        own = groups_of(block, person)
        return {"own": [(circle, said.get(circle.pk)) for circle in own], "words": list(own_words(block, person))}

    def report(self, block: Block) -> dict[str, Any]:
        """What came out of each group, what was said about it, and what was born."""
        return {"stories": [one for one in stories(block) if one.result or one.comments or one.breakouts or one.turn]}

    def harvest(self, block: Block) -> CardQuerySet:
        """Hand on what came out of the groups."""
        return Card.objects.filter(block=block, harvest_word__kind=Kind.RESULT).shown()

    def radar(self, block: Block) -> Iterable[Signal]:
        """New topics that have no place yet; groups that presented without a word of what came out."""
        told = stories(block)
        if block.source_id is None:
            yield Signal(_("The harvest has no block to take its groups from. Choose one in the plan."), level="act")
        born = [card.text[:60] for story in told for card in story.breakouts if not hasattr(card, "placement")]
        if born:
            yield Signal(_("New topics that have no place on the wall"), details=born)
        silent = [
            f"{one.circle.number} · {one.name[:40]}" for one in told if one.turn and not one.is_on and not one.result
        ]
        if silent:
            yield Signal(_("Has presented, but nobody wrote what came out"), details=silent)


ACTIVITY = Harvest()
