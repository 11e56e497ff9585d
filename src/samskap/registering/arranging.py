"""What organisers do with sign-up: open and close it, build the form, show the answers on the day."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samskap.cards.actions import approve_card, write_card
from samskap.cards.models import TEXT_MAX
from samskap.gatherings.models import Block, Gathering
from samskap.journal.telling import tell
from samskap.refusals import Refused
from samskap.registering.actions import locked, set_capacity
from samskap.registering.models import Answer, Question, SignUp


def open_sign_up(gathering: Gathering) -> None:
    """Let people sign up from now on (åpne påmeldingen). A deadline that has passed goes."""
    form, now = locked(gathering), timezone.now()
    form.opens_at = now
    if form.closes_at is not None and form.closes_at <= now:
        form.closes_at = None
    form.save(update_fields=["opens_at", "closes_at"])


def close_sign_up(gathering: Gathering) -> None:
    """Let nobody sign up from now on (stenge påmeldingen). Who is on the list stays."""
    form, now = locked(gathering), timezone.now()
    form.closes_at = now
    if form.opens_at is not None and form.opens_at >= now:
        form.opens_at = None
    form.save(update_fields=["opens_at", "closes_at"])


def set_up(gathering: Gathering, *, capacity: int | None, **values: Any) -> SignUp:
    """Keep the organiser's choices. Where there is room for more, those who wait move up."""
    form = locked(gathering)
    for name, value in values.items():
        setattr(form, name, value)
    form.save(update_fields=list(values))
    set_capacity(gathering, capacity)
    return form


def keep_question(question: Question, **values: Any) -> Question:
    """Keep a question; a new one comes last."""
    for name, value in values.items():
        setattr(question, name, value)
    if question.pk is None:
        last = Question.objects.filter(gathering=question.gathering).order_by("-position").first()
        question.position = last.position + 1 if last else 1
    question.save()
    return question


def move_question(question: Question, steps: int) -> None:
    """Move a question up or down; the others make room."""
    order = list(Question.objects.filter(gathering=question.gathering_id))
    before = order.index(question)
    order.insert(max(before + steps, 0), order.pop(before))
    for position, one in enumerate(order, start=1):
        if one.position != position:
            Question.objects.filter(pk=one.pk).update(position=position)


def put_on_the_wall(block: Block, answers: Iterable[Answer]) -> int:
    """Make notes of what people answered beforehand, without names (vise på veggen); each answer once."""
    made = 0
    for answer in answers:
        if not answer.question.for_the_day:
            raise Refused(_("People were not told that this might be shown."), status=422)
        if not Answer.objects.filter(pk=answer.pk, shared_at=None).update(shared_at=timezone.now()):
            continue
        text = " ".join(answer.text.split())
        card = write_card(block, text=text if len(text) <= TEXT_MAX else f"{text[: TEXT_MAX - 1]}…", by=None)
        approve_card(card)
        tell(block, "note.beforehand", card=card)
        made += 1
    return made
