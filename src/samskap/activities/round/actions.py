"""What can be done in a round."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samskap.activities.round.models import Answer, Opening
from samskap.cards import actions as cards
from samskap.cards.models import Card
from samskap.gatherings.models import Block, Participation
from samskap.journal.telling import tell
from samskap.refusals import Refused


def give_answer(block: Block, *, by: Participation, text: str = "", value: int | None = None) -> Answer:
    """Answer (svar), or change one's answer: there is one for each person."""
    answer = _answer_of(block, by)
    answer.card = _say(answer, text)
    answer.value = value
    answer.passed_at = None
    answer.save()
    _tell(block, "answer.given", by)
    return answer


def pass_on(block: Block, *, by: Participation) -> Answer:
    """Let the round go on without one's answer (stå over). It can be changed as long as the round lasts."""
    answer = _answer_of(block, by)
    if answer.card:
        cards.withdraw_card(answer.card)
    answer.value = None
    answer.passed_at = timezone.now()
    answer.save()
    _tell(block, "answer.passed", by)
    return answer


def answer_for(block: Block, *, person: Participation, text: str = "", value: int | None = None) -> Answer:
    """Type in what somebody said aloud or wrote on paper (skriv for)."""
    if person.left_at is not None:
        raise Refused(_("That person has left."))
    return give_answer(block, by=person, text=text, value=value)


def open_answers(block: Block) -> None:
    """Show the answers to all (åpne svarene)."""
    if Opening.objects.get_or_create(block=block)[1]:
        tell(block, "answers.opened")


def close_answers(block: Block) -> None:
    """Show the answers to nobody but the desk again."""
    if Opening.objects.filter(block=block).delete()[0]:
        tell(block, "answers.closed")


def hides_names(block: Block) -> bool:
    """Whether nobody is to see who wrote what."""
    return bool(block.setting("names") == "hidden")


def _answer_of(block: Block, by: Participation) -> Answer:
    """A person's one answer. A new one begins as a pass, so that the database never holds one that says nothing."""
    Answer.objects.get_or_create(block=block, by=by, defaults={"passed_at": timezone.now()})
    return Answer.objects.select_for_update(of=("self",)).select_related("card").get(block=block, by=by)


def _say(answer: Answer, text: str) -> Card | None:
    card = answer.card
    if not text:
        if card:
            cards.withdraw_card(card)
        return card
    if card is None:
        # Without names not even the card knows who wrote it; only the answer does, and no face shows that.
        return cards.write_card(answer.block, text=text, by=None if hides_names(answer.block) else answer.by)
    if card.withdrawn_at is not None:
        Card.objects.filter(pk=card.pk).update(withdrawn_at=None)
    cards.change_card(card, text=text)
    return card


def _tell(block: Block, verb: str, by: Participation) -> None:
    """The journal does not say who, where names are hidden."""
    tell(block, verb, by=None if hides_names(block) else by, to=[by])
