"""Work sessions: people distribute themselves, share the roles and write down what comes of it (B6, B8, G3, U11)."""

import io
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image

from samskap.activities.sessions import actions
from samskap.activities.sessions.activity import ACTIVITY
from samskap.activities.sessions.models import Help
from samskap.activities.sessions.queries import Group, group_of, groups
from samskap.cards.actions import withdraw_card, write_card
from samskap.cards.models import Card, Photo
from samskap.cards.placing import hang, take_down
from samskap.circles.models import Answer, Circle, Seat, Variant
from samskap.gatherings.access import Actor, Who
from samskap.gatherings.models import Block, Gathering, Participation, Room
from samskap.journal.models import Moment
from samskap.refusals import Refused
from samskap.stage import remote
from samskap.stage.forgetting import forget
from samskap.testing.fixtures import send

pytestmark = pytest.mark.mission("B6")

ASKED = "Hva fant vi ut?\nHva er neste steg?"
Join = Callable[..., Participation]
PhoneOf = Callable[[Participation], Client]


def rooms(gathering: Gathering) -> list[Room]:
    return list(gathering.rooms.order_by("position"))


@pytest.fixture
def bikes(on_stage: Callable[..., Block], aud: Participation) -> Card:
    """Aud's topic, in the first room in the first round."""
    wall = on_stage("notes")
    card = write_card(wall, text="Sykkelverksted", by=aud)
    return hang(card, room=rooms(wall.gathering)[0], round=1)


@pytest.fixture
def homework(bikes: Card, bjarne: Participation) -> Card:
    """Bjarne's topic, in the second room."""
    card = write_card(bikes.block, text="Leksehjelp", by=bjarne)
    return hang(card, room=rooms(bikes.gathering)[1], round=1)


@pytest.fixture
def block(bikes: Card, homework: Card, on_stage: Callable[..., Block]) -> Block:
    return on_stage("sessions", round=1, questions=ASKED)


@pytest.fixture
def workshop(block: Block, bikes: Card) -> Circle:
    return Circle.objects.get(block=block, card=bikes)


@pytest.fixture
def library(block: Block, homework: Card) -> Circle:
    return Circle.objects.get(block=block, card=homework)


def seen(block: Block) -> list[Group]:
    return groups(block, ACTIVITY.asked(block))


def who_is_where(block: Block) -> dict[str, list[str]]:
    return {group.name: [person.first_name for person in group.people] for group in seen(block)}


def as_person(person: Participation) -> Actor:
    return Actor(frozenset({Who.PARTICIPANT}), person)


DESK_ACTOR = Actor(frozenset({Who.FACILITATOR}))


def write(block: Block, by: Participation, circle: Circle, text: str, *, version: int = 0) -> Answer | Variant:
    return actions.write_answer(block, actor=as_person(by), circle=circle, number=1, version=version, text=text)


def sheet(circle: Circle) -> list[str]:
    return [answer.text for answer in Answer.objects.filter(circle=circle)]


# ---- groups -------------------------------------------------------------------------------------------------------


def test_each_topic_of_the_round_gets_a_group_in_its_room(block: Block) -> None:
    assert [(one.circle.number, one.name, str(one.circle.room)) for one in seen(block)] == [
        (1, "Sykkelverksted", "Peisestua"),
        (2, "Leksehjelp", "Biblioteket"),
    ]


def test_opening_again_forms_the_same_groups(block: Block, workshop: Circle) -> None:
    remote.go_back(block.gathering, step=block.gathering.step)
    remote.go_next(block.gathering, step=block.gathering.step)

    assert seen(block)[0].circle == workshop
    assert Circle.objects.filter(block=block).count() == 2


def test_a_topic_hung_late_gets_a_group_and_an_empty_group_whose_topic_is_gone_closes(
    block: Block, bikes: Card, homework: Card, aud: Participation
) -> None:
    take_down(homework)
    late = write_card(bikes.block, text="Kveldskino", by=aud)
    hang(late, room=rooms(block.gathering)[1], round=1)

    actions.fetch_topics(block)

    assert list(who_is_where(block)) == ["Sykkelverksted", "Kveldskino"]


def test_a_group_with_people_stays_although_its_topic_is_gone(
    block: Block, homework: Card, library: Circle, bjarne: Participation
) -> None:
    actions.go_to_group(block, by=bjarne, circle=library)
    withdraw_card(homework)

    actions.fetch_topics(block)

    assert who_is_where(block)["Leksehjelp"] == ["Bjarne"]


