"""What can be done on a ladder."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samskap.activities.ladder import grouping
from samskap.activities.ladder.models import Rung, Step
from samskap.activities.ladder.queries import Planned, own_ideas, people_here, planned_steps, step_on
from samskap.cards import actions as cards
from samskap.cards.models import Card
from samskap.circles.models import Choice, Circle, Seat
from samskap.circles.turns import NOBODY, pass_turn, silence
from samskap.gatherings.models import Block, Participation
from samskap.journal.telling import tell
from samskap.refusals import Refused

MOST_IDEAS = 20

# ---- the steps ----------------------------------------------------------------------------------------------------


def open_first(block: Block) -> None:
    """Open the first step, unless the ladder has been begun (begynne)."""
    if step_on(block) is None:
        steps = planned_steps(block)
        _open(block, steps[0], steps)


def open_next(block: Block, *, step: int) -> None:
    """Go one step up (neste trinn). ``step`` is the one that was seen: of two who press at once, one opens it."""
    steps, on = planned_steps(block), step_on(block)
    if on is None or on.number != step:
        raise Refused(_("Somebody else has just gone on. Look where you are, and press again."))
    if step >= len(steps):
        raise Refused(_("This is the last step."))
    Circle.objects.filter(rung__in=Rung.objects.filter(circle__block=block, step=step)).update(**NOBODY)
    _open(block, steps[step], steps)
    tell(block, "step.opened", to=[one.pk for one in people_here(block)], step=step + 1)


def step_back(block: Block, *, step: int) -> None:
    """Go one step down again (tilbake). What was chosen further up is kept, and is there when one comes back."""
    steps, on = planned_steps(block), step_on(block)
    if on is None or on.number != step or step < 2:
        raise Refused(_("Somebody else has just gone on. Look where you are, and press again."))
    on.delete()
    _leave_all(block)
    before = steps[step - 2]
    Step.objects.filter(block=block, number=before.number).update(ends_at=_ends(before))
    _sit_down(block, before)
    settle(block)
    tell(block, "step.back", to=[one.pk for one in people_here(block)], step=step - 1)


def give_more_time(block: Block, *, minutes: int) -> None:
    """Let the step last longer (mer tid); from now, if its time is out."""
    on = step_on(block)
    if on is not None:
        begins = max(on.ends_at or timezone.now(), timezone.now())
        Step.objects.filter(pk=on.pk).update(ends_at=begins + timedelta(minutes=minutes))
        tell(block, "step.lengthened", minutes=minutes)


def _ends(step: Planned) -> datetime:
    return timezone.now() + timedelta(minutes=step.minutes)


def _open(block: Block, step: Planned, steps: Sequence[Planned]) -> None:
    _new, is_new = Step.objects.get_or_create(block=block, number=step.number, defaults={"ends_at": _ends(step)})
    if not is_new or not step.has_groups:
        return
    planned: dict[int, int] = {}
    if not Rung.objects.filter(circle__block=block).exists():
        planned = _make_groups(block, [one for one in steps if one.has_groups])
    _leave_all(block)
    _sit_down(block, step, planned)
    settle(block)


def _make_groups(block: Block, steps: Sequence[Planned]) -> dict[int, int]:
    """Divide people on all steps at once; the groups wait, closed, with nobody in them.

    Returns who is to sit where on the first of the steps, as person: circle.
    """
    badges = block.setting("groups_from", "badges") == "badges"
    plan = grouping.plan(people_here(block), [one.size for one in steps], badges=badges, seed=block.pk)
    now, above = timezone.now(), None
    for number in reversed(range(len(steps))):
        made = [
            Circle.objects.create(block=block, number=place, closed_at=now)
            for place in range(1, len(plan.groups[number]) + 1)
        ]
        Rung.objects.bulk_create(
            Rung(circle=one, step=steps[number].number, into=above[plan.into[number][place]] if above else None)
            for place, one in enumerate(made)
        )
        above = made
    return {key: one.pk for one, group in zip(above or [], plan.groups[0], strict=True) for key in group}


def _leave_all(block: Block) -> None:
    now = timezone.now()
    Seat.objects.filter(block=block, left_at=None).update(left_at=now)
    Circle.objects.filter(block=block, closed_at=None).update(closed_at=now)


def _sit_down(block: Block, step: Planned, planned: Mapping[int, int] | None = None) -> None:
    """Open the groups of a step, and seat people where they were on it, or with the group they come from."""
    circles = list(Circle.objects.filter(block=block, rung__step=step.number))
    Circle.objects.filter(pk__in=[one.pk for one in circles]).update(closed_at=None)
    seats = Seat.objects.filter(block=block).order_by("sat_at", "pk")
    from_below = seats.filter(circle__rung__into__in=circles).values_list("person_id", "circle__rung__into_id")
    here_before = seats.filter(circle__in=circles).values_list("person_id", "circle_id")
    seated = dict(planned or {}) | dict(from_below) | dict(here_before)
    here = {one.pk for one in people_here(block)}
    Seat.objects.bulk_create(
        Seat(block=block, circle_id=circle, person_id=person) for person, circle in seated.items() if person in here
    )


# ---- people come and go -------------------------------------------------------------------------------------------


def settle(block: Block) -> None:
    """Seat whoever has come, close the gaps after whoever has gone, and tell only those whose group changes (G7)."""
    on = step_on(block)
    step = next((one for one in planned_steps(block) if on is not None and one.number == on.number), None)
    if step is None or not step.has_groups:
        return
    circles = list(Circle.objects.filter(block=block, rung__step=step.number).order_by("number"))
    if not circles:
        circles = [_first_circle(block, step)]
    seats = {seat.person_id: seat for seat in Seat.objects.taken().filter(block=block)}
    people = people_here(block)
    before = [[key for key, seat in seats.items() if seat.circle_id == one.pk] for one in circles]
    badges = step.number == _first_with_groups(block) and block.setting("groups_from", "badges") == "badges"
    after = grouping.mended(before, people, step.size, badges=badges)
    _move_all(block, circles, before, after)


def _first_circle(block: Block, step: Planned) -> Circle:
    circle = Circle.objects.create(block=block, number=1)
    Rung.objects.create(circle=circle, step=step.number)
    return circle


def _first_with_groups(block: Block) -> int:
    return next((one.number for one in planned_steps(block) if one.has_groups), 0)


def _move_all(
    block: Block, circles: Sequence[Circle], before: Sequence[Sequence[int]], after: Sequence[Sequence[int]]
) -> None:
    now = timezone.now()
    for circle, was, now_is in zip(circles, before, after, strict=True):
        gone = set(was) - set(now_is)
        Seat.objects.filter(block=block, circle=circle, person_id__in=gone, left_at=None).update(left_at=now)
        silence(circle, gone)
    told: set[int] = set()
    for circle, was, now_is in zip(circles, before, after, strict=True):
        come = set(now_is) - set(was)
        Seat.objects.bulk_create(Seat(block=block, circle=circle, person_id=key) for key in sorted(come))
        if set(was) != set(now_is):
            told |= {*was, *now_is}
        open_now = {"closed_at": None} if now_is else {"closed_at": now}
        Circle.objects.filter(pk=circle.pk, closed_at__isnull=bool(not now_is)).update(**open_now)
    if told:
        tell(block, "groups.settled", to=sorted(told))


def move_person(block: Block, *, person: Participation, circle: Circle) -> None:
    """Move somebody to another group by hand (flytt)."""
    if circle.closed_at is not None:
        raise Refused(_("That group has been dissolved. Choose another."))
    beside = list(Seat.objects.taken().filter(circle__seats__person=person, circle__seats__left_at=None, block=block))
    Seat.objects.filter(block=block, person=person, left_at=None).update(left_at=timezone.now())
    Seat.objects.create(block=block, circle=circle, person=person)
    joined = Seat.objects.taken().filter(circle=circle)
    tell(block, "person.moved_by_desk", circle=circle, to={person.pk, *(seat.person_id for seat in [*beside, *joined])})


# ---- what people write --------------------------------------------------------------------------------------------


def write_idea(block: Block, *, by: Participation, text: str) -> Card:
    """Write an idea (skriv)."""
    if own_ideas(block, by).count() >= MOST_IDEAS:
        raise Refused(_("You have written %(most)d. Take one back if this one matters more.") % {"most": MOST_IDEAS})
    card = cards.write_card(block, text=text, by=by)
    tell(block, "idea.written", by=by, card=card, to=_beside(block, by))
    return card


def change_idea(block: Block, *, by: Participation, card: Card, text: str) -> None:
    """Change one's own idea."""
    _check_own(block, by, card)
    cards.change_card(card, text=text)
    tell(block, "idea.changed", by=by, card=card, to=_beside(block, by))


