"""What was promised is followed up: taken over once, asked about at the right time, answered with one click (G12)."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from samskap.cards.actions import change_card, withdraw_card, write_card
from samskap.circles.models import Answer
from samskap.followups import actions, queries
from samskap.followups.dates import ask_time, months_after
from samskap.followups.forgetting import forget_gathering
from samskap.followups.models import Ask, Commitment, Entry, Happened, Party, Status
from samskap.gatherings.actions import give_role
from samskap.gatherings.models import Block, Gathering, Participation, Role
from samskap.people.models import User
from samskap.spreadsheets import read_table
from samskap.stage.forgetting import forget
from samskap.testing.fixtures import OURS

pytestmark = pytest.mark.mission("G12")
OnStage = Callable[..., Block]


@pytest.fixture
def organiser(gathering: Gathering) -> Client:
    user = User.objects.create_user("ingrid@example.org", name="Ingrid")
    give_role(gathering, user=user, role=Role.ORGANISER)
    client = Client(headers=OURS, SERVER_NAME="localhost")
    client.force_login(user)
    return client


@pytest.fixture
def micro(on_stage: OnStage) -> Block:
    """A block in which people write what they will do tomorrow."""
    return on_stage("notes", promises=True)


def texts(gathering: Gathering) -> list[str]:
    return [one.text for one in Commitment.objects.filter(gathering=gathering).standing().order_by("pk")]


@pytest.mark.mission("U9")
def test_promises_are_taken_over_once_however_often_one_collects(micro: Block, aud: Participation) -> None:
    gathering = micro.gathering
    write_card(micro, text="Jeg ringer rektor i morgen", by=aud)

    assert [actions.collect(gathering), actions.collect(gathering)] == [1, 0]
    (found,) = Commitment.objects.all()
    assert (found.text, list(found.people.all()), found.giving) == (
        "Jeg ringer rektor i morgen", [aud], aud.organisation,
    )  # fmt: skip
    assert found.due == timezone.localtime(micro.opened_at).date() + timedelta(days=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Commitment.objects.create(gathering=gathering, block=micro, key=found.key, text="Én gang til")


@pytest.mark.mission("U8")
def test_what_a_group_wrote_belongs_to_those_it_names_and_else_to_its_leader(
    on_stage: OnStage, aud: Participation, bjarne: Participation
) -> None:
    block = on_stage("sessions")
    circle = block.circles.create(number=1, name="Sykler", leader=aud)
    Answer.objects.create(circle=circle, number=3, text="Bjarne finner rom innen 1.12.\nVi maler låven")
    Answer.objects.create(circle=circle, number=1, text="Bjarne fant ut noe")

    actions.collect(block.gathering)

    made = Commitment.objects.order_by("pk")
    assert [(one.text, list(one.people.all())) for one in made] == [
        ("Bjarne finner rom innen 1.12.", [bjarne]),
        ("Vi maler låven", [aud]),
    ]
    assert [one.due.month if one.due else None for one in made] == [12, None]


def test_what_nobody_has_touched_follows_the_block_and_what_was_answered_stays(
    micro: Block, aud: Participation, bjarne: Participation
) -> None:
    gathering = micro.gathering
    cards = [write_card(micro, text=text, by=aud) for text in ("Ringe", "Male", "Rydde")]
    actions.collect(gathering)
    _ringe, male, rydde = Commitment.objects.order_by("pk")
    actions.answer(male, status=Status.DONE, by=aud)
    actions.remove_promise(rydde)

    change_card(cards[0], text="Ringe rektor")
    change_card(cards[1], text="Male hele låven")
    withdraw_card(cards[1])
    actions.collect(gathering)

    assert texts(gathering) == ["Ringe rektor", "Male"]
    withdraw_card(cards[0])
    actions.collect(gathering)
    assert texts(gathering) == ["Male"]


def test_one_may_change_ones_mind_and_the_story_keeps_both(micro: Block, aud: Participation) -> None:
    write_card(micro, text="Ringe", by=aud)
    actions.collect(micro.gathering)
    promise = Commitment.objects.get()

    actions.answer(promise, status=Status.NEVER_STARTED, why="Glemte det", needs="En påminnelse", by=aud)
    actions.answer(promise, status=Status.DONE, by=aud)

    promise.refresh_from_db()
    assert (promise.status, promise.why) == (Status.DONE, "")
    assert list(promise.entries.values_list("status", "text")) == [
        (Status.DONE, ""), (Status.NEVER_STARTED, "Glemte det\nEn påminnelse"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("months", "when"), [(1, "2027-01-11"), (3, "2027-03-10"), (6, "2027-06-10"), (12, "2027-12-10")]
)
def test_people_are_asked_in_the_morning_of_a_working_day(months: int, when: str) -> None:
    asked = timezone.localtime(ask_time(date(2026, 12, 10), months))

    assert f"{asked:%Y-%m-%d %H:%M}" == f"{when} 08:00"
    assert months_after(date(2027, 1, 31), 1) == date(2027, 2, 28)


def test_times_long_past_are_not_asked_about_when_the_follow_up_begins_late(gathering: Gathering) -> None:
    gathering.starts_at = datetime(2026, 1, 10, 9, tzinfo=timezone.get_current_timezone())
    gathering.save()

    actions.begin(gathering, now=datetime(2026, 6, 1, 9, tzinfo=timezone.get_current_timezone()))

    asks = Ask.objects.filter(gathering=gathering)
    assert [(one.months, one.skipped_at is not None) for one in asks] == [
        (1, True), (3, True), (6, False), (12, False),
    ]  # fmt: skip
    actions.set_schedule(gathering, months=[6], at_due=False, paused=True)
    assert [one.months for one in Ask.objects.filter(gathering=gathering)] == [6]


def test_somebody_who_is_forgotten_is_forgotten_here_and_where_it_was_taken_along(
    gathering: Gathering, micro: Block, aud: Participation, bjarne: Participation
) -> None:
    write_card(micro, text="Aud ringer Audhild", by=aud)
    actions.collect(gathering)
    promise = Commitment.objects.get()
    actions.answer(promise, status=Status.UNDER_WAY, why="Aud har vært syk", by=aud)
    coming = Gathering.objects.create(slug="neste", title="Neste", starts_at=timezone.now())
    promise.refresh_from_db()
    actions.carry_over([promise], to=coming)

    forget(aud)

    promise.refresh_from_db()
    assert (promise.text, promise.why, promise.status) == ("… ringer Audhild", "", Status.UNDER_WAY)
    assert not Party.objects.exists()
    assert [card.text for card in coming.cards.all()] == ["… ringer Audhild (… · I gang)"]
    actions.collect(gathering)
    assert texts(gathering) == ["… ringer Audhild"]
    assert [entry.text for entry in Entry.objects.all() if entry.text] == []
    Commitment.objects.update(name="Dina")
    forget_gathering(gathering)
    assert [one.name for one in Commitment.objects.all()] == [""]


def test_what_is_not_finished_is_taken_along_as_notes_once(
    gathering: Gathering, micro: Block, aud: Participation, organiser: Client
) -> None:
    for text in ("Ringe rektor", "Male låven"):
        write_card(micro, text=text, by=aud)
    actions.collect(gathering)
    ringe, male = Commitment.objects.order_by("pk")
    actions.answer(male, status=Status.DONE)
    coming = Gathering.objects.create(slug="neste", title="Neste", starts_at=timezone.now(), made_from=gathering)
    coming.blocks.create(kind="talk", title="Velkommen", position=1)
    coming.blocks.create(kind="pitches", title="Innspill", position=2)
    address = f"/g/{gathering.slug}/follow-up/carry/"
    assert ("Ringe rektor" in (page := organiser.get(address).content.decode()), "Male" in page) == (True, False)

    for _ in range(2):
        organiser.post(address, {"to": coming.pk, "promises": [ringe.pk]})

    assert [block.title for block in coming.blocks.all()] == ["Velkommen", "Siden sist", "Innspill"]
    assert [card.text for card in coming.cards.shown()] == ["Ringe rektor (Aud)"]


def test_the_board_shows_what_needs_attention_first_and_finds_what_one_looks_for(
    gathering: Gathering, micro: Block, aud: Participation, bjarne: Participation, organiser: Client
) -> None:
    for person, text in ((aud, "Ringe 2020-01-01"), (bjarne, "Male"), (bjarne, "Rydde")):
        write_card(micro, text=text, by=person)
    board = f"/g/{gathering.slug}/follow-up/"
    organiser.post(f"{board}collect/")
    male = Commitment.objects.get(text="Male")
    for status in (Status.DONE, Status.UNDER_WAY):
        organiser.post(f"{board}{male.pk}/", {"do": "answer", "answer-status": status})
    organiser.post(f"{board}{male.pk}/", {"do": "contact", "contact-what": "called", "contact-text": "Snart"})

    found = queries.rows(gathering)

    assert [(row.commitment.text, row.is_overdue) for row in found] == [
        ("Ringe 2020-01-01", True), ("Rydde", False), ("Male", False),
    ]  # fmt: skip
    assert (found[2].last.what, found[2].last.user.name) == (Happened.CALLED, "Ingrid")  # type: ignore[union-attr]
    assert found[1].next_ask is not None
    page = organiser.get(f"{board}?person={bjarne.pk}&status=under-way").content.decode()
    assert ("Male" in page, "Rydde" in page) == (True, False)
    table = read_table(organiser.get(f"{board}sheet/").content, "ark.xlsx")
    assert [row[0] for row in table.rows] == ["Ringe 2020-01-01", "Rydde", "Male"]


def test_an_organiser_writes_changes_and_removes_a_promise(
    gathering: Gathering, aud: Participation, bjarne: Participation, organiser: Client
) -> None:
    board = f"/g/{gathering.slug}/follow-up/"
    values = {"text": "Låne ut lokalet", "keepers": [aud.pk], "receivers": [bjarne.pk], "sort": "agreement"}
    assert organiser.post(f"{board}new/", values | {"text": "", "seen_by": "parties"}).status_code == 422
    organiser.post(f"{board}new/", values | {"due": "2027-03-01", "seen_by": "parties"})
    made = Commitment.objects.get()
    assert (made.giving, made.receiving) == (aud.organisation, bjarne.organisation)
    actions.collect(gathering)
    assert texts(gathering) == ["Låne ut lokalet"]

    organiser.post(f"{board}{made.pk}/change/", values | {"text": "Låne ut hele lokalet", "seen_by": "parties"})
    assert texts(gathering) == ["Låne ut hele lokalet"]
    other = Gathering.objects.create(slug="other", title="En annen", starts_at=timezone.now())
    theirs = actions.write_promise(other, text="Noe annet")
    assert organiser.get(f"{board}{theirs.pk}/").status_code == 404

    organiser.post(f"{board}{made.pk}/change/", {"remove": "yes"})
    assert texts(gathering) == []


def test_one_sees_and_answers_ones_own_promises_only(
    gathering: Gathering,
    micro: Block,
    aud: Participation,
    bjarne: Participation,
    phone_of: Callable[[Participation], Client],
) -> None:
    write_card(micro, text="Ringe", by=aud)
    actions.collect(gathering)
    (party,) = queries.promises_of(aud)
    address = f"/g/{gathering.slug}/follow-up/mine/{party.pk}/"

    assert phone_of(bjarne).post(address, {"status": "done"}).status_code == 404
    assert phone_of(aud).post(address, {"status": "open"}).status_code == 422
    assert "Takk!" in phone_of(aud).post(address, {"status": "done"}).content.decode()

    assert [row.status for row in Commitment.objects.all()] == ["done"]
    assert queries.promises_of(bjarne) == []
