"""What can be asked across gatherings. A fixed number of questions, however many gatherings there are."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from samskap.circles.models import Seat
from samskap.followups.models import Commitment, Status
from samskap.gatherings.models import Gathering, Membership, Owner, Participation, Role
from samskap.gatherings.ownership import planned_by
from samskap.overview.columns import Column, draw_columns, period_of
from samskap.overview.ties import Dot, Line, Tie, draw_ties, find_ties
from samskap.people.models import Organisation, Sector, User

IN_THE_PICTURE = 28  # organisations: more names than that can't be read around a circle
LINES = 70  # ties: more than that is a black wheel


def counted_for(user: User) -> QuerySet[Gathering]:
    """Return the gatherings that ``user`` plans or leads, alone or through an organisation that owns them."""
    led = Membership.objects.filter(user=user, role=Role.FACILITATOR).values("gathering")
    return Gathering.objects.filter(Q(pk__in=planned_by(user).values("pk")) | Q(pk__in=led))


@dataclass(frozen=True)
class Chosen:
    """Which gatherings to count: filters, each empty for all."""

    since: date | None = None
    until: date | None = None
    recipe: str = ""
    organisation: int | None = None
    sector: str = ""


def chosen_among(gatherings: QuerySet[Gathering], chosen: Chosen) -> list[Gathering]:
    """Return those of ``gatherings`` that have been held and are chosen, the oldest first; one query."""
    found = gatherings.filter(opened_at__isnull=False)
    if chosen.since:
        found = found.filter(starts_at__date__gte=chosen.since)
    if chosen.until:
        found = found.filter(starts_at__date__lte=chosen.until)
    if chosen.recipe:
        found = found.filter(recipe=chosen.recipe)
    if chosen.organisation:
        owned = Owner.objects.filter(organisation=chosen.organisation).values("gathering")
        found = found.filter(Q(pk__in=owned) | Q(organisation=chosen.organisation))
    return list(found.order_by("starts_at", "pk"))


@dataclass(frozen=True)
class Held:
    """One gathering in the table."""

    gathering: Gathering
    people: int
    organisations: int
    new_ties: int


@dataclass(frozen=True)
class Figures:
    """All that the overview shows."""

    held: list[Held] = field(default_factory=list)
    people: int = 0
    sectors: list[tuple[str, int]] = field(default_factory=list)
    organisations: list[tuple[Organisation, int, int]] = field(default_factory=list)  # with gatherings and people
    ties: list[Tie] = field(default_factory=list)
    columns: list[Column] = field(default_factory=list)
    periods: list[tuple[str, list[int]]] = field(default_factory=list)
    series: list[str] = field(default_factory=list)
    names: dict[int, Organisation] = field(default_factory=dict)
    promises: list[tuple[str, int]] = field(default_factory=list)


def figures(gatherings: Sequence[Gathering], *, sector: str = "") -> Figures:
    """Count ``gatherings`` (the oldest first): people, organisations, sectors, ties, promises. Four queries."""
    if not gatherings:
        return Figures()
    came = Participation.objects.came().filter(gathering__in=[one.pk for one in gatherings])
    if sector:
        came = came.filter(sector=sector)
    by_sector = _people_by_sector(came)
    rows = _organisations(came)
    ties = _ties(gatherings, sector)
    organisations = Counter(pk for pk, _organisation in rows)
    first_here = Counter(tie.first for tie in ties)
    names = {one.pk: one for _pk, one in rows}
    in_all: Counter[int] = Counter()
    for (_gathering, one), count in rows.items():
        in_all[one.pk] += count
    times = Counter(one.pk for _gathering, one in rows)
    held = [
        Held(one, sum(by_sector.get(one.pk, {}).values()), organisations[one.pk], first_here[number])
        for number, one in enumerate(gatherings)
    ]
    sectors: Counter[str] = Counter()
    for counts in by_sector.values():
        sectors.update(counts)
    series = [str(label) for value, label in Sector.choices if value in sectors]
    periods = _periods(gatherings, by_sector)
    return Figures(
        held=held,
        people=sum(one.people for one in held),
        sectors=[(str(label), sectors[value]) for value, label in Sector.choices if value in sectors],
        organisations=[(names[pk], times[pk], in_all[pk]) for pk, _count in times.most_common()],
        ties=ties,
        columns=draw_columns(periods, series),
        periods=[(label, [values.get(name, 0) for name in series]) for label, values in periods],
        series=series,
        names=names,
        promises=_promises(gatherings),
    )


def _promises(gatherings: Sequence[Gathering]) -> list[tuple[str, int]]:
    """How it has gone with what was promised; the done ones first."""
    standing = Commitment.objects.filter(gathering__in=[one.pk for one in gatherings]).standing()
    counts = dict(standing.order_by().values_list("status").annotate(count=Count("pk")))
    order = (Status.DONE, Status.UNDER_WAY, Status.OPEN, Status.NOT_FEASIBLE, Status.NEVER_STARTED)
    return [(str(one.label), counts[one.value]) for one in order if one.value in counts]


def _people_by_sector(came: QuerySet[Participation]) -> dict[int, dict[str, int]]:
    found: dict[int, dict[str, int]] = {}
    for gathering, sector, count in came.order_by().values_list("gathering", "sector").annotate(people=Count("pk")):
        found.setdefault(gathering, {})[sector] = count
    return found


def _organisations(came: QuerySet[Participation]) -> dict[tuple[int, Organisation], int]:
    """How many came to each gathering from each organisation."""
    rows = (
        came.filter(organisation__isnull=False)
        .order_by()
        .values_list("gathering", "organisation", "organisation__name", "organisation__sector")
        .annotate(people=Count("pk"))
    )
    return {
        (gathering, Organisation(pk=pk, name=name, sector=sector)): people
        for gathering, pk, name, sector, people in rows
    }


def _ties(gatherings: Sequence[Gathering], sector: str) -> list[Tie]:
    when = {one.pk: number for number, one in enumerate(gatherings)}
    seats = Seat.objects.filter(block__gathering__in=list(when), person__organisation__isnull=False)
    if sector:
        seats = seats.filter(person__sector=sector)
    rows = seats.order_by().values_list("block__gathering", "circle", "person__organisation").distinct()
    return find_ties((when[gathering], circle, organisation) for gathering, circle, organisation in rows)


def _periods(gatherings: Sequence[Gathering], by_sector: dict[int, dict[str, int]]) -> list[tuple[str, dict[str, int]]]:
    """People by sector in each month, quarter or year, from the first gathering to the last."""
    days = [timezone.localtime(one.starts_at).date() for one in gatherings]
    span = (days[-1] - days[0]).days
    sums: dict[tuple[int, int], Counter[str]] = {}
    labels = dict(Sector.choices)
    for one, day in zip(gatherings, days, strict=True):
        counts = {str(labels[value]): count for value, count in by_sector.get(one.pk, {}).items()}
        sums.setdefault(period_of(day, span), Counter()).update(counts)
    return [(_name(period, span), dict(sums[period])) for period in sorted(sums)]


def _name(period: tuple[int, int], span: int) -> str:
    year, number = period
    if not number:
        return str(year)
    if span <= 550:
        return date_format(date(year, number, 1), "M y")
    return _("Q%(number)d %(year)d") % {"number": number, "year": year}


@dataclass(frozen=True)
class Web:
    """The picture of ties: dots with the organisations' names, and lines; how many of each are left out."""

    dots: list[tuple[Dot, Organisation]]
    lines: list[Line]
    left_out: int
    weaker: int


def web(found: Figures) -> Web:
    """Draw the organisations with most ties on a circle, sector by sector, and the ties between them."""
    strength: Counter[int] = Counter()
    for tie in found.ties:
        strength[tie.one] += tie.times
        strength[tie.other] += tie.times
    shown = [key for key, _count in strength.most_common(IN_THE_PICTURE) if key in found.names]
    order = list(Sector.values)
    shown.sort(key=lambda key: (order.index(found.names[key].sector), found.names[key].name))
    among = [tie for tie in found.ties if tie.one in set(shown) and tie.other in set(shown)]
    dots, lines = draw_ties(among[:LINES], shown)
    return Web(
        [(dot, found.names[dot.key]) for dot in dots], lines, len(strength) - len(shown), len(among) - len(lines)
    )


@dataclass(frozen=True)
class NamedTie:
    """A tie in words."""

    one: str
    other: str
    times: int
    first: Gathering


def named_ties(found: Figures) -> list[NamedTie]:
    """Return the ties in words, the strongest first."""
    return [
        NamedTie(found.names[tie.one].name, found.names[tie.other].name, tie.times, found.held[tie.first].gathering)
        for tie in found.ties
        if tie.one in found.names and tie.other in found.names
    ]