def withdraw_idea(block: Block, *, by: Participation, card: Card) -> None:
    """Take one's own idea back; it leaves every list."""
    _check_own(block, by, card)
    if cards.withdraw_card(card):
        for circle in Circle.objects.filter(choices__card=card):
            _write_list(circle, [one for one in _list_of(circle) if one != card.pk])
        tell(block, "idea.withdrawn", by=by, card=card, to=_beside(block, by))


def _check_own(block: Block, by: Participation, card: Card) -> None:
    if card.by_id != by.pk or card.block_id != block.pk:
        raise Refused(_("Only the one who wrote it can change it."), status=403)


def _beside(block: Block, by: Participation) -> list[int]:
    seat = Seat.objects.taken().filter(block=block, person=by).first()
    return [one.person_id for one in Seat.objects.taken().filter(circle=seat.circle_id)] if seat else []


# ---- what groups agree on -----------------------------------------------------------------------------------------


def rank(block: Block, *, by: Participation, card: Card, place: int | None = None) -> None:
    """Put an idea on the group's list, or move it there (prioritere). ``place`` is how many are above it.

    Several phones can do this at once: each says what it wants done with one idea, and the list is changed so.
    """
    circle, top = _own_list(block, by)
    listed = [one for one in _list_of(circle) if one != card.pk]
    if card.block_id != block.pk or card.withdrawn_at is not None or card.hidden_at is not None:
        raise Refused(_("That is no longer here. Choose again from what you see now."))
    if len(listed) >= top:
        raise Refused(_("Your list is full. Take one off first."))
    listed.insert(len(listed) if place is None else min(place, len(listed)), card.pk)
    _write_list(circle, listed)
    tell(block, "idea.ranked", by=by, card=card, circle=circle, to=_members(circle))


