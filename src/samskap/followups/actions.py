"""What can be done with promises after the day: take over, write, answer, note, carry over."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from samskap.cards.actions import approve_card, write_card
from samskap.cards.models import TEXT_MAX as CARD_TEXT_MAX
from samskap.followups.dates import TOO_LATE, USUAL, ask_time
from samskap.followups.models import (
    ANSWERS,
    Ask,
    Commitment,
    Entry,
    Happened,
    Party,
    Schedule,
    Side,
    Status,
)
from samskap.gatherings.models import Block, Gathering, Participation
from samskap.people.models import User
from samskap.refusals import Refused
from samskap.stage.activity import activity_of
from samskap.stage.promising import Promise

# ---- taking over --------------------------------------------------------------------------------------------------


def collect(gathering: Gathering, *, now: datetime | None = None) -> int:
    """Take over what was promised in the blocks (hente inn); returns how many promises are new.

    It can be done again and again. What an organiser has changed, or somebody has answered, stays as it is; what no
    longer stands in the block and nobody has touched goes.
    """
    now = now or timezone.now()
    new = 0
    for block in Block.objects.filter(gathering=gathering).select_related("source"):
        block.gathering = gathering
        said = {promise.key: promise for promise in activity_of(block).promises(block)}
        known = {one.key: one for one in Commitment.objects.filter(block=block).exclude(key="")}
        for key, promise in said.items():
            if key not in known:
                _take_over(block, promise, now)
                new += 1
            elif is_untouched(known[key]) and known[key].text != promise.text:
                Commitment.objects.filter(pk=known[key].pk).update(text=promise.text, due=promise.due)
        gone = [one.pk for key, one in known.items() if key not in said and is_untouched(one)]
        Commitment.objects.filter(pk__in=gone, entries=None).delete()
    Schedule.objects.update_or_create(gathering=gathering, defaults={"collected_at": now})
    return new


def is_untouched(commitment: Commitment) -> bool:
    """Whether neither an organiser nor those it concerns have done anything with a promise."""
    times = (commitment.changed_at, commitment.answered_at, commitment.removed_at, commitment.asked_on_due)
    return not any(times) and commitment.carried_id is None


def _take_over(block: Block, promise: Promise, now: datetime) -> None:
    made, is_new = Commitment.objects.get_or_create(
        block=block,
        key=promise.key,
        defaults={
            "gathering": block.gathering,
            "text": promise.text,
            "sort": promise.kind,
            "name": promise.name,
            "giving": promise.giving or _organisation(promise.keepers),
            "receiving": promise.receiving or _organisation(promise.receivers),
            "card": promise.card,
            "circle": promise.circle,
            "due": promise.due,
            "seen_by": promise.seen_by,
            "made_at": now,
        },
    )
    if is_new:
        set_parties(made, keepers=promise.keepers, receivers=promise.receivers)


def _organisation(people: Iterable[Participation]) -> Any:
    return next((person.organisation for person in people if person.organisation_id), None)


def set_parties(
    commitment: Commitment, *, keepers: Iterable[Participation], receivers: Iterable[Participation] = ()
) -> None:
    """Say whom a promise concerns. Those who stay keep their link for answering."""
    sides = {person.pk: Side.RECEIVES for person in receivers} | {person.pk: Side.KEEPS for person in keepers}
    Party.objects.filter(commitment=commitment).exclude(person__in=sides).delete()
    for person, side in sides.items():
        Party.objects.update_or_create(commitment=commitment, person_id=person, defaults={"side": side})


# ---- when people are asked ----------------------------------------------------------------------------------------


def begin(gathering: Gathering, *, now: datetime) -> None:
    """Begin the follow-up of a gathering that has ended: take the promises over, and set the times to ask."""
    is_new = not Schedule.objects.filter(gathering=gathering).exists()
    collect(gathering, now=now)
    if is_new:
        set_months(gathering, USUAL, now=now)


def set_months(gathering: Gathering, months: Iterable[int], *, now: datetime) -> None:
    """Choose how many months after the day people are asked. What has been asked stays in the story."""
    wanted = set(months)
    Ask.objects.filter(gathering=gathering, sent_at=None).exclude(months__in=wanted).delete()
    day = timezone.localtime(gathering.starts_at).date()
    for number in sorted(wanted):
        due_at = ask_time(day, number)
        late = now - due_at > TOO_LATE
        Ask.objects.get_or_create(
            gathering=gathering, months=number, defaults={"due_at": due_at, "skipped_at": now if late else None}
        )


def set_schedule(
    gathering: Gathering, *, months: Iterable[int], at_due: bool, paused: bool, now: datetime | None = None
) -> None:
    """Choose when people are asked, or that nobody is for the time being (sette på pause)."""
    now = now or timezone.now()
    schedule, _is_new = Schedule.objects.get_or_create(gathering=gathering)
    schedule.at_due = at_due
    schedule.paused_at = (schedule.paused_at or now) if paused else None
    schedule.save(update_fields=["at_due", "paused_at"])
    set_months(gathering, months, now=now)


# ---- what organisers do -------------------------------------------------------------------------------------------


def write_promise(
    gathering: Gathering,
    *,
    text: str,
    keepers: Iterable[Participation] = (),
    receivers: Iterable[Participation] = (),
    user: User | None = None,
    **values: Any,
) -> Commitment:
    """Write down a promise that no block knows of (skrive inn et løfte)."""
    keepers, receivers = list(keepers), list(receivers)
    made = Commitment.objects.create(
        gathering=gathering,
        text=text,
        giving=_organisation(keepers),
        receiving=_organisation(receivers),
        changed_at=timezone.now(),
        **values,
    )
    set_parties(made, keepers=keepers, receivers=receivers)
    return made


def change_promise(
    commitment: Commitment,
    *,
    keepers: Iterable[Participation],
    receivers: Iterable[Participation],
    user: User | None = None,
    **values: Any,
) -> None:
    """Change what is promised, by whom, or by when."""
    keepers, receivers = list(keepers), list(receivers)
    values |= {"giving": _organisation(keepers), "receiving": _organisation(receivers), "changed_at": timezone.now()}
    if values.get("due") != commitment.due:
        values["asked_on_due"] = None
    Commitment.objects.filter(pk=commitment.pk).update(**values)
    set_parties(commitment, keepers=keepers, receivers=receivers)
    Entry.objects.create(commitment=commitment, what=Happened.CHANGED, user=user)


def remove_promise(commitment: Commitment) -> None:
    """Take a promise off the board (fjerne). It does not come back when promises are taken over again."""
    Commitment.objects.filter(pk=commitment.pk, removed_at=None).update(removed_at=timezone.now())


def note_contact(commitment: Commitment, *, what: Happened, text: str, user: User | None = None) -> Entry:
    """Note that somebody was called, or something else worth knowing (notere)."""
    return Entry.objects.create(commitment=commitment, what=what, text=text, user=user)


# ---- how it went --------------------------------------------------------------------------------------------------


def answer(
    commitment: Commitment,
    *,
    status: str,
    why: str = "",
    needs: str = "",
    by: Participation | None = None,
    user: User | None = None,
    now: datetime | None = None,
) -> Entry:
    """Say how it goes with a promise (svare). One may change one's mind; the story keeps what was said before."""
    if status not in ANSWERS:
        raise Refused(_("Choose how it went."), status=422)
    now = now or timezone.now()
    Commitment.objects.filter(pk=commitment.pk).update(status=status, why=why, needs=needs, answered_at=now)
    said = "\n".join(text for text in (why, needs) if text)[:1000]
    return Entry.objects.create(
        commitment=commitment, what=Happened.ANSWERED, status=status, text=said, by=by, user=user, at=now
    )


