"""The card of the dots activity."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from samskap.activities.dots import actions, forms, queries
from samskap.cards.models import CardQuerySet
from samskap.gatherings.access import DESK, PEOPLE
from samskap.gatherings.models import Block, Participation
from samskap.stage.activity import Activity, Audience, Signal
from samskap.stage.verbs import Nothing, Verb


class Dots(Activity):
    """Everybody has dots to give, and the card with most becomes a topic (prikker)."""

    kind = "dots"
    name = _("Dots")
    summary = _("Everybody has one or a few dots to give. What gets most becomes a topic of its own.")
    icon = "star"
    minutes = 10
    Settings = forms.DotsSettings
    wants_source = True
    has_mine = True
    verbs: ClassVar = [
        Verb(
            "give",
            forms.GiveForm,
            actions.give_dot,
            who=PEOPLE,
            done=_("Your dot is given."),
            on_paper=_("A dot"),
            afterwards=False,
            untied=queries.is_detached,
        ),
        Verb("take-back", forms.CardForm, actions.take_back, who=PEOPLE, done=_("Taken back.")),
        Verb("close", Nothing, actions.close_vote, who=DESK, done=_("The vote is closed.")),
        Verb("open", Nothing, actions.open_vote, who=DESK, done=_("Dots can be given again.")),
        Verb("make-topic", forms.CardForm, actions.make_topic, who=DESK, needs_open=False),
    ]

    def task(self, block: Block) -> str:
        """The question."""
        return str(self.chosen(block)["question"])

    def shared(self, block: Block, audience: Audience) -> dict[str, Any]:
        """How many have given dots; and the result, when all may see it."""
        closed, numbers = queries.is_closed(block), queries.shows_numbers(block)
        lines = queries.result_of(block)
        context: dict[str, Any] = {
            "closed": closed,
            "numbers": numbers,
            "lines": lines if numbers else sorted(lines, key=lambda line: (line.card.made_at, line.card.pk)),
            "first": [line for line in lines if line.is_first] if numbers else [],
            "voters": queries.voters(block),
            "here": Participation.objects.here().filter(gathering_id=block.gathering_id).count(),
        }
        return context

    def mine(self, block: Block, person: Participation) -> dict[str, Any]:
        """The cards to choose from, with my dots on them, and how many I have left."""
        given = queries.given_by(block, person)
        chosen = self.chosen(block)
        detached, closed = queries.is_detached(block), queries.is_closed(block)
        cards = [] if closed else list(queries.cards_of(block).select_related("by").order_by("made_at", "pk"))
        counts = {card.pk: sum(dot.card_id == card.pk for dot in given) for card in cards}
        left = max(0, int(chosen["each"]) - len(given))
        return {
            "closed": closed,
            "detached": detached,
            "left": left,
            "given": len(given),
            "cards": [(card, counts[card.pk], counts[card.pk] < int(chosen["per_card"]) or detached) for card in cards],
            "on": [dot.card for dot in given if dot.card_id],
        }

    def paper(self, block: Block) -> dict[str, Any]:
        """A ballot: the cards with a box to put dots in."""
        return {"cards": list(queries.cards_of(block).order_by("made_at", "pk")), "each": self.chosen(block)["each"]}

    def report(self, block: Block) -> dict[str, Any]:
        """The result."""
        return {"lines": [line for line in queries.result_of(block) if line.dots], "voters": queries.voters(block)}

    def harvest(self, block: Block) -> CardQuerySet:
        """Hand on what dots could be given to."""
        return queries.cards_of(block)

    def radar(self, block: Block) -> Iterable[Signal]:
        """Nothing to choose from; and who is missing when the time is over."""
        if not queries.cards_of(block).exists():
            yield Signal(_("There is nothing to give dots to. Hang something below the wall first."), level="act")
            return
        if block.is_open and not queries.is_closed(block) and block.ends_at and block.ends_at < timezone.now():
            here = Participation.objects.here().filter(gathering_id=block.gathering_id).count()
            missing = here - queries.voters(block)
            if missing > 0:
                text = ngettext("%(n)d has not given dots yet", "%(n)d have not given dots yet", missing)
                yield Signal(text % {"n": missing})


ACTIVITY = Dots()
