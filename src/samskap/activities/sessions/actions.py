"""What can be done in work sessions."""

from collections import Counter
from datetime import datetime, timedelta
from functools import partial

from django.db import IntegrityError, transaction
from django.db.models import F, Max, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samskap.activities.sessions.forms import OPENER_SECONDS, ROLES
from samskap.activities.sessions.models import Help
from samskap.activities.sessions.queries import is_in_use, leaders_free
from samskap.cards.models import Photo, Placement
from samskap.cards.photos import Picture, remove_photo, store_photo
from samskap.cards.placing import topics
from samskap.circles import sheets
from samskap.circles.models import Answer, Circle, Seat, Variant
from samskap.circles.turns import end_round, pass_turn
from samskap.gatherings.access import Actor
from samskap.gatherings.models import Block, Participation, Room
from samskap.journal.telling import announce, tell
from samskap.refusals import Refused

# ---- groups -------------------------------------------------------------------------------------------------------


def form_groups(block: Block) -> list[Circle]:
    """Make a group of each topic that hangs in the block's round (danne grupper). Again: only what has changed."""
    hanging = topics(block.gathering, round=int(block.setting("round", 1)))
    known = {circle.card_id: circle for circle in Circle.objects.filter(block=block, card__isnull=False)}
    formed = [_group_of(block, place, known.pop(place.card_id, None)) for place in hanging]
    for circle in known.values():
        if circle.closed_at is None and not is_in_use(circle):
            Circle.objects.filter(pk=circle.pk).update(closed_at=timezone.now())
    return formed


def _group_of(block: Block, place: Placement, circle: Circle | None) -> Circle:
    if circle is None:
        return Circle.objects.create(block=block, card=place.card, room=place.room, number=_next_number(block))
    if circle.room_id != place.room_id or circle.closed_at is not None:
        Circle.objects.filter(pk=circle.pk).update(room=place.room, closed_at=None)
    return circle


def _next_number(block: Block) -> int:
    return (Circle.objects.filter(block=block).aggregate(last=Max("number"))["last"] or 0) + 1


def fetch_topics(block: Block) -> None:
    """Take in what has been hung on the wall, or taken down, since the groups were formed (hent fra veggen)."""
    form_groups(block)
    tell(block, "groups.formed")


def add_group(block: Block, *, name: str, room: Room | None) -> Circle:
    """Add a group that has no topic on the wall."""
    circle = Circle.objects.create(block=block, name=name, room=room, number=_next_number(block))
    tell(block, "group.added", circle=circle)
    return circle


def dissolve_group(block: Block, *, circle: Circle) -> None:
    """Dissolve a group (løse opp). Its people are free to go elsewhere; what it wrote is kept."""
    now = timezone.now()
    if not Circle.objects.filter(pk=circle.pk, closed_at=None).update(closed_at=now):
        return
    here = list(Seat.objects.filter(circle=circle, left_at=None).values_list("person_id", flat=True))
    Seat.objects.filter(circle=circle, left_at=None).update(left_at=now)
    Circle.objects.filter(pk=circle.pk).update(**dict.fromkeys(ROLES))
    Help.objects.filter(circle=circle, over_at=None).update(over_at=now)
    tell(block, "group.dissolved", circle=circle, to=here)


# ---- where people are ---------------------------------------------------------------------------------------------


def go_to_group(block: Block, *, by: Participation, circle: Circle) -> None:
    """Go to a group, from nowhere or from another (gå til en gruppe). One tap, and no shame (U11)."""
    seat = Seat.objects.filter(block=block, person=by, left_at=None).first()
    if seat and seat.circle_id == circle.pk:
        return
    if seat and not block.setting("move", True):
        raise Refused(_("In this part everybody stays in their group. Speak to the facilitator if you want to change."))
    left_behind = _move(block, person=by, circle=circle)
    tell(block, "person.moved" if seat else "person.seated", by=by, circle=circle, to=[by, *left_behind])


def leave_group(block: Block, *, by: Participation, circle: Circle) -> None:
    """Leave a group without going to another. One's roles are free for others."""
    if Seat.objects.filter(circle=circle, person=by, left_at=None).exists():
        left_behind = _get_up(by, Q(circle=circle))
        tell(block, "person.left_group", by=by, circle=circle, to=[by, *left_behind])


