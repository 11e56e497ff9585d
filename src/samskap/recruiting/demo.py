"""An invented plan for getting people to come: a page, targets, key people who have been called, and invitations."""

from collections.abc import Sequence
from datetime import timedelta

from django.utils import timezone
from django.utils.text import slugify

from samskap.gatherings.actions import OUR_LETTERS
from samskap.gatherings.models import Gathering, Participation
from samskap.invented.guests import people as invented_people
from samskap.invented.tale import Guest, Tale
from samskap.people.models import Sector, User
from samskap.recruiting.actions import (
    add_recipients,
    comment_on_trial,
    publish,
    send_invitation,
    send_trial,
    set_targets,
    write_contact,
    write_page,
)
from samskap.recruiting.models import Audience, Invitation, Reply
from samskap.recruiting.recipients import Recipient

CALLS = (
    (Reply.COMES, "Tar med to fra styret.", "Send programmet", 2),
    (Reply.MAYBE, "Må sjekke vaktlista.", "Ring igjen", 5),
    (Reply.NO, "Er bortreist, men foreslår nestleder.", "Ring nestleder", 1),
    (Reply.NOT_REACHED, "", "Prøv etter klokka fire", 1),
    (None, "", "", 0),
    (None, "", "", 0),
)
TARGETS: dict[str, int | None] = {Sector.BUSINESS: 14, Sector.VOLUNTARY: 22, Sector.PUBLIC: 18, Sector.RESIDENT: 14}
INVITED = 18


def before(
    gathering: Gathering, *, organiser: User, tale: Tale, people: Sequence[Participation] = (), **_more: object
) -> None:
    """Get people to come: those who are in ``people`` have, and some more have been asked."""
    write_page(
        gathering,
        intro="Vi samler folk fra lag, bedrifter, kommune og nabolag til en dag der alle er like viktige. Du trenger "
        "ikke kunne noe spesielt, bare ha lyst til å få til noe sammen med andre.",
        practical="Det blir suppe og kaffe. Trinnfri adkomst og teleslynge. Si fra hvis du trenger tolk eller skyss.",
        invited_by=str(gathering.organisation or organiser.name or ""),
        share_text=f"{gathering.title}: kom og vær med!",
    )
    publish(gathering, on=True)
    set_targets(gathering, TARGETS)
    _call(gathering, tale)
    _invite(gathering, tale, people, organiser)
    trial = send_trial(
        gathering, audience=Audience.RESIDENT, language="nb", to="proveleser@nabolaget.example", name="Randi",
        key="demo", by=organiser,
    )  # fmt: skip
    comment_on_trial(trial, comment="Fin tekst! Men når slutter det? Og kan jeg ta med unger?")


def _call(gathering: Gathering, tale: Tale) -> None:
    now = timezone.now()
    for number, (one, (reply, said, next_step, days)) in enumerate(
        zip(_others(tale, 5 * len(CALLS))[::5], CALLS, strict=True)
    ):
        write_contact(
            gathering,
            name=f"{one.first_name} {one.last_name}",
            organisation=one.organisation,
            sector=one.sector,
            phone=f"400 00 1{number:02d}",
            email=_address(one) if number % 2 else "",
            caller="Ingrid" if number % 2 else "Jonas",
            called_at=now - timedelta(days=3, hours=number) if reply else None,
            reply=reply or "",
            said=said,
            next_step=next_step,
            next_on=timezone.localdate() + timedelta(days=days) if next_step else None,
        )


def _invite(gathering: Gathering, tale: Tale, people: Sequence[Participation], organiser: User) -> None:
    """Invite some of those who have signed up, and some who have not answered."""
    signed_up = [Recipient(one.name, one.email) for one in people if one.email][:INVITED]
    for number, audience in enumerate(Audience.values):
        asked = [Recipient(f"{one.first_name} {one.last_name}", _address(one)) for one in _others(tale, 60)[1::3]]
        add_recipients(gathering, [*signed_up[number::4], *asked[number::4]], audience=audience, language="nb")
    for invitation in Invitation.objects.filter(gathering=gathering).order_by("pk"):
        send_invitation(invitation, reply_to=organiser.email)


def _others(tale: Tale, number: int) -> list[Guest]:
    """People who are not in the tale."""
    there = {(one.first_name, one.last_name) for one in tale.guests}
    return [one for one in invented_people(number + len(there)) if (one.first_name, one.last_name) not in there][
        :number
    ]


def _address(one: Guest) -> str:
    first, last = (slugify(name.lower().translate(OUR_LETTERS)) for name in (one.first_name, one.last_name))
    return f"{first}.{last}@nordbygda.example"
