"""What can be done with the queue."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from samskap.activities.pitches.models import Turn
from samskap.activities.pitches.queries import chosen_by_groups, own_topics, placement_of
from samskap.cards import actions as cards
from samskap.cards import alike, placing
from samskap.cards.models import Card
from samskap.circles.models import Seat
from samskap.gatherings.access import Actor
from samskap.gatherings.models import Block, Participation
from samskap.journal.telling import tell
from samskap.refusals import Refused, StaleStep
from samskap.stage.verbs import Done, Spot

MORE = timedelta(seconds=30)


def join_queue(block: Block, *, by: Participation, card: Card | None = None, text: str = "") -> Turn:
    """Get in line (still deg i kø) with one of one's own notes, or with a topic written now."""
    if card is not None and not own_topics(block, by).filter(pk=card.pk).exists():
        _check_not_in_line(block, by)
        raise Refused(
            _("That note can't be presented: it is not yours, or it has been presented already. Choose another.")
        )
    if card is None and not block.setting("new_topics", True):
        raise Refused(_("Join the queue with one of your notes."), status=422)
    return _queue_up(block, by, card or cards.write_card(block, text=text, by=by))


def line_up_groups(block: Block) -> None:
    """Let the groups present what they put first, then what they put second (etter prioritet, U3).

    Done again when the block is opened again: what has not been presented follows the lists as they are now. What two
    groups put as high is presented once, by the first of them.
    """
    if block.setting("order", "queue") != "priorities":
        return
    Turn.objects.waiting().filter(block=block, priority__isnull=False, person=None).delete()
    turns = Turn.objects.filter(block=block)
    taken = set(turns.values_list("card_id", flat=True))
    had = set(turns.values_list("circle_id", "priority"))
    position = turns.aggregate(last=Max("position"))["last"] or 0
    for choice in chosen_by_groups(block).filter(place__lte=int(block.setting("depth", 2))):
        if choice.card_id in taken or (choice.circle_id, choice.place) in had:
            continue
        position += 1
        taken.add(choice.card_id)
        Turn.objects.create(
            block=block, card=choice.card, circle=choice.circle, priority=choice.place, position=position
        )


def hang_the_rest(block: Block) -> None:
    """Hang below what the groups chose besides (resten, U4), for the dots."""
    if block.setting("order", "queue") != "priorities" or block.setting("rest", "below") != "below":
        return
    pitched = set(Turn.objects.filter(block=block, started_at__isnull=False).values_list("card_id", flat=True))
    for choice in chosen_by_groups(block).filter(card__placement=None):
        if choice.card_id not in pitched:
            placing.park(choice.card)


def speak_for_group(block: Block, *, by: Participation, turn: Turn) -> None:
    """Present for one's group (jeg tar den)."""
    if turn.circle is None or not Seat.objects.taken().filter(circle=turn.circle, person=by).exists():
        raise Refused(_("That is another group's turn."), status=403)
    try:
        with transaction.atomic():
            taken = Turn.objects.filter(pk=turn.pk, person=None, done_at=None).update(person=by)
    except IntegrityError:
        _check_not_in_line(block, by)
        raise
    if not taken and turn.person_id != by.pk:
        raise Refused(_("Somebody in your group has taken it already."))
    tell(block, "pitch.taken", by=by, card=turn.card, to=_group_of(turn))


def _group_of(turn: Turn) -> list[int]:
    return list(Seat.objects.taken().filter(circle=turn.circle_id).values_list("person_id", flat=True))


def enqueue(block: Block, *, text: str, person: Participation | None = None) -> Turn:
    """Put somebody without a phone in line, with what stands on their paper note."""
    return _queue_up(block, person, cards.write_card(block, text=text, by=person))


def _queue_up(block: Block, person: Participation | None, card: Card) -> Turn:
    last = Turn.objects.filter(block=block).aggregate(last=Max("position"))["last"] or 0
    try:
        with transaction.atomic():
            turn = Turn.objects.create(block=block, person=person, card=card, position=last + 1)
    except IntegrityError:
        if person is not None:
            _check_not_in_line(block, person)
        raise Refused(_("That topic is in the queue already.")) from None
    tell(block, "pitch.queued", by=person, card=card, to=[person] if person else ())
    return turn


def _check_not_in_line(block: Block, person: Participation) -> None:
    if Turn.objects.waiting().filter(block=block, person=person).exists():
        raise Refused(_("You are in the queue already. Present one topic at a time, and join again afterwards."))


def leave_queue(block: Block, *, by: Participation) -> None:
    """Step out of the line (gå ut av køen). A note goes back to where it was; a topic written for the line goes."""
    turn = Turn.objects.waiting().filter(block=block, person=by).first()
    if turn is not None:
        _take_away(block, turn)
        tell(block, "pitch.left", by=by, card=turn.card, to=[by, *_waiting_people(block)])


def remove_turn(block: Block, *, turn: Turn) -> None:
    """Take somebody out of the line."""
    if turn.state != "waiting":
        raise StaleStep
    _take_away(block, turn)
    tell(block, "pitch.removed", card=turn.card, to=[*_person(turn), *_waiting_people(block)])


def _take_away(block: Block, turn: Turn) -> None:
    Turn.objects.filter(pk=turn.pk, started_at=None).delete()
    if turn.card.block_id == block.pk:
        cards.withdraw_card(turn.card)


def let_one_go_first(block: Block, *, by: Participation) -> None:
    """Let the one behind go first (slipp fram én)."""
    line = _line(block)
    here = next((number for number, turn in enumerate(line) if turn.person_id == by.pk), None)
    if here is None:
        raise Refused(_("You are not in the queue any more."))
    if here + 1 == len(line):
        raise Refused(_("Nobody is behind you in the queue."))
    line[here], line[here + 1] = line[here + 1], line[here]
    _number(line)
    tell(block, "pitch.let_go_first", by=by, to=_waiting_people(block))


