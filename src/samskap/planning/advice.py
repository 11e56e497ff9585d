"""Advice while planning, in words (G15): what `samskap.capacity` finds, why it matters, and where the rule is from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from samskap.capacity.findings import Code, Day, Finding, findings
from samskap.capacity.rules import Heed, Part, Plan, Rule, School, heeds
from samskap.gatherings.models import Block, Gathering, Membership, Pass, Role, Room
from samskap.gatherings.recipes import find_recipe
from samskap.people.models import User
from samskap.planning.models import Holiday, Known, SchoolHoliday, Setting, Way
from samskap.planning.questions import look_at
from samskap.planning.run_sheet import slots
from samskap.registering.models import SignUp
from samskap.stage.activity import activity_of

Level = Literal["ok", "look", "act"]
Words = str | Promise
PAUSES = frozenset({"food", "break"})


@dataclass(frozen=True)
class Advice:
    """One piece of advice: what, how much it matters, why, and where the rule is from (råd)."""

    text: str
    level: Level = "look"
    code: str = ""
    why: Words = ""
    source: Words = ""

    @property
    def state(self) -> str:
        """The word the look uses."""
        return {"ok": "ok", "look": "warn", "act": "bad"}[self.level]


def day_of(gathering: Gathering, rooms: Sequence[Room]) -> Day:
    """The sums of a gathering, measured with its own method's rules."""
    recipe = find_recipe(gathering.recipe)
    rules = {"group": recipe.group, "fewest": recipe.fewest, "most": recipe.most} if recipe else {}
    seats = [room.seats for room in rooms]
    return Day(people=gathering.expected, rooms=len(rooms), rounds=gathering.rounds, seats=seats, **rules)


def capacity_advice(day: Day) -> list[Advice]:
    """Say what adds up and what does not."""
    return [
        Advice(
            in_words(one),
            one.level,
            f"{one.code}:{day.people}-{day.rooms}-{day.rounds}-{sum(day.seats)}",
            WHY_SUMS.get(one.code, ""),
            SUMS,
        )
        for one in findings(day)
    ]


def in_words(finding: Finding) -> str:
    """Tell a finding as one would across the table."""
    numbers = finding.numbers | {"places": finding.numbers.get("sessions", 0) * finding.numbers.get("group", 0)}
    return str(SENTENCES[finding.code] % numbers)


# Where the rules are from.
SUMS = gettext_lazy("The method: 24 to 72 people, groups of six, at most four rooms and three rounds.")
CALENDAR = gettext_lazy("The calendar of public holidays.")
SCHOOLS = gettext_lazy("The table of school holidays.")
HOURS = gettext_lazy("The methods' rule: business and public sector in working hours, volunteers in their free time.")
PACE = gettext_lazy("The methods' rule: a pause at least every 90 minutes, and every hour in a video meeting.")
WORD = gettext_lazy("The methods' rule: check-in first, check-out last.")
BROKERS = gettext_lazy("The exchange's rule: one broker for every 15 participants.")
INVITING = gettext_lazy("What those who recruit have learnt.")
STRENGTHS = gettext_lazy("Appreciative inquiry: open questions about what works and what is wanted.")
RUN_SHEET = gettext_lazy("Your own run sheet.")

WHY_SUMS: dict[Code, Words] = {
    Code.TOO_FEW_PEOPLE: gettext_lazy("With few people there are few topics, and groups that are too small to work."),
    Code.TOO_MANY_PEOPLE: gettext_lazy("Everybody is to be heard, and that takes time for each who comes."),
    Code.TOO_FEW_GROUPS: gettext_lazy("People choose by interest when there is something to choose between."),
    Code.NO_ROOMS: gettext_lazy("The wall has a column for each room; without rooms there is nowhere to put a topic."),
    Code.MANY_SIDE_BY_SIDE: gettext_lazy("The more there is at the same time, the more each person misses."),
    Code.MANY_ROUNDS: gettext_lazy("People tire, and the last round gets the least out of them."),
    Code.LARGE_SESSIONS: gettext_lazy("In a large group a few talk and the others listen."),
    Code.ONE_ROUND_EACH: gettext_lazy("In a large group a few talk and the others listen."),
    Code.SMALL_SESSIONS: gettext_lazy("A group of two or three stops when one of them goes."),
    Code.TOO_FEW_SEATS: gettext_lazy("Those who stand go first."),
}