# ---- carrying over ------------------------------------------------------------------------------------------------


def carry_over(commitments: Iterable[Commitment], *, to: Gathering, user: User | None = None) -> int:
    """Take what was not finished along to the next gathering (ta med videre); returns how many were.

    Each becomes a card in a block of notes there. Cards are what all rooms understand: it is seen on every face, can be
    pitched and hung on the wall, and nothing has to know of the follow-up.
    """
    wanted = [one for one in commitments if one.carried_id is None]
    if not wanted:
        return 0
    block = _since_last_time(to)
    for commitment in wanted:
        card = write_card(block, text=_on_a_card(commitment), by=None)
        approve_card(card)
        Commitment.objects.filter(pk=commitment.pk, carried=None).update(carried=card)
        Entry.objects.create(commitment=commitment, what=Happened.CARRIED, user=user)
    return len(wanted)


def _since_last_time(gathering: Gathering) -> Block:
    """The block that holds what is taken along: made right after the opening, unless it is there already."""
    there = Block.objects.filter(gathering=gathering, cards__carried_from__isnull=False).first()
    if there is not None:
        return there
    first = gathering.blocks.exclude(kind="talk").exclude(kind="round").order_by("position", "pk").first()
    last = gathering.blocks.aggregate(last=Max("position"))["last"] or 0
    position = first.position if first else last + 1
    for block in gathering.blocks.filter(position__gte=position):
        Block.objects.filter(pk=block.pk).update(position=block.position + 1)
    return Block.objects.create(
        gathering=gathering,
        kind="notes",
        title=_("Since last time"),
        minutes=10,
        position=position,
        settings={"question": _("What has happened since last time, and what is left?"), "each": 10},
    )


def _on_a_card(commitment: Commitment) -> str:
    """What stands on the card: the promise, who keeps it, and how it went."""
    names = ", ".join(person.first_name for person in keepers_of(commitment))
    status = "" if commitment.status == Status.OPEN else commitment.get_status_display()
    told = [status, commitment.needs]
    after = " · ".join(text for text in (names or commitment.name, *told) if text)
    room = CARD_TEXT_MAX - len(after) - 4
    text = commitment.text if len(commitment.text) <= room else commitment.text[: max(40, room - 1)] + "…"
    return f"{text} ({after})"[:CARD_TEXT_MAX]


def keepers_of(commitment: Commitment) -> list[Participation]:
    """Those who will do it, who have not been forgotten."""
    parties = Party.objects.filter(commitment=commitment, side=Side.KEEPS).exclude(person__first_name="")
    return [party.person for party in parties.select_related("person")]


def next_gatherings(gathering: Gathering) -> Any:
    """Gatherings that what is unfinished can be taken along to: planned from this one first, then others not held."""
    owners = gathering.memberships.filter(role="organiser").values("user")
    mine = Q(memberships__user__in=owners, memberships__role="organiser")
    coming = Gathering.objects.filter(Q(made_from=gathering) | mine, closed_at=None).exclude(pk=gathering.pk)
    return coming.distinct().order_by("starts_at")