def take_off(block: Block, *, by: Participation, card: Card) -> None:
    """Take an idea off the group's list."""
    circle, _top = _own_list(block, by)
    listed = _list_of(circle)
    if card.pk in listed:
        _write_list(circle, [one for one in listed if one != card.pk])
        tell(block, "idea.taken_off", by=by, card=card, circle=circle, to=_members(circle))


def type_in_list(block: Block, *, circle: Circle, text: str) -> None:
    """Type in a group's list from paper (skriv inn), the first on top; it takes the place of the one that was there."""
    step = next((one for one in planned_steps(block) if one.number == circle.rung.step), None)
    lines = list(
        dict.fromkeys(line.strip(" .-0123456789") for line in text.splitlines() if line.strip(" .-0123456789"))
    )
    if step is None or not lines:
        raise Refused(_("Write something first."))
    known = {one.text.casefold(): one for one in Card.objects.filter(block=block, withdrawn_at=None)}
    listed = []
    for line in lines[: step.top or len(lines)]:
        card = known.get(line.casefold()) or cards.write_card(block, text=line[:500], by=None)
        cards.approve_card(card)
        listed.append(card.pk)
    _lock(circle)
    _write_list(circle, listed)
    Rung.objects.filter(circle=circle).update(ready_at=timezone.now())
    tell(block, "list.typed_in", circle=circle, to=_members(circle))


def say_ready(block: Block, *, by: Participation) -> None:
    """Say that the group is ready (klar)."""
    circle, _top = _own_list(block, by, ranks=False)
    if Rung.objects.filter(circle=circle, ready_at=None).update(ready_at=timezone.now()):
        tell(block, "group.ready", by=by, circle=circle, to=_members(circle))


def say_not_ready(block: Block, *, by: Participation) -> None:
    """Say that the group is not ready after all."""
    circle, _top = _own_list(block, by, ranks=False)
    if Rung.objects.filter(circle=circle, ready_at__isnull=False).update(ready_at=None):
        tell(block, "group.not_ready", by=by, circle=circle, to=_members(circle))


def next_turn(block: Block, *, by: Participation, after: int) -> None:
    """Let the next in the group present (neste). ``after`` is who had the turn: pressed twice, it passes on once."""
    circle, _top = _own_list(block, by, ranks=False)
    order = _members(circle)
    if pass_turn(circle, order, after=after):
        tell(block, "turn.passed", by=by, circle=circle, to=order)


def _own_list(block: Block, by: Participation, *, ranks: bool = True) -> tuple[Circle, int]:
    on = step_on(block)
    seat = Seat.objects.taken().filter(block=block, person=by).select_related("circle__rung").first()
    step = next((one for one in planned_steps(block) if on is not None and one.number == on.number), None)
    if seat is None or step is None or seat.circle.rung.step != step.number:
        raise Refused(_("You are in no group just now."))
    if ranks and not step.top:
        raise Refused(_("Nothing is chosen on this step."))
    _lock(seat.circle)
    return seat.circle, step.top


def _lock(circle: Circle) -> None:
    """One at a time changes a list."""
    Circle.objects.select_for_update(of=("self",)).get(pk=circle.pk)


def _list_of(circle: Circle) -> list[int]:
    return list(Choice.objects.filter(circle=circle).order_by("place").values_list("card_id", flat=True))


def _write_list(circle: Circle, listed: Sequence[int]) -> None:
    if listed == _list_of(circle):
        return
    Choice.objects.filter(circle=circle).delete()
    Choice.objects.bulk_create(
        Choice(circle=circle, card_id=card, place=place) for place, card in enumerate(listed, start=1)
    )


def _members(circle: Circle) -> list[int]:
    """Those in a group, in the order they present."""
    seats = Seat.objects.taken().filter(circle=circle).order_by("person__first_name", "pk")
    return list(seats.values_list("person_id", flat=True))