SENTENCES = {
    Code.ADDS_UP: gettext_lazy(
        "It adds up: %(people)d people in %(rooms)d rooms is at most %(size)d in each group, and there is room for "
        "%(sessions)d topics in all."
    ),
    Code.TOO_FEW_PEOPLE: gettext_lazy(
        "%(people)d people is few for this method. It works from %(fewest)d; with fewer, use fewer rooms."
    ),
    Code.TOO_MANY_PEOPLE: gettext_lazy(
        "%(people)d people is many for this method. Up to %(most)d works well; with more, the pitches take too long."
    ),
    Code.TOO_FEW_GROUPS: gettext_lazy(
        "This makes %(groups)d groups of %(group)d. With fewer than four there is little to choose between."
    ),
    Code.NO_ROOMS: gettext_lazy("There are no rooms yet. A corner with a table and a name is enough."),
    Code.MANY_SIDE_BY_SIDE: gettext_lazy(
        "%(rooms)d groups side by side is many. At most %(most)d lets people keep an overview of the wall."
    ),
    Code.MANY_ROUNDS: gettext_lazy("%(rounds)d rounds is a long day. Most stop at %(most)d."),
    Code.LARGE_SESSIONS: gettext_lazy(
        "%(people)d people in %(rooms)d rooms makes %(size)d in a group, not %(group)d. For groups of %(group)d you "
        "need %(needed)d places to sit. Corners and tables count."
    ),
    Code.ONE_ROUND_EACH: gettext_lazy(
        "Look out: %(rooms)d rooms × %(rounds)d rounds × groups of %(group)d gives %(places)d places, but that only "
        "adds up if each person works in one round. If all %(people)d work in every round, a group holds %(size)d. "
        "For groups of %(group)d in every round you need %(needed)d places to sit. Corners and tables count."
    ),
    Code.SMALL_SESSIONS: gettext_lazy(
        "%(people)d people in %(rooms)d rooms is at most %(size)d in a group. That is few; use fewer rooms."
    ),
    Code.TOO_FEW_SEATS: gettext_lazy(
        "The rooms seat %(seats)d, and you expect %(people)d. There is no seat for %(missing)d."
    ),
}