def move_person(block: Block, *, circle: Circle, person: Participation, leads: bool = False) -> None:
    """Move somebody to a group by hand, from the desk (flytt), and let them lead it if they ``leads``."""
    if not leads or not Seat.objects.filter(circle=circle, person=person, left_at=None).exists():
        left_behind = _move(block, person=person, circle=circle)
        tell(block, "person.moved_by_desk", circle=circle, to=[person, *left_behind])
    if leads and Circle.objects.filter(pk=circle.pk).exclude(leader=person).update(leader=person):
        tell(block, "leader.named", circle=circle, to=_here(circle))


def _move(block: Block, *, person: Participation, circle: Circle) -> list[int]:
    if not Circle.objects.filter(pk=circle.pk, closed_at=None).exists():
        raise Refused(_("That group has been dissolved. Choose another."))
    left_behind = _get_up(person, Q(block=block))
    try:
        with transaction.atomic():
            Seat.objects.create(block=block, circle=circle, person=person)
    except IntegrityError:
        raise Refused(_("You have just gone to another group on another device.")) from None
    return left_behind


def _get_up(person: Participation, where: Q) -> list[int]:
    """Get up from one's seat, if one sits there, and let go of one's roles. Returns those who can have them now."""
    seats = Seat.objects.filter(where, person=person, left_at=None)
    left = list(seats.values_list("circle_id", flat=True))
    for circle in Circle.objects.filter(pk__in=left, speaker=person):
        _pass_turn(circle, after=person.pk)
    seats.update(left_at=timezone.now())
    freed = Circle.objects.filter(pk__in=left).filter(Q(*((role, person) for role in ROLES), _connector=Q.OR))
    left_behind = list(Seat.objects.filter(circle__in=list(freed), left_at=None).values_list("person_id", flat=True))
    for role in ROLES:
        Circle.objects.filter(pk__in=left, **{role: person}).update(**{role: None})
    return left_behind


# ---- roles --------------------------------------------------------------------------------------------------------


def take_role(block: Block, *, by: Participation, circle: Circle, role: str, over: int | None) -> None:
    """Take a role in one's group (ta en rolle): a free one, or over from ``over``, whom the person saw in it.

    A conditional update: of two who tap at once one gets it, and the other is told who.
    """
    _check_here(by, circle)
    free = Circle.objects.filter(pk=circle.pk, **{f"{role}_id": over or None})
    if not free.update(**{role: by}):
        circle.refresh_from_db()
        holder = getattr(circle, role)
        if holder == by:
            return
        who = holder.first_name if holder else "–"
        raise Refused(_("%(name)s was just before you. Good that you want to!") % {"name": who})
    tell(block, f"{role}.taken", by=by, circle=circle, to=_here(circle))


def give_back_role(block: Block, *, by: Participation, circle: Circle, role: str, over: int | None = None) -> None:
    """Give a role back, so that somebody else can take it."""
    if Circle.objects.filter(pk=circle.pk, **{role: by}).update(**{role: None}):
        tell(block, f"{role}.given_back", by=by, circle=circle, to=_here(circle))


def share_leaders(block: Block) -> None:
    """Give each group without a leader one of those who have said yes to leading (fordel gruppelederne).

    Whoever sits in such a group, or has proposed its topic, leads that; the others go where fewest are.
    """
    free = list(leaders_free(block))
    without = list(Circle.objects.filter(block=block, closed_at=None, leader=None).select_related("card"))
    if not free or not without:
        raise Refused(_("There is nobody to share out, or no group that needs a leader."))
    seats = dict(Seat.objects.filter(block=block, left_at=None).values_list("person_id", "circle_id"))
    people = Counter(seats.values())

    def at_home(person: Participation, circle: Circle) -> bool:
        return seats.get(person.pk) == circle.pk or (circle.card is not None and circle.card.by_id == person.pk)

    for person in sorted(free, key=lambda one: not any(at_home(one, circle) for circle in without)):
        if not without:
            break
        circle = min(without, key=lambda one: (not at_home(person, one), people[one.pk], one.number))
        without.remove(circle)
        move_person(block, circle=circle, person=person, leads=True)


def _check_here(by: Participation, circle: Circle) -> None:
    if not Seat.objects.filter(circle=circle, person=by, left_at=None).exists():
        raise Refused(_("Go to the group first: only those who are there can do this."), status=403)


