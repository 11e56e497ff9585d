"""The follow-up of an invented gathering: what was promised there, and what people answered when they were asked."""

from datetime import datetime, timedelta

from django.utils import timezone

from samskap.followups.actions import answer, begin, carry_over, next_gatherings, note_contact, write_promise
from samskap.followups.models import Commitment, Entry, Happened, Status
from samskap.gatherings.models import Gathering, Participation
from samskap.invented.tale import Tale
from samskap.people.models import User

# Of 292 agreements of a real exchange, so many were done, under way, not feasible and never started a year on.
SHARES = ((Status.DONE, 46), (Status.UNDER_WAY, 39), (Status.NOT_FEASIBLE, 13), (Status.NEVER_STARTED, 2))
AGREEMENTS = (
    "Låner ut møterommet hver tirsdag kveld fram til sommeren",
    "Lager plakaten til åpningskvelden, og trykker opp femti",
    "Kommer og viser hvordan man søker om frivilligmidler",
    "Gir bort tre telt og en bålpanne som står på lageret",
    "Kjører utstyret fram og tilbake med varebilen",
    "Lærer bort enkel sykkelreparasjon to kvelder",
    "Tar med arbeidsgruppa på kontoret og tegner opp rommet",
    "Skriver om åpningen i bladet, med bilde",
    "Stiller med to voksne på de første fire kveldene",
    "Deler nøkkelordningen vår, så dere slipper å finne opp en egen",
    "Spør styret om å betale busskortene første halvår",
    "Setter opp lys og lyd til den åpne scenen",
)
SAID = {
    Status.DONE: ("Gjort! Det tok én ettermiddag.", "", "Ble større enn vi trodde: tolv kom første kvelden.", ""),
    Status.UNDER_WAY: ("Halvveis. Vi har funnet datoen.", "", "Venter på svar fra kommunen.", ""),
    Status.NOT_FEASIBLE: ("Lokalet ble leid ut til noen andre.", "Styret sa nei til utgiften.", "Flyttet fra bygda."),
    Status.NEVER_STARTED: ("Det skle ut. Vi vil fortsatt.",),
}
NEEDS = {
    Status.UNDER_WAY: ("", "En til som kan hjelpe med søknaden.", "", "Nøkkel til bygget."),
    Status.NOT_FEASIBLE: ("Et annet rom i sentrum.", "", "At noen andre tar over."),
    Status.NEVER_STARTED: ("At noen ringer meg og foreslår en dag.",),
}


def after(gathering: Gathering, *, organiser: User, tale: Tale) -> None:
    """Take over what was promised, add some agreements, and let people answer."""
    now = timezone.now()
    begin(gathering, now=now)
    people = list(Participation.objects.came().filter(gathering=gathering).exclude(first_name="").order_by("pk"))
    if len(people) > 1:
        _agree(gathering, people)
    promises = list(Commitment.objects.filter(gathering=gathering).standing().order_by("pk"))
    asked = min(now, gathering.starts_at + timedelta(days=33))
    for number, (promise, status) in enumerate(zip(promises, statuses(len(promises)), strict=True)):
        _say(promise, status, number, asked)
    for promise in promises[3:30:9]:
        note_contact(promise, what=Happened.CALLED, text="Snakket på telefon. Trives med det.", user=organiser)
    coming = next_gatherings(gathering).filter(made_from=gathering).first()
    if coming is not None:
        carry_over(Commitment.objects.filter(gathering=gathering).unsettled()[:5], to=coming, user=organiser)


def statuses(number: int) -> list[Status]:
    """So many answers, in the shares of a real exchange, mixed in an order that is always the same."""
    bounds = [sum(share for _status, share in SHARES[: place + 1]) * number / 100 for place in range(len(SHARES))]
    sorted_out = [
        next(status for (status, _share), bound in zip(SHARES, bounds, strict=True) if place + 0.5 <= bound + 1e-9)
        for place in range(number)
    ]
    step = next(step for step in (7, 11, 13, 17) if number % step)
    return [sorted_out[place * step % number] for place in range(number)]


def _agree(gathering: Gathering, people: list[Participation]) -> None:
    day = timezone.localtime(gathering.starts_at).date()
    for number, text in enumerate(AGREEMENTS):
        gives, gets = people[number * 5 % len(people)], people[(number * 5 + 2) % len(people)]
        write_promise(
            gathering,
            text=text,
            keepers=[gives],
            receivers=[gets] if gets != gives else [],
            sort="agreement",
            due=day + timedelta(days=14 + 9 * number),
            seen_by="everybody",
        )


def _say(promise: Commitment, status: Status, number: int, at: datetime) -> None:
    who = promise.people.order_by("pk").first()
    Entry.objects.create(commitment=promise, what=Happened.ASKED, by=who, at=at)
    said, needs = SAID[status], NEEDS.get(status, ("",))
    answer(
        promise, status=status, why=said[number % len(said)], needs=needs[number % len(needs)], by=who,
        now=at + timedelta(minutes=1 + number),
    )  # fmt: skip