def test_a_topic_that_moves_to_another_room_takes_its_group_along(
    block: Block, bikes: Card, library: Circle, homework: Card, workshop: Circle
) -> None:
    take_down(homework)
    hang(bikes, room=rooms(block.gathering)[1], round=1)

    actions.fetch_topics(block)

    workshop.refresh_from_db()
    assert workshop.room is not None
    assert workshop.room.name == "Biblioteket"


def test_the_desk_adds_and_dissolves_groups(block: Block, workshop: Circle, aud: Participation, desk: Client) -> None:
    actions.go_to_group(block, by=aud, circle=workshop)
    assert send(desk, block, "add", name="Noe nytt").status_code == 200
    assert send(desk, block, "dissolve", circle=workshop.pk).status_code == 200

    assert who_is_where(block) == {"Leksehjelp": [], "Noe nytt": []}
    assert group_of(block, aud, []) is None


# ---- where people are ---------------------------------------------------------------------------------------------


@pytest.mark.mission("U11", "G3")
def test_moving_on_is_one_tap_and_frees_ones_roles(
    block: Block, workshop: Circle, library: Circle, aud: Participation, phone_of: PhoneOf
) -> None:
    phone = phone_of(aud)
    send(phone, block, "go", circle=workshop.pk)
    send(phone, block, "take-role", circle=workshop.pk, role="leader", over=0)

    answer = send(phone, block, "go", circle=library.pk)

    assert answer.status_code == 200
    assert "Leksehjelp" in answer.content.decode()
    assert who_is_where(block) == {"Sykkelverksted": [], "Leksehjelp": ["Aud"]}
    workshop.refresh_from_db()
    assert workshop.leader is None


def test_where_people_have_been_is_remembered(
    block: Block, workshop: Circle, library: Circle, aud: Participation
) -> None:
    actions.go_to_group(block, by=aud, circle=workshop)
    actions.go_to_group(block, by=aud, circle=library)

    assert [[one.first_name for one in group.been] for group in seen(block)] == [["Aud"], ["Aud"]]


def test_a_person_sits_in_one_group_at_a_time_whatever_happens(
    block: Block, workshop: Circle, library: Circle, aud: Participation
) -> None:
    Seat.objects.create(block=block, circle=workshop, person=aud)

    with pytest.raises(IntegrityError), transaction.atomic():
        Seat.objects.create(block=block, circle=library, person=aud)


def test_going_where_one_is_changes_nothing(block: Block, workshop: Circle, aud: Participation) -> None:
    actions.go_to_group(block, by=aud, circle=workshop)
    actions.go_to_group(block, by=aud, circle=workshop)

    assert Seat.objects.filter(person=aud).count() == 1


def test_where_people_stay_only_the_desk_moves_them(
    block: Block, workshop: Circle, library: Circle, aud: Participation
) -> None:
    block.settings["move"] = False
    actions.go_to_group(block, by=aud, circle=workshop)

    with pytest.raises(Refused):
        actions.go_to_group(block, by=aud, circle=library)
    actions.move_person(block, circle=library, person=aud)

    assert who_is_where(block) == {"Sykkelverksted": [], "Leksehjelp": ["Aud"]}


def test_nobody_gets_into_a_dissolved_group(block: Block, workshop: Circle, aud: Participation) -> None:
    actions.dissolve_group(block, circle=workshop)

    with pytest.raises(Refused):
        actions.go_to_group(block, by=aud, circle=workshop)


def test_another_blocks_group_does_not_exist(
    block: Block, workshop: Circle, aud: Participation, on_stage: Callable[..., Block], phone_of: PhoneOf
) -> None:
    later = on_stage("sessions", round=2)

    assert send(phone_of(aud), later, "go", circle=workshop.pk).status_code == 422


# ---- roles --------------------------------------------------------------------------------------------------------


@pytest.mark.mission("B8")
def test_of_two_who_take_the_pen_at_once_one_gets_it_and_the_other_is_told_who(
    block: Block, workshop: Circle, aud: Participation, bjarne: Participation
) -> None:
    for person in (aud, bjarne):
        actions.go_to_group(block, by=person, circle=workshop)

    actions.take_role(block, by=aud, circle=workshop, role="note_taker", over=0)
    with pytest.raises(Refused) as no:
        actions.take_role(block, by=bjarne, circle=workshop, role="note_taker", over=0)

    assert "Aud" in str(no.value.message)
    workshop.refresh_from_db()
    assert workshop.note_taker == aud