AWAY = gettext_lazy("Many are away or have other plans.")
HEEDS: dict[Rule, tuple[Words, Words, Words]] = {
    Rule.PASSED: (gettext_lazy("The date has passed."), "", CALENDAR),
    Rule.PUBLIC_HOLIDAY: (gettext_lazy("The date is a public holiday: %(name)s."), AWAY, CALENDAR),
    Rule.SQUEEZED: (gettext_lazy("The date lies squeezed between days off."), AWAY, CALENDAR),
    Rule.EVE: (
        gettext_lazy("The next day is a public holiday: %(name)s."),
        gettext_lazy("Many leave early."),
        CALENDAR,
    ),
    Rule.SCHOOL_HOLIDAY: (
        gettext_lazy("%(kind)s in %(counties)s. %(unchecked)s"),
        gettext_lazy("Families are away, and young people are hard to reach."),
        SCHOOLS,
    ),
    Rule.WEEKEND: (
        gettext_lazy("This is a weekend. That suits many volunteers, and few who come as part of their work."),
        "",
        HOURS,
    ),
    Rule.JULY: (gettext_lazy("Many are on holiday in July."), AWAY, CALENDAR),
    Rule.WORKING_HOURS: (
        gettext_lazy("It is in working hours, from %(begins)s to %(ends)s, and many who are to come are volunteers."),
        gettext_lazy("Most volunteers have a job to go to. An evening or a Saturday lets them come."),
        HOURS,
    ),
    Rule.AFTER_WORK: (
        gettext_lazy("It ends at %(ends)s, after the working day."),
        gettext_lazy("Some have to leave before check-out, to fetch children or to catch a bus."),
        HOURS,
    ),
    Rule.TOO_EARLY: (
        gettext_lazy("It begins at %(begins)s. That is early."),
        gettext_lazy("People come from far and wide."),
        HOURS,
    ),
    Rule.TOO_LATE: (
        gettext_lazy("It ends at %(ends)s. That is late."),
        gettext_lazy("Tired people agree on little, and buses stop."),
        HOURS,
    ),
    Rule.LONG_DAY: (
        gettext_lazy("The day is more than %(hours)d hours long."),
        gettext_lazy("People tire, and the last round gets the least out of them."),
        PACE,
    ),
    Rule.NO_MEAL: (
        gettext_lazy("There is no half hour for food between %(first)s and %(last)s."),
        gettext_lazy("Hungry people think of food. The meal is also where people meet."),
        PACE,
    ),
    Rule.LONG_STRETCH: (
        gettext_lazy("From %(begins)s to %(ends)s there is no pause: %(minutes)d minutes, and at most %(most)d works."),
        gettext_lazy("Attention drops, and those who most need a pause say so last."),
        PACE,
    ),
    Rule.NO_CHECK_IN: (
        gettext_lazy("Nobody but the organiser speaks during the first hour: there is no check-in round."),
        gettext_lazy("Who has said something once, says something again."),
        WORD,
    ),
    Rule.NO_CHECK_OUT: (
        gettext_lazy("The day does not end with a check-out round."),
        gettext_lazy("What people say they take with them is what they remember, and what you learn the most from."),
        WORD,
    ),
    Rule.FEW_BROKERS: (
        gettext_lazy("%(people)d people need %(needed)d brokers, and you have %(brokers)d."),
        gettext_lazy("The rush comes at the end, and an agreement takes four minutes to register."),
        BROKERS,
    ),
    Rule.SHORT_NOTICE: (
        gettext_lazy("Days left: %(days)d. That is short notice to invite people."),
        gettext_lazy("Calendars fill up three to six weeks ahead."),
        INVITING,
    ),
    Rule.DEADLINE_LATE: (
        gettext_lazy("People can sign up until less than three days before."),
        gettext_lazy("Food is ordered and badges are printed before that."),
        INVITING,
    ),
    Rule.NOT_TIME_ENOUGH: (
        gettext_lazy("“%(title)s” is locked to its hour, and there are %(n)d minutes too little before it."),
        gettext_lazy("The block before would be cut off."),
        RUN_SHEET,
    ),
}


def heed_in_words(heed: Heed) -> Advice:
    """Tell what a rule says as one would across the table."""
    text, why, source = HEEDS[heed.rule]
    values: dict[str, Any] = {name: _said(value) for name, value in heed.values.items()}
    if heed.rule is Rule.SCHOOL_HOLIDAY:
        values["kind"] = Holiday(heed.values["kind"]).label
        values["counties"] = ", ".join(heed.values["counties"])
        values["unchecked"] = "" if heed.values["checked"] else _("To be checked against the county's own page.")
    return Advice(str(text % values).strip(), heed.level, f"{heed.rule}:{heed.about}"[:120], why, source)


def _said(value: Any) -> Any:
    return date_format(value, "H.i") if isinstance(value, datetime) else value


def rule_advice(gathering: Gathering, blocks: Sequence[Block], *, user: User | None = None) -> list[Advice]:
    """Say what the rules of thumb say about date, hours, pauses and people."""
    plan = plan_of(gathering, blocks, user=user)
    return [heed_in_words(heed) for heed in heeds(plan, language=get_language() or "nb")]


