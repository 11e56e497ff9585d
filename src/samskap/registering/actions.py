"""What can be done with signing up. Places are numbers that the database gives out once, never a count."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samskap.gatherings import consents
from samskap.gatherings.actions import own_link
from samskap.gatherings.models import Gathering, Participation, Purpose
from samskap.people.actions import find_or_make_organisation
from samskap.people.models import Organisation, Sector
from samskap.refusals import Refused
from samskap.registering import letters
from samskap.registering.models import Answer, Entry, How, Question, SignUp


def locked(gathering: Gathering) -> SignUp:
    """Return the gathering's sign-up, and let nobody else change places until the transaction ends.

    The lock is for the waiting list: somebody who cancels must see whoever has just begun to wait. That no place is
    given twice is kept by the database itself (`a_place_is_taken_once`).
    """
    SignUp.objects.get_or_create(gathering=gathering, defaults={"capacity": gathering.expected})
    sign_up = SignUp.objects.select_for_update().get(gathering=gathering)
    sign_up.gathering = gathering
    return sign_up


def sign_up(
    gathering: Gathering,
    *,
    first_name: str,
    last_name: str = "",
    email: str = "",
    organisation: str = "",
    number: str = "",
    sector: str = Sector.OTHER,
    drive: str = "",
    language: str = "nb",
    how: How = How.THEMSELVES,
    answers: Mapping[int, Any] | None = None,
    wanted: Iterable[Purpose] = (),
    key: str = "",
    now: datetime | None = None,
) -> Participation:
    """Put somebody on the list (melde på): with a place if there is one, else waiting.

    Who is on the list already, by e-mail, is not put there twice: they get a letter with their own link instead.
    """
    now = now or timezone.now()
    form = locked(gathering)
    if how == How.THEMSELVES and not form.is_open(now):
        raise Refused(_("It is no longer possible to sign up. Ask the organiser."), status=410)
    known = on_the_list(gathering, email)
    if known is not None:
        if known.cancelled_at is not None:
            restore(known, now=now)
        else:
            letters.send_link(known)
        return known
    person = Participation.objects.create(
        gathering=gathering,
        first_name=first_name,
        last_name=last_name,
        email=email,
        organisation=organisation_of(organisation, number=number, sector=sector),
        sector=sector,
        drive=drive,
        language=language,
        joined_at=now,
        waiting_since=now,
    )
    Entry.objects.create(person=person, how=how, key=key or None)
    own_link(person)
    answer(person, answers or {})
    consents.give_consent(person, *wanted)
    take_place(person, form)
    letters.send_confirmation(person)
    return person


def on_the_list(gathering: Gathering, email: str) -> Participation | None:
    """Whoever has signed up with this e-mail address; one who still comes before one who has cancelled."""
    if not email:
        return None
    found = gathering.people.filter(email__iexact=email).order_by("cancelled_at", "pk")
    return next((person for person in found if person.cancelled_at is None), found.first())


def organisation_of(name: str, *, number: str, sector: str) -> Organisation | None:
    """Return the organisation somebody comes from; by its number in the company register, if that is known."""
    found = Organisation.objects.filter(number=number).first() if number else None
    found = found or find_or_make_organisation(name, sector=sector)
    if found is not None and number and found.number is None:
        found.number = number
        found.save(update_fields=["number"])
    return found


def take_place(person: Participation, form: SignUp) -> bool:
    """Give somebody who waits the first free place (få plass); whether there was one.

    The place is claimed, not looked for: of two who claim the same number the database refuses one, who tries the next.
    """
    while True:
        place = _free_place(form)
        if place is None and form.capacity is not None:
            return False
        try:
            with transaction.atomic():
                claimed = Participation.objects.filter(pk=person.pk, cancelled_at=None).update(
                    place=place, waiting_since=None
                )
        except IntegrityError:
            continue
        person.refresh_from_db(fields=["place", "waiting_since", "cancelled_at"])
        return bool(claimed)


def _free_place(form: SignUp) -> int | None:
    """A number that seems to be free; none if all are taken, or if there is no limit."""
    return next(iter(free_places(form)), None)


def free_places(form: SignUp) -> list[int]:
    """The numbers that seem to be free; none when there is no limit, or fewer places than there were."""
    if form.capacity is None:
        return []
    people = Participation.objects.filter(gathering=form.gathering_id, place__isnull=False)
    taken = set(people.values_list("place", flat=True))
    free = [number for number in range(1, form.capacity + 1) if number not in taken]
    return free[: max(form.capacity - len(taken), 0)]


def move_up(gathering: Gathering, *, now: datetime | None = None) -> list[Participation]:
    """Give free places to those who wait, the first first (rykke opp), and tell them. Until the gathering begins."""
    form = locked(gathering)
    moved: list[Participation] = []
    if form.is_over(now or timezone.now()):
        return moved
    for person in gathering.people.waiting():
        if not take_place(person, form):
            break
        letters.send_place(person)
        moved.append(person)
    return moved


def cancel(person: Participation, *, now: datetime | None = None) -> bool:
    """Say that somebody will not come (melde av); the place goes to the first who waits. Whether they were coming."""
    gathering = person.gathering
    locked(gathering)
    mine = Participation.objects.filter(pk=person.pk, cancelled_at=None, arrived_at=None)
    gone = mine.update(cancelled_at=now or timezone.now(), place=None, waiting_since=None)
    person.refresh_from_db()
    if gone:
        letters.send_cancelled(person)
        move_up(gathering, now=now)
    return bool(gone)


def restore(person: Participation, *, now: datetime | None = None) -> bool:
    """Undo a cancelling (angre): a place if there is one, else last on the waiting list. Whether it was cancelled."""
    form = locked(person.gathering)
    mine = Participation.objects.filter(pk=person.pk, cancelled_at__isnull=False)
    back = mine.update(cancelled_at=None, waiting_since=now or timezone.now())
    person.refresh_from_db()
    if back:
        take_place(person, form)
        letters.send_confirmation(person)
    return bool(back)


def give_place(person: Participation) -> None:
    """Give somebody who waits a place, also where there is none left: the organiser makes room for one more."""
    form = locked(person.gathering)
    if form.capacity is not None and _free_place(form) is None:
        form.capacity += 1
        form.save(update_fields=["capacity"])
    if person.waiting_since is not None and take_place(person, form):
        letters.send_place(person)


def set_capacity(gathering: Gathering, capacity: int | None) -> list[Participation]:
    """Say how many there is room for, and let those who wait move up; returns who did.

    Nobody loses a place when there are fewer: who has one keeps it. Without a limit nobody needs a number.
    """
    form = locked(gathering)
    form.capacity = capacity
    form.save(update_fields=["capacity"])
    if capacity is not None:
        _number_all(form)
    return move_up(gathering)


def _number_all(form: SignUp) -> None:
    """Give a number to whoever got a place while there was no limit, so that each counts."""
    coming = form.gathering.people.coming().filter(arrived_at=None)
    taken = set(coming.exclude(place=None).values_list("place", flat=True))
    numbers = (number for number in range(1, coming.count() + len(taken) + 2) if number not in taken)
    for person in coming.filter(place=None).order_by("joined_at", "pk"):
        person.place = next(numbers)
        person.save(update_fields=["place"])


def answer(person: Participation, answers: Mapping[int, Any]) -> None:
    """Keep what somebody answered (svare); an answer that is emptied goes away."""
    questions = Question.objects.filter(gathering=person.gathering_id, pk__in=answers)
    for question in questions:
        kind = question.how
        if kind is None:
            continue
        value = answers[question.pk]
        text = kind.to_text(value)
        if text:
            Answer.objects.update_or_create(question=question, person=person, defaults={"text": text})
        else:
            Answer.objects.filter(question=question, person=person).delete()
        kind.answered(person, question, value)


def change(
    person: Participation, *, organisation: str | None = None, number: str = "",
    answers: Mapping[int, Any] | None = None, wanted: Iterable[Purpose] | None = None, **values: Any,
) -> None:  # fmt: skip
    """Change what somebody has said of themselves (endre påmeldingen). Their place stays as it is."""
    email = values.get("email", person.email)
    other = on_the_list(person.gathering, email) if email.lower() != person.email.lower() else None
    if other is not None and other.pk != person.pk:
        raise Refused(_("That e-mail address can't be used here. Choose another."), status=422)
    for name, value in values.items():
        setattr(person, name, value)
    if organisation is not None:
        person.organisation = organisation_of(organisation, number=number, sector=person.sector)
    person.save(update_fields=[*values, "organisation"])
    answer(person, answers or {})
    if wanted is not None:
        consents.set_consents(person, wanted)