@pytest.mark.mission("B8")
def test_the_pen_is_handed_over_and_given_back(
    block: Block, workshop: Circle, aud: Participation, bjarne: Participation
) -> None:
    for person in (aud, bjarne):
        actions.go_to_group(block, by=person, circle=workshop)
    actions.take_role(block, by=aud, circle=workshop, role="note_taker", over=0)

    actions.take_role(block, by=bjarne, circle=workshop, role="note_taker", over=aud.pk)
    workshop.refresh_from_db()
    assert workshop.note_taker == bjarne

    actions.give_back_role(block, by=bjarne, circle=workshop, role="note_taker")
    workshop.refresh_from_db()
    assert workshop.note_taker is None


def test_only_those_who_are_there_take_roles(block: Block, workshop: Circle, aud: Participation) -> None:
    with pytest.raises(Refused):
        actions.take_role(block, by=aud, circle=workshop, role="leader", over=0)


# ---- the clock ----------------------------------------------------------------------------------------------------


@pytest.fixture
def opening(block: Block, workshop: Circle, join: Join) -> list[Participation]:
    """Three in a group that begins with a round."""
    Block.objects.filter(pk=block.pk).update(settings=block.settings | {"opener": True, "opener_seconds": 30})
    block.refresh_from_db()
    people = [join(name) for name in ("Dina", "Emil", "Frida")]
    for person in people:
        actions.go_to_group(block, by=person, circle=workshop)
    return people


@pytest.mark.mission("U5")
def test_a_group_begins_with_a_round_in_which_each_speaks_once(
    block: Block, workshop: Circle, opening: list[Participation], phone_of: PhoneOf
) -> None:
    dina, emil, frida = opening
    spoke = []
    for after in (0, dina.pk, dina.pk, emil.pk, frida.pk):
        assert send(phone_of(emil), block, "next-turn", circle=workshop.pk, after=after).status_code == 200
        spoke.append(Circle.objects.get(pk=workshop.pk).speaker)

    assert spoke == [dina, emil, emil, frida, None]
    assert ACTIVITY.mine(block, dina)["opening"] is False


@pytest.mark.mission("U5")
def test_each_has_a_clock_in_the_round(block: Block, workshop: Circle, opening: list[Participation]) -> None:
    before = timezone.now()
    actions.next_turn(block, by=opening[0], circle=workshop, after=0)

    until = Circle.objects.get(pk=workshop.pk).speaks_until
    assert until is not None
    assert timedelta(seconds=30) <= until - before < timedelta(seconds=40)


@pytest.mark.mission("U5", "U11")
def test_the_turn_passes_on_when_the_speaker_goes_to_another_group(
    block: Block, workshop: Circle, library: Circle, opening: list[Participation]
) -> None:
    actions.next_turn(block, by=opening[0], circle=workshop, after=0)

    actions.go_to_group(block, by=opening[0], circle=library)

    assert Circle.objects.get(pk=workshop.pk).speaker == opening[1]


@pytest.mark.mission("U5")
def test_the_round_can_be_left_out_but_not_by_somebody_else(
    block: Block, workshop: Circle, opening: list[Participation], aud: Participation, phone_of: PhoneOf
) -> None:
    assert send(phone_of(aud), block, "end-opener", circle=workshop.pk, after=0).status_code == 403
    assert ACTIVITY.mine(block, opening[0])["opening"] is True

    assert send(phone_of(opening[1]), block, "end-opener", circle=workshop.pk, after=0).status_code == 200
    assert ACTIVITY.mine(block, opening[0])["opening"] is False


def test_where_no_round_is_asked_for_there_is_none(block: Block, workshop: Circle, aud: Participation) -> None:
    actions.go_to_group(block, by=aud, circle=workshop)

    assert ACTIVITY.mine(block, aud)["opening"] is False


@pytest.mark.mission("B8")
def test_a_group_follows_everybodys_clock_until_its_timekeeper_says_otherwise(
    block: Block, workshop: Circle, library: Circle, aud: Participation
) -> None:
    actions.go_to_group(block, by=aud, circle=workshop)
    actions.take_role(block, by=aud, circle=workshop, role="timekeeper", over=0)
    workshop.refresh_from_db()

    actions.add_time(block, by=aud, circle=workshop, minutes=2)

    assert block.ends_at is not None
    assert [one.ends_at for one in seen(block)] == [block.ends_at + timedelta(minutes=2), block.ends_at]
    actions.give_all_more_time(block, minutes=5)
    block.refresh_from_db()
    assert [one.ends_at for one in seen(block)] == [block.ends_at + timedelta(minutes=2), block.ends_at]