def plan_of(gathering: Gathering, blocks: Sequence[Block], *, user: User | None = None) -> Plan:
    """The gathering as the rules see it, in local time."""
    setting = setting_of(gathering)
    starts = timezone.localtime(gathering.starts_at)
    recipe = find_recipe(gathering.recipe, user=user)
    school = SchoolHoliday.objects.filter(
        county__in=setting.counties, first__lte=starts.date(), last__gte=starts.date()
    )
    return Plan(
        starts=starts,
        today=timezone.localdate(),
        parts=[
            Part(
                slot.block.pk,
                slot.block.title,
                timezone.localtime(slot.starts_at),
                timezone.localtime(slot.ends_at),
                pause=tone if (tone := slot.block.setting("tone") or "") in PAUSES else "",
                everybody=activity_of(slot.block).everybody_speaks,
                missing=slot.missing,
            )
            for slot in slots(gathering, blocks)
        ],
        people=gathering.expected,
        brokers=max(setting.brokers, _brokers(gathering)),
        wants_brokers=bool(recipe and recipe.wants_brokers) or setting.brokers > 0,
        volunteers=setting.volunteers,
        digital=setting.way == Way.DIGITAL,
        school=[
            School(one.get_county_display(), one.kind, one.first, one.last, one.checked_at is not None)
            for one in school
        ],
        deadline=_deadline(gathering),
        invited=gathering.opened_at is not None or gathering.people.exists(),
    )


def _deadline(gathering: Gathering) -> date | None:
    closes_at = SignUp.objects.filter(gathering=gathering).values_list("closes_at", flat=True).first()
    return timezone.localtime(closes_at).date() if closes_at else None


def setting_of(gathering: Gathering) -> Setting:
    """What the advice knows of the gathering; what is usual where nobody has said."""
    return Setting.objects.filter(gathering=gathering).first() or Setting(gathering=gathering)


def _brokers(gathering: Gathering) -> int:
    passes = Pass.objects.filter(gathering=gathering, role=Role.BROKER, revoked_at=None).count()
    return Membership.objects.filter(gathering=gathering, role=Role.BROKER).count() + passes


def other_advice(gathering: Gathering, blocks: Sequence[Block], *, user: User | None = None) -> list[Advice]:
    """Say what else is worth a thought."""
    return [
        *question_advice(gathering.burning_question),
        *rule_advice(gathering, blocks, user=user),
        *_rounds(gathering, blocks),
    ]


def question_advice(question: str) -> Iterator[Advice]:
    """Say what closes the burning question."""
    for remark in look_at(question):
        yield Advice(
            _("The burning question: %(what)s Try: %(pattern)s") % {"what": remark.what, "pattern": remark.pattern},
            "look",
            f"question:{remark.fault}:{question}"[:120],
            remark.why,
            STRENGTHS,
        )


def _rounds(gathering: Gathering, blocks: Sequence[Block]) -> Iterator[Advice]:
    rounds = {block.setting("round") for block in blocks if block.setting("round")}
    missing = [number for number in range(1, gathering.rounds + 1) if rounds and number not in rounds]
    if missing:
        numbers = ", ".join(map(str, missing))
        yield Advice(
            _("The wall has %(rounds)d rounds, but the run sheet has no group work for round %(missing)s.")
            % {"rounds": gathering.rounds, "missing": numbers},
            "look",
            f"rounds:{gathering.rounds}:{numbers}",
            _("A topic that is put in that round never gets its time."),
            RUN_SHEET,
        )


# What somebody has read, and wants to see no more.


def not_known(gathering: Gathering, advice: Sequence[Advice]) -> tuple[list[Advice], list[tuple[Advice, Known]]]:
    """Part the advice in what is to be shown and what somebody has set aside."""
    known = {one.code: one for one in Known.objects.filter(gathering=gathering).select_related("by")}
    shown = [one for one in advice if one.code not in known or one.level == "ok"]
    return shown, [(one, known[one.code]) for one in advice if one.code in known and one.level != "ok"]


def set_aside(gathering: Gathering, *, code: str, by: User | None) -> Known:
    """Set advice aside (jeg vet det). It comes back by itself when what it is about changes."""
    return Known.objects.get_or_create(gathering=gathering, code=code, defaults={"by": by})[0]


def bring_back(gathering: Gathering, *, code: str) -> None:
    """Show advice again that was set aside (vis igjen)."""
    Known.objects.filter(gathering=gathering, code=code).delete()