def _here(circle: Circle) -> list[int]:
    return list(Seat.objects.filter(circle=circle, left_at=None).values_list("person_id", flat=True))


# ---- the round that a group begins with ---------------------------------------------------------------------------


def next_turn(block: Block, *, by: Participation, circle: Circle, after: int) -> None:
    """Let the next in the group say what drives them (neste, U5). ``after`` is who was seen to have the turn."""
    _check_here(by, circle)
    if _pass_turn(circle, after=after):
        tell(block, "turn.passed", by=by, circle=circle, to=_here(circle))


def _pass_turn(circle: Circle, *, after: int) -> bool:
    seconds = int(circle.block.setting("opener_seconds", OPENER_SECONDS) or 0)
    return pass_turn(circle, _here(circle), after=after, seconds=seconds)


def end_opener(block: Block, *, by: Participation, circle: Circle, after: int) -> None:
    """End the round before all have spoken, or leave it out, and get to work."""
    _check_here(by, circle)
    if end_round(circle, after=after):
        tell(block, "round.ended", by=by, circle=circle, to=_here(circle))


# ---- the group's clock --------------------------------------------------------------------------------------------


def pause_clock(block: Block, *, by: Participation, circle: Circle) -> None:
    """Stop the group's clock (pause). The block's clock goes on."""
    _check_timekeeper(by, circle)
    ends_at = circle.ends_at or _block_end(block)
    if Circle.objects.filter(pk=circle.pk, paused_at=None).update(ends_at=ends_at, paused_at=timezone.now()):
        tell(block, "group.paused", by=by, circle=circle, to=[by])


def resume_clock(block: Block, *, by: Participation, circle: Circle) -> None:
    """Let the group's clock go on with the time that was left."""
    _check_timekeeper(by, circle)
    if circle.paused_at is None or circle.ends_at is None:
        return
    ends_at = circle.ends_at + (timezone.now() - circle.paused_at)
    if Circle.objects.filter(pk=circle.pk, paused_at=circle.paused_at).update(ends_at=ends_at, paused_at=None):
        tell(block, "group.resumed", by=by, circle=circle, to=[by])


def add_time(block: Block, *, by: Participation, circle: Circle | None, minutes: int) -> None:
    """Give one's group more time, or less."""
    if circle is None:
        raise Refused(_("Which group?"), status=422)
    _check_timekeeper(by, circle)
    Circle.objects.filter(pk=circle.pk, ends_at=None).update(ends_at=_block_end(block))
    Circle.objects.filter(pk=circle.pk).update(ends_at=F("ends_at") + timedelta(minutes=minutes))
    tell(block, "group.lengthened", by=by, circle=circle, to=[by], minutes=minutes)


def follow_block(block: Block, *, by: Participation, circle: Circle) -> None:
    """Go back to everybody's clock (følg felles klokke)."""
    _check_timekeeper(by, circle)
    if Circle.objects.filter(pk=circle.pk, ends_at__isnull=False).update(ends_at=None, paused_at=None):
        tell(block, "group.follows", by=by, circle=circle, to=[by])


def give_all_more_time(block: Block, *, circle: Circle | None = None, minutes: int) -> None:
    """Give every group more time: those on everybody's clock, and those on their own."""
    Block.objects.filter(pk=block.pk, ends_at__isnull=False).update(ends_at=F("ends_at") + timedelta(minutes=minutes))
    Circle.objects.filter(block=block, ends_at__isnull=False).update(ends_at=F("ends_at") + timedelta(minutes=minutes))
    tell(block, "groups.lengthened", minutes=minutes)


def _block_end(block: Block) -> datetime:
    ends_at = block.ends_at or timezone.now()
    return ends_at + (timezone.now() - block.paused_at) if block.paused_at else ends_at


def _check_timekeeper(by: Participation, circle: Circle) -> None:
    if by.pk not in {circle.timekeeper_id, circle.leader_id}:
        raise Refused(_("The timekeeper looks after the clock. Take that role first."), status=403)


# ---- the sheet ----------------------------------------------------------------------------------------------------


