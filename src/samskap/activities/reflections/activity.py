"""The card of the reflections activity."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from samskap.activities.reflections import actions, forms, queries
from samskap.activities.reflections.models import Reflection
from samskap.cards.models import CardQuerySet
from samskap.gatherings.access import PEOPLE
from samskap.gatherings.models import Block, Participation
from samskap.stage.activity import Activity, Audience
from samskap.stage.verbs import Verb


class Reflections(Activity):
    """A quiet quarter of an hour (refleksjon): first for oneself, then what one wants to share."""

    kind = "reflections"
    name = _("Reflection")
    summary = _("A quiet quarter of an hour: everybody writes for themselves, and shares what they want.")
    icon = "sun"
    minutes = 15
    Settings = forms.ReflectionsSettings
    has_mine = True
    questions: ClassVar = {
        "reflecting": (
            _("What surprised you today?"),
            _("What do you take with you?"),
            _("What do you see differently now than this morning?"),
        )
    }
    verbs: ClassVar = [
        Verb(
            "write",
            forms.WriteForm,
            actions.write_reflection,
            who=PEOPLE,
            done=_("Saved. Only you see it."),
            on_paper=_("A reflection"),
        ),
        Verb("share", forms.ShareForm, actions.share, who=PEOPLE, done=_("Shared. Thank you!")),
        Verb("keep", forms.NumberForm, actions.unshare, who=PEOPLE, done=_("Only you see it now.")),
    ]

    def task(self, block: Block) -> str:
        """What people do now."""
        return str(_("Think for yourself. Only you see what you write."))

    def asked(self, block: Block) -> list[str]:
        """The questions."""
        lines = str(self.chosen(block)["questions"]).splitlines()
        return [line.strip() for line in lines if line.strip()][: forms.MOST]

    def shared(self, block: Block, audience: Audience) -> dict[str, Any]:
        """How many write, and what has been shared."""
        here = Participation.objects.here().filter(gathering_id=block.gathering_id).count()
        shared = list(queries.shared_cards(block))
        return {"asked": self.asked(block), "shared": shared, "writers": queries.writers(block), "here": here}

    def mine(self, block: Block, person: Participation) -> dict[str, Any]:
        """The questions with what I have written."""
        return {"lines": queries.lines_of(self.asked(block), block, person)}

    def report(self, block: Block) -> dict[str, Any]:
        """What has been shared, question by question."""
        shared = list(queries.shared_cards(block))
        by_question = [
            (question, [card for card in shared if card.reflection.number == number])
            for number, question in enumerate(self.asked(block), start=1)
        ]
        return {"by_question": by_question, "writers": queries.writers(block), "any": bool(shared)}

    def harvest(self, block: Block) -> CardQuerySet:
        """Hand on what has been shared."""
        return queries.shared_cards(block)

    def forget(self, person: Participation) -> None:
        """What only they knew goes; what they shared stays, as somebody's."""
        mine = Reflection.objects.filter(by=person)
        mine.filter(card=None).delete()
        mine.update(by=None)


ACTIVITY = Reflections()