@pytest.mark.mission("B8")
def test_the_timekeeper_stops_the_groups_clock_and_lets_it_go_on(
    block: Block, workshop: Circle, aud: Participation
) -> None:
    actions.go_to_group(block, by=aud, circle=workshop)
    actions.take_role(block, by=aud, circle=workshop, role="timekeeper", over=0)
    workshop.refresh_from_db()

    actions.pause_clock(block, by=aud, circle=workshop)
    assert seen(block)[0].paused_left is not None
    workshop.refresh_from_db()
    actions.resume_clock(block, by=aud, circle=workshop)
    assert seen(block)[0].paused_left is None
    workshop.refresh_from_db()
    actions.follow_block(block, by=aud, circle=workshop)
    assert seen(block)[0].ends_at == block.ends_at


def test_others_leave_the_clock_alone(block: Block, workshop: Circle, aud: Participation) -> None:
    actions.go_to_group(block, by=aud, circle=workshop)

    with pytest.raises(Refused):
        actions.pause_clock(block, by=aud, circle=workshop)


# ---- the sheet ----------------------------------------------------------------------------------------------------


@pytest.mark.mission("U6", "B8")
def test_the_note_taker_writes_and_everybody_reads(
    block: Block, workshop: Circle, aud: Participation, bjarne: Participation, phone_of: PhoneOf
) -> None:
    phone = phone_of(aud)
    send(phone, block, "go", circle=workshop.pk)
    send(phone, block, "take-role", circle=workshop.pk, role="note_taker", over=0)

    send(phone, block, "answer", circle=workshop.pk, number=1, version=0, text="Vi har verktøy.\n\nVi mangler rom.")

    page = phone_of(bjarne).get(f"/g/{block.gathering.slug}/").content.decode()
    assert "Vi har verktøy.&#10;\nVi mangler rom." in page
    assert [line.text for line in seen(block)[0].sheet] == ["Vi har verktøy.\n\nVi mangler rom.", ""]


@pytest.mark.mission("B8")
def test_a_sheet_that_saves_itself_keeps_the_latest_of_one_person(
    block: Block, workshop: Circle, aud: Participation
) -> None:
    actions.go_to_group(block, by=aud, circle=workshop)

    for text in ("Vi", "Vi har", "Vi har verktøy"):
        write(block, aud, workshop, text, version=0)

    assert sheet(workshop) == ["Vi har verktøy"]
    assert Variant.objects.count() == 0
    assert Moment.objects.filter(verb="answer.written").count() == 1


@pytest.mark.mission("B8")
def test_when_two_write_at_once_nobodys_text_goes(
    block: Block, workshop: Circle, aud: Participation, bjarne: Participation
) -> None:
    for person in (aud, bjarne):
        actions.go_to_group(block, by=person, circle=workshop)
    write(block, aud, workshop, "Vi har verktøy")
    write(block, bjarne, workshop, "Vi har verktøy og rom", version=1)

    kept = write(block, aud, workshop, "Vi har verktøy og folk", version=0)

    assert isinstance(kept, Variant)
    assert sheet(workshop) == ["Vi har verktøy og rom"]
    assert [one.text for one in seen(block)[0].sheet[0].beside] == ["Vi har verktøy og folk"]


@pytest.mark.mission("B8")
def test_what_a_phone_kept_while_it_had_no_coverage_is_kept_beside_once_however_often_it_saved(
    block: Block, workshop: Circle, aud: Participation, bjarne: Participation
) -> None:
    for person in (aud, bjarne):
        actions.go_to_group(block, by=person, circle=workshop)
    write(block, bjarne, workshop, "Bjarnes tekst")

    for text in ("Auds", "Auds tekst"):
        write(block, aud, workshop, text, version=0)

    assert [one.text for one in seen(block)[0].sheet[0].beside] == ["Auds tekst"]


