"""A circle's summary sheet (oppsummeringsark): answers to the organiser's questions. What is written is never lost."""

from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samskap.circles.models import SHEET_TEXT_MAX, Answer, Circle, Variant
from samskap.gatherings.models import Participation
from samskap.refusals import Refused


def write_answer(circle: Circle, *, number: int, text: str, version: int, by: Participation | None) -> Answer | Variant:
    """Write the answer to one question. ``version`` is that of the text the writer had before them; 0 for none.

    If somebody else has written meanwhile, nobody's text goes: the new one is kept beside the other. A person's own
    later text always replaces their earlier, because one phone sends in order.
    """
    answer, is_new = Answer.objects.get_or_create(
        circle=circle, number=number, defaults={"text": text, "by": by, "version": 1}
    )
    if is_new or answer.text == text:
        return answer
    unchanged_since = Q(version=version) | Q(by=by) if by else Q(version=version)
    changed = {"text": text, "by": by, "version": F("version") + 1, "changed_at": timezone.now()}
    if Answer.objects.filter(unchanged_since, pk=answer.pk).update(**changed):
        answer.refresh_from_db()
        return answer
    return _keep_beside(answer, text=text, by=by)


def _keep_beside(answer: Answer, *, text: str, by: Participation | None) -> Answer | Variant:
    if not text:
        return answer
    if by is None:
        return Variant.objects.create(answer=answer, text=text)
    return Variant.objects.update_or_create(answer=answer, by=by, settled_at=None, defaults={"text": text})[0]


def take_in(variant: Variant) -> bool:
    """Put a text that was kept beside an answer below it; whether it was still to be settled."""
    answer = variant.answer
    text = f"{answer.text}\n\n{variant.text}".strip()
    if len(text) > SHEET_TEXT_MAX:
        raise Refused(_("Together these texts are too long. Copy what you need from the other one."), status=422)
    if not leave_out(variant):
        return False
    changed = {"text": text, "version": F("version") + 1, "changed_at": timezone.now()}
    if not Answer.objects.filter(pk=answer.pk, version=answer.version).update(**changed):
        raise Refused(_("Somebody wrote at the same moment. Have a look, and try again."))
    return True


def leave_out(variant: Variant) -> bool:
    """Leave a text that was kept beside an answer out of it. The text itself stays in the database."""
    return bool(Variant.objects.filter(pk=variant.pk, settled_at=None).update(settled_at=timezone.now()))
