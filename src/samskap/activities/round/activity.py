"""The card of the round activity."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from samskap.activities.round.actions import answer_for, close_answers, give_answer, open_answers, pass_on
from samskap.activities.round.forms import AnswerForForm, AnswerForm, RoundSettings
from samskap.activities.round.models import Answer
from samskap.activities.round.queries import (
    STEPS,
    answers_in_words,
    hidden_answers,
    is_opened,
    not_answered,
    own_answer,
    question_of,
    steps_of,
)
from samskap.activities.round.questions import CHECK_IN, CHECK_OUT, ICE_BREAKER
from samskap.gatherings.access import DESK, PEOPLE
from samskap.gatherings.models import Block, Participation
from samskap.stage.activity import Activity, Audience, Signal
from samskap.stage.verbs import Nothing, Verb

NAMES_AT_MOST = 40


class Round(Activity):
    """One question, everybody's answer (runde): check-in, check-out, ice-breaker."""

    kind = "round"
    name = _("Round")
    summary = _("One question, everybody's answer: check-in, check-out or ice-breaker.")
    icon = "people"
    minutes = 10
    Settings = RoundSettings
    has_mine = True
    everybody_speaks = True
    questions: ClassVar = {
        "opening": (*CHECK_IN.values(), *ICE_BREAKER.values()),
        "reflecting": tuple(CHECK_OUT.values()),
    }
    verbs: ClassVar = [
        Verb("answer", AnswerForm, give_answer, who=PEOPLE, done=_("Your answer is in."), on_paper=_("An answer")),
        Verb("pass", Nothing, pass_on, who=PEOPLE, done=_("You have passed.")),
        Verb("answer-for", AnswerForForm, answer_for, who=DESK, needs_open=False, done=_("Typed in.")),
        Verb("open", Nothing, open_answers, who=DESK, needs_open=False, done=_("Everybody sees the answers.")),
        Verb("close", Nothing, close_answers, who=DESK, needs_open=False, done=_("The answers are closed.")),
    ]

    def task(self, block: Block) -> str:
        """The question."""
        return question_of(self.chosen(block))

    def shared(self, block: Block, audience: Audience) -> dict[str, Any]:
        """The answers, if they are open; how many have answered."""
        chosen = self.chosen(block)
        opened = is_opened(block, chosen)
        found = self._answers(block, chosen) if opened or audience == "desk" else {"answers": [], "steps": []}
        counts = {"opened": opened, "scale": chosen["form"] == "scale", "answered": self._answered(block)}
        return found | counts | (self._for_desk(block) if audience == "desk" else {})

    def mine(self, block: Block, person: Participation) -> dict[str, Any]:
        """My answer."""
        scale = self.chosen(block)["form"] == "scale"
        return {"own": own_answer(block, person), "scale": scale, "steps": STEPS}

    def paper(self, block: Block) -> dict[str, Any]:
        """The question, and lines to write on."""
        chosen = self.chosen(block)
        return {"question": question_of(chosen), "scale": chosen["form"] == "scale", "lines": range(14), "steps": STEPS}

    def report(self, block: Block) -> dict[str, Any]:
        """The question and all answers, whenever they were shown on the day."""
        chosen = self.chosen(block)
        asked = {"question": question_of(chosen), "scale": chosen["form"] == "scale"}
        return asked | {"answered": self._answered(block)} | self._answers(block, chosen)

    def radar(self, block: Block) -> Iterable[Signal]:
        """Say who is missing when the time is over."""
        if block.is_open and block.ends_at and block.ends_at < timezone.now():
            missing = [person.first_name for person in not_answered(block)[: NAMES_AT_MOST + 1]]
            if missing:
                text = ngettext("%(n)d has not answered yet", "%(n)d have not answered yet", len(missing))
                yield Signal(text % {"n": len(missing)}, details=missing[:12])

    def _answers(self, block: Block, chosen: dict[str, Any]) -> dict[str, Any]:
        scale = chosen["form"] == "scale"
        values = Answer.objects.filter(block=block, value__isnull=False).values_list("value", flat=True)
        return {
            "answers": list(answers_in_words(block)),
            "steps": steps_of(block, chosen, [step for step in values if step]) if scale else [],
        }

    def _answered(self, block: Block) -> int:
        return Answer.objects.filter(block=block).count()

    def _for_desk(self, block: Block) -> dict[str, Any]:
        missing = list(not_answered(block))
        return {
            "hidden": list(hidden_answers(block)),
            "missing": missing,
            "missing_named": missing[:NAMES_AT_MOST],
            "missing_more": max(0, len(missing) - NAMES_AT_MOST),
        }


ACTIVITY = Round()
