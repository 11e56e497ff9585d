"""Whose turn it is to speak in a circle: each once, in the order they sit."""

from collections.abc import Collection, Sequence
from datetime import timedelta

from django.utils import timezone

from samskap.circles.models import Circle

NOBODY = {"speaker": None, "speaks_until": None}


def pass_turn(circle: Circle, order: Sequence[int], *, after: int, seconds: int = 0) -> bool:
    """Let the next speak (neste). After the last the circle has gone round, and nobody has the turn.

    ``order`` is the keys of those who sit there, and ``after`` who was seen to have the turn, 0 for nobody: of two taps
    the turn passes on once. ``seconds`` is how long each may speak, 0 for as long as they like. Returns whether the
    turn passed.
    """
    following = order[order.index(after) + 1 :] if after in order else order
    now = timezone.now()
    seen = Circle.objects.filter(pk=circle.pk, speaker=after or None)
    if not following:
        return bool(seen.update(**NOBODY, went_round_at=now))
    until = now + timedelta(seconds=seconds) if seconds else None
    return bool(seen.update(speaker=following[0], speaks_until=until))


def end_round(circle: Circle, *, after: int) -> bool:
    """End the round before all have spoken, or leave it out. ``after`` as in ``pass_turn``."""
    seen = Circle.objects.filter(pk=circle.pk, speaker=after or None, went_round_at=None)
    return bool(seen.update(**NOBODY, went_round_at=timezone.now()))


def silence(circle: Circle, gone: Collection[int]) -> None:
    """Free the turn if the one who has it is among those who are ``gone``."""
    Circle.objects.filter(pk=circle.pk, speaker_id__in=gone).update(**NOBODY)