def reorder(block: Block, *, turn: Turn, place: int) -> None:
    """Give somebody another place in line: after ``place`` others."""
    line = [one for one in _line(block) if one.pk != turn.pk]
    if turn.state != "waiting":
        raise StaleStep
    line.insert(place, turn)
    _number(line)
    tell(block, "pitch.reordered", card=turn.card, to=_waiting_people(block))


def start_pitch(block: Block, *, turn: Turn) -> None:
    """Give somebody the floor (neste); whoever had it is done. Pressed by two at once, it counts once."""
    now = timezone.now()
    if turn.started_at is not None:
        raise StaleStep
    before = list(Turn.objects.on().filter(block=block))
    ends_at = now + timedelta(seconds=int(block.setting("seconds", 60)))
    try:
        with transaction.atomic():
            Turn.objects.filter(pk__in=[one.pk for one in before]).update(done_at=now)
            if not Turn.objects.filter(pk=turn.pk, started_at=None).update(started_at=now, ends_at=ends_at):
                raise StaleStep
    except IntegrityError:
        raise StaleStep from None
    cards.approve_card(turn.card)
    people = [*_person(turn), *(one.person_id for one in before if one.person_id), *_waiting_people(block)]
    tell(block, "pitch.started", by=turn.person, card=turn.card, to=people)


def lengthen_pitch(block: Block, *, turn: Turn) -> None:
    """Give thirty seconds more; counted from now when the time is already out."""
    if turn.state != "on" or turn.ends_at is None:
        raise StaleStep
    turn.ends_at = max(turn.ends_at, timezone.now()) + MORE
    turn.save(update_fields=["ends_at"])
    tell(block, "pitch.lengthened", card=turn.card)


def finish_pitch(block: Block, *, turn: Turn) -> None:
    """Thank somebody: their time on the floor is over (ferdig)."""
    if not Turn.objects.on().filter(pk=turn.pk).update(done_at=timezone.now()):
        raise StaleStep
    tell(block, "pitch.done", card=turn.card, to=_person(turn))


def skip_turn(block: Block, *, turn: Turn) -> None:
    """Send somebody who isn't there to the end of the line (hopp over). Their topic is kept."""
    if turn.state == "done":
        raise StaleStep
    line = [one for one in _line(block) if one.pk != turn.pk]
    turn.started_at = turn.ends_at = None
    turn.skips += 1
    try:
        with transaction.atomic():
            turn.save(update_fields=["started_at", "ends_at", "skips"])
    except IntegrityError:
        raise Refused(_("They are in the queue already, with another topic.")) from None
    _number([*line, turn])
    tell(block, "pitch.skipped", card=turn.card, to=_waiting_people(block))


def place_topic(block: Block, *, actor: Actor, card: Card, place: Spot) -> Done:
    """Put a topic on the agenda wall (heng opp), or park it. By the one who has presented it, or by the desk."""
    turn = Turn.objects.filter(block=block, card=card).first()
    if turn is None or turn.state == "waiting":
        raise Refused(_("Only topics that have been presented go on the wall from here."))
    if not actor.leads and (actor.person is None or actor.person.pk not in {turn.person_id, *_group_of(turn)}):
        raise Refused(_("Only the one who presented a topic can put it on the wall."), status=403)
    if place.room is None:
        placing.park(card)
        done = Done(_("Parked. It can be put on the wall later."))
    else:
        heading = placing.hang_as_seen(card, room=place.room, round=place.round, seen=place.seen)
        done = said_of(card, heading, place)
    tell(block, "topic.placed", by=actor.person, card=card, to=[*_person(turn), *_looking_for_a_place(block)])
    return done


def said_of(card: Card, heading: Card, place: Spot) -> Done:
    """Say where a topic came to hang, and with which."""
    if heading.pk == card.pk:
        return Done(format_lazy(_("It hangs in {room}, round {round}."), room=place.room.name, round=place.round))  # type: ignore[union-attr]
    return Done(format_lazy(_("Gathered with “{topic}”. All names are kept."), topic=heading.text))


def _looking_for_a_place(block: Block) -> list[int]:
    """Those who have presented and whose topics are not on the wall: their phones show what is free."""
    presented = Turn.objects.filter(block=block, started_at__isnull=False, person__isnull=False)
    turns = presented.select_related("card__placement", "card__merged_into__placement")
    return [turn.person_id for turn in turns if turn.person_id and placement_of(turn.card) is None]


def _line(block: Block) -> list[Turn]:
    return list(Turn.objects.waiting().filter(block=block).select_related("card"))


def _number(line: list[Turn]) -> None:
    for number, turn in enumerate(line, start=1):
        turn.position = number
    Turn.objects.bulk_update(line, ["position"])


def _person(turn: Turn) -> list[int]:
    return [*([turn.person_id] if turn.person_id else []), *(_group_of(turn) if turn.circle_id else [])]


def _waiting_people(block: Block) -> list[int]:
    waiting = Turn.objects.waiting().filter(block=block)
    seats = Seat.objects.taken().filter(circle__in=waiting.values("circle"))
    people = waiting.filter(person__isnull=False).values_list("person_id", flat=True)
    return list({*people, *seats.values_list("person_id", flat=True)})


def tell_apart(block: Block, *, card: Card, other: Card) -> None:
    """Say that two topics that look alike are not about the same (ikke det samme)."""
    if alike.tell_apart(card, other):
        tell(block, "cards.told_apart", card=card)
