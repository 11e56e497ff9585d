"""Put many people on the list at once, all of them or none (import)."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import chain, repeat

from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from samskap.gatherings.actions import own_link_token
from samskap.gatherings.models import Gathering, Participation
from samskap.jobs.work import start
from samskap.people.models import Organisation, User
from samskap.people.tokens import hashed
from samskap.refusals import Refused
from samskap.registering.actions import free_places, locked, organisation_of
from samskap.registering.importing import Row, who_is
from samskap.registering.models import Answer, Entry, How, Question, Upload
from samskap.spreadsheets import Table

KEPT = timedelta(days=1)


def keep_upload(gathering: Gathering, *, name: str, table: Table) -> Upload:
    """Keep what a file says until the organiser has looked at it."""
    return Upload.objects.create(gathering=gathering, name=name[:120], table=vars(table))


def throw_old_uploads() -> int:
    """Throw away what was uploaded a day ago; returns how many."""
    return Upload.objects.filter(made_at__lt=timezone.now() - KEPT).delete()[0]


def on_the_list(gathering: Gathering) -> tuple[set[str], set[tuple[str, str]]]:
    """The addresses of those on the list, and who they are by name and organisation."""
    people = gathering.people.filter(cancelled_at=None).exclude(first_name="").select_related("organisation")
    emails, names = set(), set()
    for one in people.only("first_name", "last_name", "email", "organisation__name"):
        organisation = one.organisation.name if one.organisation else ""
        emails.add(one.email.casefold())
        names.add(who_is({"first_name": one.first_name, "last_name": one.last_name, "organisation": organisation}))
    return emails - {""}, names


def import_people(upload: Upload, rows: Sequence[Row], *, send: bool, by: User | None) -> list[Participation]:
    """Put all of ``rows`` on the list in one go; once for each file. With ``send``, each gets the confirmation."""
    gathering = upload.gathering
    form = locked(gathering)
    now = timezone.now()
    if not Upload.objects.filter(pk=upload.pk, done_at=None).update(done_at=now, count=len(rows), table={}):
        raise Refused(_("This file has been imported."))
    emails, _names = on_the_list(gathering)
    if any(row.values["email"].casefold() in emails for row in rows):
        raise Refused(_("Somebody in the file has signed up just now. Look at it once more."))
    each = {_organisation_key(row): row for row in rows}
    organisations = {key: _organisation(row) for key, row in each.items()}
    people = Participation.objects.bulk_create(
        Participation(
            gathering=gathering,
            first_name=row.values["first_name"],
            last_name=row.values["last_name"],
            email=row.values["email"],
            organisation=organisations.get(_organisation_key(row)),
            sector=row.values["sector"],
            drive=row.values["drive"],
            language=translation.get_language() or "nb",
            place=place,
            waiting_since=now if place is None and form.capacity is not None else None,
            joined_at=now,
        )
        for row, place in zip(rows, chain(free_places(form), repeat(None)), strict=False)
    )
    for person in people:
        person.link_hash = hashed(own_link_token(person))
    Participation.objects.bulk_update(people, ["link_hash"], batch_size=200)
    Entry.objects.bulk_create(Entry(person=person, how=How.IMPORTED) for person in people)
    known = set(Question.objects.filter(gathering=gathering).values_list("pk", flat=True))
    Answer.objects.bulk_create(
        Answer(question_id=question, person=person, text=text)
        for person, row in zip(people, rows, strict=True)
        for question, text in row.answers.items()
        if question in known
    )
    if send:
        start("confirm-imported", gathering=gathering, by=by, people=[one.pk for one in people if one.email])
    return people


def _organisation_key(row: Row) -> tuple[str, str]:
    return row.values["organisation"].casefold(), row.values["number"]


def _organisation(row: Row) -> Organisation | None:
    return organisation_of(row.values["organisation"], number=row.values["number"], sector=row.values["sector"])