@pytest.mark.mission("B8")
def test_the_note_taker_puts_the_other_text_below_or_leaves_it_out(
    block: Block, workshop: Circle, aud: Participation, bjarne: Participation, phone_of: PhoneOf
) -> None:
    for person in (aud, bjarne):
        actions.go_to_group(block, by=person, circle=workshop)
    actions.take_role(block, by=bjarne, circle=workshop, role="note_taker", over=0)
    write(block, bjarne, workshop, "Bjarnes tekst")
    write(block, aud, workshop, "Auds tekst")
    other = Variant.objects.get()

    assert send(phone_of(bjarne), block, "take-in", variant=other.pk).status_code == 200
    assert send(phone_of(bjarne), block, "take-in", variant=other.pk).status_code == 200

    assert sheet(workshop) == ["Bjarnes tekst\n\nAuds tekst"]
    assert seen(block)[0].sheet[0].beside == []
    write(block, aud, workshop, "Enda en", version=0)
    actions.leave_out_variant(block, actor=as_person(bjarne), variant=Variant.objects.get(settled_at=None))
    assert sheet(workshop) == ["Bjarnes tekst\n\nAuds tekst"]


@pytest.mark.mission("B8")
def test_what_arrives_after_the_block_has_closed_still_finds_its_place(
    block: Block, workshop: Circle, aud: Participation, phone_of: PhoneOf
) -> None:
    actions.go_to_group(block, by=aud, circle=workshop)
    remote.go_next(block.gathering, step=block.gathering.step)

    answer = send(phone_of(aud), block, "answer", circle=workshop.pk, number=2, version=0, text="Sendt fra bussen")

    assert answer.status_code == 200
    assert sheet(workshop) == ["Sendt fra bussen"]


def test_those_who_were_never_there_do_not_write(block: Block, workshop: Circle, bjarne: Participation) -> None:
    with pytest.raises(Refused):
        write(block, bjarne, workshop, "Jeg var ikke der")


@pytest.mark.mission("G10")
def test_a_helper_types_a_paper_sheet_at_the_desk(block: Block, workshop: Circle, desk: Client) -> None:
    assert send(desk, block, "answer", circle=workshop.pk, number=1, version=0, text="Fra papir").status_code == 200

    assert sheet(workshop) == ["Fra papir"]


@pytest.mark.parametrize("text", ["x" * 4001])
def test_a_text_that_is_too_long_is_refused_and_kept_by_the_phone(
    block: Block, workshop: Circle, aud: Participation, phone_of: PhoneOf, text: str
) -> None:
    actions.go_to_group(block, by=aud, circle=workshop)

    assert send(phone_of(aud), block, "answer", circle=workshop.pk, number=1, version=0, text=text).status_code == 422


# ---- photos -------------------------------------------------------------------------------------------------------


def picture() -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "#f8e3a1").save(out, "JPEG")
    return SimpleUploadedFile("lapper.jpg", out.getvalue(), content_type="image/jpeg")


@pytest.mark.mission("G10", "G11")
def test_a_picture_of_the_notes_belongs_to_its_group(
    block: Block, workshop: Circle, aud: Participation, bjarne: Participation, phone_of: PhoneOf
) -> None:
    phone = phone_of(aud)
    send(phone, block, "go", circle=workshop.pk)

    assert send(phone, block, "photo", circle=workshop.pk, photo=picture(), caption="Lappene").status_code == 200

    photo = Photo.objects.get()
    assert (photo.circle, photo.by, photo.caption) == (workshop, aud, "Lappene")
    address = f"/g/{block.gathering.slug}/photo/{photo.pk}/"
    assert address in phone_of(bjarne).get(f"/g/{block.gathering.slug}/").content.decode()
    assert send(phone_of(bjarne), block, "hide-photo", photo=photo.pk).status_code == 422
    assert send(phone, block, "hide-photo", photo=photo.pk).status_code == 200
    assert seen(block)[0].shown_photos == []
    assert not Photo.objects.exists()


def test_what_is_not_a_picture_is_refused(
    block: Block, workshop: Circle, aud: Participation, phone_of: PhoneOf
) -> None:
    actions.go_to_group(block, by=aud, circle=workshop)
    fake = SimpleUploadedFile("lapper.jpg", b"<script>", content_type="image/jpeg")

    assert send(phone_of(aud), block, "photo", circle=workshop.pk, photo=fake).status_code == 422


# ---- help ---------------------------------------------------------------------------------------------------------


def test_a_group_calls_once_and_sees_that_help_is_coming(
    block: Block, workshop: Circle, aud: Participation, phone_of: PhoneOf, desk: Client
) -> None:
    phone = phone_of(aud)
    send(phone, block, "go", circle=workshop.pk)
    for _ in range(2):
        assert send(phone, block, "help", circle=workshop.pk).status_code == 200

    first = next(iter(ACTIVITY.radar(block)))
    assert (first.level, first.details[0]) == ("act", "1 · Peisestua · Sykkelverksted")
    send(desk, block, "coming", circle=workshop.pk)
    assert Help.objects.get().answered_at is not None
    send(phone, block, "help-over", circle=workshop.pk)
    assert [one.help for one in seen(block)] == [None, None]