def write_answer(
    block: Block, *, actor: Actor, circle: Circle, number: int, version: int | None, text: str
) -> Answer | Variant:
    """Write on the group's sheet (skriv på arket), as its note-taker, or at the desk for a group that wrote on paper.

    Also after the block has closed: what a phone without coverage has kept must still find its place.
    """
    sits = actor.person is not None and Seat.objects.filter(circle=circle, person=actor.person).exists()
    if not sits and not actor.leads:
        raise Refused(_("Only those who have been in the group can write on its sheet."), status=403)
    by = actor.person if sits else None
    wrote = sheets.write_answer(circle, number=number, text=text, version=version or 0, by=by)
    if isinstance(wrote, Variant):
        pens = [pk for pk in (circle.note_taker_id, by and by.pk) if pk]
        tell(block, "answer.kept_beside", by=by, circle=circle, to=pens, number=number)
    elif wrote.version == 1:
        tell(block, "answer.written", by=by, circle=circle, number=number)
    else:
        # A sheet saves itself every few seconds: the faces follow, but the story has one line for it, not hundreds.
        transaction.on_commit(partial(announce, block.gathering.slug), robust=True)
    return wrote


def take_in_variant(block: Block, *, actor: Actor, variant: Variant) -> None:
    """Put a text that was kept beside the answer below it."""
    _check_pen(actor, variant)
    if sheets.take_in(variant):
        _tell_settled(block, "answer.joined", variant)


def leave_out_variant(block: Block, *, actor: Actor, variant: Variant) -> None:
    """Leave a text that was kept beside the answer out of it."""
    _check_pen(actor, variant)
    if sheets.leave_out(variant):
        _tell_settled(block, "answer.chosen", variant)


def _check_pen(actor: Actor, variant: Variant) -> None:
    own = actor.person is not None and actor.person.pk in {variant.by_id, variant.answer.circle.note_taker_id}
    if not actor.leads and not own:
        raise Refused(_("The note-taker chooses between the texts."), status=403)


def _tell_settled(block: Block, verb: str, variant: Variant) -> None:
    circle = variant.answer.circle
    tell(block, verb, circle=circle, to=[pk for pk in (variant.by_id, circle.note_taker_id) if pk])


def add_photo(block: Block, *, actor: Actor, circle: Circle, photo: Picture, caption: str) -> Photo:
    """Add a picture of the group's notes (legg til bilde)."""
    by = actor.person
    if by is not None and not actor.leads:
        _check_here(by, circle)
    kept = store_photo(photo, gathering=block.gathering, block=block, circle=circle, by=by, caption=caption)
    tell(block, "photo.added", by=by, circle=circle)
    return kept


def hide_photo(block: Block, *, actor: Actor, photo: int) -> None:
    """Take a picture away from everybody (ta bort bilde).

    Whoever took it takes it away for good, from the disk too. The desk hides what somebody else has taken.
    """
    found = Photo.objects.filter(pk=photo, block=block, hidden_at=None)
    own = found.filter(by=actor.person).first() if actor.person else None
    if own is not None:
        remove_photo(own)
    elif not actor.leads or not found.update(hidden_at=timezone.now()):
        raise Refused(_("That is no longer here. Choose again from what you see now."), status=422)
    tell(block, "photo.hidden", by=actor.person)


# ---- help ---------------------------------------------------------------------------------------------------------


def call_for_help(block: Block, *, by: Participation, circle: Circle) -> Help:
    """Call the facilitator to one's group (be om hjelp). Calling twice calls once."""
    _check_here(by, circle)
    call, is_new = Help.objects.get_or_create(circle=circle, over_at=None, defaults={"by": by})
    if is_new:
        tell(block, "help.called", by=by, circle=circle, to=_here(circle))
    return call


def come_to_help(block: Block, *, circle: Circle) -> None:
    """Say to a group that somebody is on the way (kommer)."""
    if Help.objects.filter(circle=circle, over_at=None, answered_at=None).update(answered_at=timezone.now()):
        tell(block, "help.answered", circle=circle, to=_here(circle))


def end_help(block: Block, *, actor: Actor, circle: Circle) -> None:
    """Say that the group has been helped, or manages by itself after all."""
    if actor.person is not None and not actor.leads:
        _check_here(actor.person, circle)
    if Help.objects.filter(circle=circle, over_at=None).update(over_at=timezone.now()):
        tell(block, "help.over", by=actor.person, circle=circle, to=_here(circle))


def end_all_help(block: Block) -> None:
    """Let calls for help end with the block."""
    Help.objects.filter(circle__block=block, over_at=None).update(over_at=timezone.now())
