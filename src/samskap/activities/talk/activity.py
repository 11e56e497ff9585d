"""The card of the talk activity."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from samskap.activities.talk.actions import remove_picture, set_picture
from samskap.activities.talk.forms import PictureForm, TalkSettings
from samskap.activities.talk.queries import picture_of, posters_of, words_of
from samskap.gatherings.access import DESK
from samskap.gatherings.models import Block
from samskap.stage.activity import Activity, Audience
from samskap.stage.remote import following
from samskap.stage.verbs import Nothing, Verb


class Talk(Activity):
    """Somebody speaks to all (plenum): a text, a picture or a question, and a clock."""

    kind = "talk"
    name = _("To all")
    summary = _("Welcome, theme, house rules, break, food, energiser: a text, a picture or a question, and a clock.")
    icon = "talk"
    minutes = 10
    Settings = TalkSettings
    verbs: ClassVar = [
        Verb("set-picture", PictureForm, set_picture, who=DESK, needs_open=False, done=_("The picture is up.")),
        Verb("remove-picture", Nothing, remove_picture, who=DESK, needs_open=False, done=_("The picture is gone.")),
    ]

    def task(self, block: Block) -> str:
        """The headline or the question."""
        return str(words_of(block, self.chosen(block)).headline)

    def shared(self, block: Block, audience: Audience) -> dict[str, Any]:
        """What is said, the picture, and what comes after a break."""
        words = words_of(block, self.chosen(block))
        waits = words.tone in {"break", "food"}
        return {
            "words": words,
            "picture": picture_of(block),
            "waits": waits,
            "after": following(block.gathering) if waits else None,
        }

    def paper(self, block: Block) -> dict[str, Any]:
        """Posters."""
        return {"posters": posters_of(words_of(block, self.chosen(block)))}

    def report(self, block: Block) -> dict[str, Any] | None:
        """What was said, and the picture. A break, or a welcome in our own ready-made words, is nothing to report."""
        words, picture = words_of(block, self.chosen(block)), picture_of(block)
        says_something = words.points or words.tone == "theme" or not words.is_ours
        return {"words": words, "picture": picture} if says_something or picture else None


ACTIVITY = Talk()