def test_calls_end_with_the_block(block: Block, workshop: Circle, aud: Participation) -> None:
    actions.go_to_group(block, by=aud, circle=workshop)
    actions.call_for_help(block, by=aud, circle=workshop)

    remote.go_next(block.gathering, step=block.gathering.step)

    assert Help.objects.filter(over_at=None).count() == 0


# ---- faces and radar ----------------------------------------------------------------------------------------------


def test_the_radar_tells_what_is_missing(
    block: Block, workshop: Circle, library: Circle, join: Join, aud: Participation, bjarne: Participation
) -> None:
    lost = join("Leah")
    for person in (aud, bjarne):
        actions.go_to_group(block, by=person, circle=workshop)
    now = timezone.now()
    block.opened_at, block.ends_at = now - timedelta(minutes=40), now + timedelta(minutes=4)

    signals = [(str(one.text), list(one.details)) for one in ACTIVITY.radar(block)]

    assert [details for _, details in signals] == [
        ["1 · Peisestua · Sykkelverksted"],
        ["2 · Biblioteket · Leksehjelp"],
        [lost.name],
        ["1 · Peisestua · Sykkelverksted"],
    ]


def fill(block: Block, join: Join, *, people: int) -> None:
    """Put people in all groups, with roles, sheets, variants and calls for help."""
    circles = list(Circle.objects.filter(block=block))
    for number in range(people):
        circle = circles[number % len(circles)]
        person = join(f"Person {number}", organisation=f"Lag {number % 9}")
        actions.go_to_group(block, by=person, circle=circle)
        write(block, person, circle, f"Funn nummer {number}")
        actions.call_for_help(block, by=person, circle=circle)


@pytest.mark.parametrize("audience", ["phone", "desk", "screen"])
def test_a_face_costs_the_same_for_many_as_for_few(block: Block, join: Join, audience: str) -> None:
    fill(block, join, people=2)
    with CaptureQueriesContext(
        connection,
    ) as few:
        ACTIVITY.shared(block, audience)  # type: ignore[arg-type]
    fill(block, join, people=12)
    with CaptureQueriesContext(connection) as many:
        ACTIVITY.shared(block, audience)  # type: ignore[arg-type]

    assert len(many) == len(few) <= 12


def test_every_face_shows_the_groups(
    block: Block, workshop: Circle, aud: Participation, desk: Client, phone_of: PhoneOf
) -> None:
    actions.go_to_group(block, by=aud, circle=workshop)
    for role in ("leader", "timekeeper", "note_taker"):
        actions.take_role(block, by=aud, circle=workshop, role=role, over=0)
    write(block, aud, workshop, "Vi har verktøy")
    home = f"/g/{block.gathering.slug}/"

    for page in (phone_of(aud).get(home), desk.get(f"{home}desk/"), desk.get(f"{home}screen/")):
        assert "Vi har verktøy" in page.content.decode()
    paper = desk.get(f"{home}b/{block.pk}/paper/").content.decode()
    assert ("Sykkelverksted" in paper, "Hva er neste steg?" in paper) == (True, True)


@pytest.mark.mission("G11")
def test_the_report_tells_who_worked_on_what_and_what_came_of_it(
    block: Block, workshop: Circle, aud: Participation
) -> None:
    actions.go_to_group(block, by=aud, circle=workshop)
    write(block, aud, workshop, "Vi har verktøy")
    remote.go_next(block.gathering, step=block.gathering.step)

    told = ACTIVITY.report(block)["groups"]

    assert [(one.name, [str(who) for who in one.been], one.sheet[0].text) for one in told] == [
        ("Sykkelverksted", ["Aud"], "Vi har verktøy")
    ]


def test_a_forgotten_person_stands_on_no_sheet(block: Block, workshop: Circle, aud: Participation) -> None:
    actions.go_to_group(block, by=aud, circle=workshop)
    write(block, aud, workshop, "Vi har verktøy")
    actions.call_for_help(block, by=aud, circle=workshop)

    forget(aud)

    assert (Answer.objects.get().by, Help.objects.get().by) == (None, None)
    assert seen(block)[0].people == []


def test_the_room_brings_its_guides() -> None:
    folder: Path = ACTIVITY.folder()
    assert sorted(one.name for one in folder.glob("guide.*.md")) == ["guide.en.md", "guide.nb.md", "guide.nn.md"]
