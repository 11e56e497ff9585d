"""Ingrid plans a gathering: from a recipe to an open door."""

import re
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone, translation

from samskap.capacity.findings import Day
from samskap.cards.models import Card, Placement
from samskap.gatherings.actions import give_role, join
from samskap.gatherings.models import Block, Gathering, Role, Room
from samskap.gatherings.recipes import make_from_recipe, recipes
from samskap.people.models import User
from samskap.planning.advice import capacity_advice, other_advice
from samskap.planning.forms import AboutForm
from samskap.planning.questions import is_closed, is_leading
from samskap.stage import remote
from samskap.stage.doing import PARTS
from samskap.testing.fixtures import OURS

NEW = {
    "title": "Møteplasser for unge",
    "burning_question": "Hvor møtes vi?",
    "date": "2027-03-10",
    "time": "09:00",
    "place": "Nordbygda bibliotek",
    "expected": "48",
    "rounds": "3",
    "rooms": "Salen\nPeisestua\nVerkstedet\nKjøkkenet",
}


@pytest.fixture
def ingrid(db: None) -> User:
    """Ingrid, who plans gatherings for the county library."""
    return User.objects.create_user("ingrid@bibliotek.example", name="Ingrid")


@pytest.fixture
def client_of() -> Any:
    """What a signed-in person uses."""

    def signed_in(user: User) -> Client:
        client = Client(headers=OURS | {"accept-language": "nb"}, SERVER_NAME="localhost")
        client.force_login(user)
        return client

    return signed_in


@pytest.fixture
def ingrids(client_of: Any, ingrid: User) -> Client:
    """What Ingrid is signed in on."""
    client: Client = client_of(ingrid)
    return client


@pytest.fixture
def day(ingrid: User) -> Gathering:
    """A BarCamp for half a day next month, Ingrid's."""
    starts_at = timezone.localtime().replace(hour=9, minute=0, second=0, microsecond=0) + timedelta(days=30)
    return make_from_recipe("barcamp-half-day", title="Ung i Nordbygda", starts_at=starts_at, organiser=ingrid)


def titles(day: Gathering) -> list[str]:
    return [block.title for block in Block.objects.filter(gathering=day)]


def change(ingrids: Client, day: Gathering, verb: str, *, parts: bool = False, **values: Any) -> Any:
    headers = {"idempotency-key": uuid.uuid4().hex} | ({"accept": PARTS} if parts else {})
    return ingrids.post(f"/g/{day.slug}/plan/run-sheet/{verb}/", values, headers=headers)


def run(day: Gathering, block: Block) -> None:
    day.refresh_from_db()
    remote.go_to(day, step=day.step, block=block)


# Making one.


@pytest.mark.mission("G1", "G2")
def test_a_first_sign_in_shows_the_recipes(ingrids: Client) -> None:
    page = ingrids.get("/plan/").content.decode()

    assert "BarCamp, hel dag" in page
    assert "/plan/new/barcamp-half-day/" in page


@pytest.mark.mission("G1", "G2")
def test_a_gathering_is_made_with_what_was_filled_in(ingrids: Client, ingrid: User) -> None:
    answer = ingrids.post("/plan/new/barcamp-full-day/", NEW | {"key": "k1"})

    made = Gathering.objects.get()
    assert answer.headers["Location"] == "/g/moteplasser-for-unge/plan/"
    assert (made.title, made.place, made.expected, timezone.localtime(made.starts_at).strftime("%d.%m.%Y %H:%M")) == (
        "Møteplasser for unge",
        "Nordbygda bibliotek",
        48,
        "10.03.2027 09:00",
    )
    assert list(made.rooms.values_list("name", flat=True)) == ["Salen", "Peisestua", "Verkstedet", "Kjøkkenet"]
    assert sorted(made.memberships.filter(user=ingrid).values_list("role", flat=True)) == ["facilitator", "organiser"]


def test_a_form_sent_twice_makes_one_gathering(ingrids: Client) -> None:
    for _ in range(2):
        ingrids.post("/plan/new/barcamp-full-day/", NEW | {"key": "same"})

    assert Gathering.objects.count() == 1


@pytest.mark.parametrize(
    "bad",
    [
        {"title": ""},
        {"date": "in March"},
        {"expected": "1"},
        {"rounds": "9"},
        {"rooms": "x" * 60},
        {"title": "x" * 200},
    ],
)
def test_bad_input_is_refused_with_everything_kept(ingrids: Client, bad: dict[str, str]) -> None:
    answer = ingrids.post("/plan/new/barcamp-full-day/", NEW | bad | {"key": "k"})

    page = answer.content.decode()
    assert (answer.status_code, Gathering.objects.count()) == (422, 0)
    assert "Nordbygda bibliotek" in page
    assert "Hvor møtes vi?" in page


def test_a_recipe_that_does_not_exist_is_not_there(ingrids: Client) -> None:
    assert [ingrids.get(f"/plan/new/{name}/").status_code for name in ("nothing", "own-1", "own-x")] == [404, 404, 404]


@pytest.mark.mission("G2", "G13")
def test_a_changed_day_is_saved_as_a_recipe_used_again_and_thrown_away(ingrids: Client, day: Gathering) -> None:
    ingrids.post(f"/g/{day.slug}/plan/save/", {"name": "Slik gjør vi det"})
    own = day.memberships.first().user.recipes.get()  # type: ignore[union-attr]

    assert "Slik gjør vi det" in ingrids.get("/plan/").content.decode()
    ingrids.post(f"/plan/new/own-{own.pk}/", NEW | {"rounds": "2", "key": "k"})
    assert titles(Gathering.objects.get(slug="moteplasser-for-unge")) == titles(day)
    ingrids.post(f"/plan/recipes/{own.pk}/delete/")
    assert "Slik gjør vi det" not in ingrids.get("/plan/").content.decode()


# Who may.


@pytest.mark.parametrize("path", ["", "about/", "rooms/", "delete/", "run-sheet/", "run-sheet/print/"])
def test_only_organisers_see_the_plan(client_of: Any, day: Gathering, ingrids: Client, path: str) -> None:
    stranger = User.objects.create_user("per@example.org")

    assert ingrids.get(f"/g/{day.slug}/plan/{path}").status_code == 200
    assert client_of(stranger).get(f"/g/{day.slug}/plan/{path}").status_code == 403


def test_a_facilitator_may_lead_but_not_plan(client_of: Any, day: Gathering) -> None:
    per = User.objects.create_user("per@example.org")
    give_role(day, user=per, role=Role.FACILITATOR)

    assert client_of(per).get(f"/g/{day.slug}/desk/").status_code == 200
    assert client_of(per).get(f"/g/{day.slug}/plan/").status_code == 403
    assert change(client_of(per), day, "add", kind="notes").status_code == 403


def test_another_gatherings_block_is_not_there(ingrids: Client, day: Gathering, ingrid: User) -> None:
    other = make_from_recipe("barcamp-half-day", title="En annen", starts_at=timezone.now())
    block = other.blocks.all()[0]

    assert ingrids.get(f"/g/{day.slug}/plan/run-sheet/{block.pk}/").status_code == 404
    assert change(ingrids, day, "remove", block=block.pk).status_code == 422
    assert other.blocks.filter(pk=block.pk).exists()


# The run sheet.


@pytest.mark.mission("G2")
def test_each_block_begins_when_the_one_before_ends(ingrids: Client, day: Gathering) -> None:
    change(ingrids, day, "minutes", block=day.blocks.all()[0].pk, minutes=17)

    page = ingrids.get(f"/g/{day.slug}/plan/run-sheet/").content.decode()
    times = re.findall(r'class="plan-when figure"[^>]*>\s*<time[^>]*>(.*?)</time>', page)
    assert times[:3] == ["09.00", "09.17", "09.22"]
    assert "<strong>12.42</strong>" in page


@pytest.mark.mission("G2")
def test_a_block_can_be_dragged_to_another_place(ingrids: Client, day: Gathering) -> None:
    before = titles(day)

    answer = change(ingrids, day, "move", parts=True, card=day.blocks.all()[4].pk, place=1)

    assert titles(day) == [before[0], before[4], *before[1:4], *before[5:]]
    assert '<div id="run-sheet"' in answer.content.decode()


@pytest.mark.mission("G2", "G10")
def test_without_script_a_block_is_moved_with_buttons(ingrids: Client, day: Gathering) -> None:
    before = titles(day)
    third = day.blocks.all()[2]

    change(ingrids, day, "up", block=third.pk)
    change(ingrids, day, "up", block=third.pk)
    answer = change(ingrids, day, "down", block=third.pk)

    assert titles(day)[:3] == [before[0], before[2], before[1]]
    assert answer.status_code == 302


@pytest.mark.mission("G2")
def test_a_block_is_lengthened_shortened_and_never_below_a_minute(ingrids: Client, day: Gathering) -> None:
    notes = day.blocks.get(kind="notes")

    for minutes in (5, 5, -5, -60):
        change(ingrids, day, "lengthen", block=notes.pk, minutes=minutes)

    notes.refresh_from_db()
    assert notes.minutes == 1
    assert change(ingrids, day, "minutes", block=notes.pk, minutes=900).status_code == 422


@pytest.mark.mission("G2")
def test_a_tap_sent_twice_counts_once(ingrids: Client, day: Gathering) -> None:
    notes = day.blocks.get(kind="notes")

    for _ in range(2):
        ingrids.post(
            f"/g/{day.slug}/plan/run-sheet/lengthen/",
            {"block": notes.pk, "minutes": 5},
            headers={"idempotency-key": "one tap"},
        )

    notes.refresh_from_db()
    assert notes.minutes == 10


@pytest.mark.mission("G2")
def test_a_deleted_block_can_be_brought_back_where_it_was(ingrids: Client, day: Gathering) -> None:
    before = titles(day)
    notes = day.blocks.get(kind="notes")
    fed = notes.feeds.get()

    answer = change(ingrids, day, "remove", parts=True, block=notes.pk).content.decode()
    assert notes.title not in titles(day)
    removed = re.search(r'name="removed"\s+value="([^"]+)"', answer)
    assert removed
    change(ingrids, day, "restore", removed=removed[1])

    assert titles(day) == before
    back = day.blocks.get(kind="notes")
    fed.refresh_from_db()
    assert (fed.source, back.settings, back.minutes) == (back, notes.settings, 5)


def test_nobody_can_forge_what_was_deleted(ingrids: Client, day: Gathering) -> None:
    assert change(ingrids, day, "restore", removed="e30:forged").status_code == 409


@pytest.mark.mission("G2")
def test_a_block_is_added_after_another_and_copied(ingrids: Client, day: Gathering) -> None:
    first = day.blocks.all()[0]

    change(ingrids, day, "add", kind="notes", after=first.pk)
    added = day.blocks.all()[1]
    change(ingrids, day, "duplicate", block=added.pk)

    assert [(block.kind, block.position) for block in day.blocks.all()[:3]] == [("talk", 1), ("notes", 2), ("notes", 3)]
    assert change(ingrids, day, "add", kind="no such thing").status_code == 422


@pytest.mark.mission("G2")
def test_the_whole_day_can_begin_at_another_time(ingrids: Client, day: Gathering) -> None:
    change(ingrids, day, "start", begins="10:30")

    day.refresh_from_db()
    assert timezone.localtime(day.starts_at).strftime("%H:%M") == "10:30"


@pytest.mark.mission("G2", "G3")
def test_while_the_day_runs_the_past_is_left_alone(ingrids: Client, day: Gathering) -> None:
    blocks = list(day.blocks.all())
    run(day, blocks[3])
    before = titles(day)

    refused = [
        change(ingrids, day, "move", card=blocks[3].pk, place=6),
        change(ingrids, day, "move", card=blocks[6].pk, place=1),
        change(ingrids, day, "remove", block=blocks[3].pk),
        change(ingrids, day, "minutes", block=blocks[3].pk, minutes=90),
        change(ingrids, day, "start", begins="08:00"),
    ]

    assert [answer.status_code for answer in refused] == [409] * 5
    assert titles(day) == before
    change(ingrids, day, "move", card=blocks[7].pk, place=4)
    assert titles(day)[4] == blocks[7].title
    change(ingrids, day, "add", kind="notes", after=blocks[0].pk)
    assert day.blocks.all()[4].kind == "notes"


@pytest.mark.mission("G2")
def test_a_block_where_somebody_has_written_is_not_deleted(ingrids: Client, day: Gathering) -> None:
    notes = day.blocks.get(kind="notes")
    Card.objects.create(gathering=day, block=notes, text="Sykkelverksted")

    assert change(ingrids, day, "remove", block=notes.pk).status_code == 409
    assert notes.cards.get().text == "Sykkelverksted"


@pytest.mark.mission("G2")
def test_what_a_block_asks_and_needs_can_be_changed(ingrids: Client, day: Gathering) -> None:
    notes = day.blocks.get(kind="notes")
    values = {
        "title": "Skriv!",
        "minutes": "7",
        "responsible": "Per",
        "materials": "Lapper",
        "remarks": "",
        "source": "",
        "set-question": "Hva savner du?",
        "set-each": "3",
    }

    answer = ingrids.post(f"/g/{day.slug}/plan/run-sheet/{notes.pk}/", values)

    notes.refresh_from_db()
    assert answer.status_code == 302
    assert (notes.title, notes.minutes, notes.responsible, notes.settings) == (
        "Skriv!",
        7,
        "Per",
        {"question": "Hva savner du?", "each": 3, "promises": False},
    )
    bad = ingrids.post(f"/g/{day.slug}/plan/run-sheet/{notes.pk}/", values | {"set-each": "0"})
    assert (bad.status_code, "Hva savner du?" in bad.content.decode()) == (422, True)


@pytest.mark.mission("G2")
def test_a_block_that_takes_from_a_later_one_is_pointed_out(ingrids: Client, day: Gathering) -> None:
    notes = day.blocks.get(kind="notes")

    change(ingrids, day, "move", card=notes.pk, place=len(titles(day)) - 1)

    assert (
        "Den henter innhold fra en bolk som kommer senere"
        in ingrids.get(f"/g/{day.slug}/plan/run-sheet/").content.decode()
    )


@pytest.mark.mission("G2", "G10")
def test_the_run_sheet_can_be_printed(ingrids: Client, day: Gathering) -> None:
    page = ingrids.get(f"/g/{day.slug}/plan/run-sheet/print/").content.decode()

    assert all(title in page for title in titles(day))


def test_an_empty_run_sheet_says_how_to_begin(ingrids: Client, day: Gathering) -> None:
    day.blocks.all().delete()

    assert "Kjøreplanen er tom" in ingrids.get(f"/g/{day.slug}/plan/run-sheet/").content.decode()
    assert ingrids.get(f"/g/{day.slug}/plan/").status_code == 200
    assert ingrids.get(f"/g/{day.slug}/plan/run-sheet/print/").status_code == 200


def test_the_plan_costs_the_same_number_of_queries_however_long_it_is(
    ingrids: Client, day: Gathering, django_assert_max_num_queries: Any
) -> None:
    for number in range(30):
        Block.objects.create(gathering=day, kind="notes", title=str(number), position=100 + number)

    for path in ("", "run-sheet/", "run-sheet/print/"):
        with django_assert_max_num_queries(18):
            ingrids.get(f"/g/{day.slug}/plan/{path}")


# Rooms, doors, helpers.


def rooms_form(*rows: tuple[int | str, str, int | str]) -> dict[str, Any]:
    values: dict[str, Any] = {"form-TOTAL_FORMS": len(rows), "form-INITIAL_FORMS": 0}
    for number, (pk, name, seats) in enumerate(rows):
        values |= {f"form-{number}-pk": pk, f"form-{number}-name": name, f"form-{number}-seats": seats}
    return values


@pytest.mark.mission("G1")
def test_rooms_are_renamed_added_swapped_and_taken_away(ingrids: Client, day: Gathering) -> None:
    hall, library, *_ = day.rooms.all()

    ingrids.post(
        f"/g/{day.slug}/plan/rooms/",
        rooms_form((hall.pk, "Biblioteket", 20), (library.pk, "Salen", 40), ("", "Hagen", ""), ("", "", "")),
    )

    assert list(Room.objects.filter(gathering=day).values_list("pk", "name", "seats"))[:2] == [
        (hall.pk, "Biblioteket", 20),
        (library.pk, "Salen", 40),
    ]
    assert [room.name for room in day.rooms.all()] == ["Biblioteket", "Salen", "Hagen"]


@pytest.mark.mission("B2")
def test_a_room_where_a_topic_hangs_stays(ingrids: Client, day: Gathering) -> None:
    hall = day.rooms.all()[0]
    card = Card.objects.create(gathering=day, block=day.blocks.get(kind="notes"), text="Sykkelverksted")
    Placement.objects.create(gathering=day, card=card, room=hall, round=1)

    answer = ingrids.post(f"/g/{day.slug}/plan/rooms/", rooms_form(("", "Hagen", 10)))

    assert answer.status_code == 409
    assert day.rooms.count() == 4


def test_two_rooms_cant_have_the_same_name(ingrids: Client, day: Gathering) -> None:
    answer = ingrids.post(f"/g/{day.slug}/plan/rooms/", rooms_form(("", "Hagen", 10), ("", "hagen", 10)))

    assert (answer.status_code, day.rooms.count()) == (422, 4)


@pytest.mark.mission("G1")
def test_the_doors_are_opened_closed_and_opened_again(ingrids: Client, day: Gathering) -> None:
    opened = []
    for answer in ("yes", "no", "yes"):
        ingrids.post(f"/g/{day.slug}/plan/doors/", {"open": answer})
        day.refresh_from_db()
        opened.append(day.is_open)

    assert opened == [True, False, True]


@pytest.mark.mission("G1")
def test_texts_and_approval_can_be_changed(ingrids: Client, day: Gathering) -> None:
    values = {name: value or "" for name, value in AboutForm.from_gathering(day).items()}
    values |= {"title": "Nytt navn", "approves_first": "on", "date": "2027-05-03", "time": "17:30"}

    ingrids.post(f"/g/{day.slug}/plan/about/", values)

    day.refresh_from_db()
    assert (day.title, day.slug, day.approves_first) == ("Nytt navn", "ung-i-nordbygda", True)
    assert timezone.localtime(day.starts_at).strftime("%d.%m %H:%M") == "03.05 17:30"


def test_a_gathering_is_deleted_when_it_is_said_twice(ingrids: Client, day: Gathering) -> None:
    join(day, first_name="Aud")

    assert ingrids.post(f"/g/{day.slug}/plan/delete/").status_code == 422
    assert Gathering.objects.filter(pk=day.pk).exists()
    ingrids.post(f"/g/{day.slug}/plan/delete/", {"sure": "on"})
    assert not Gathering.objects.filter(pk=day.pk).exists()


# Advice.


@pytest.mark.mission("B1", "G15")
def test_the_trap_of_seventy_two_is_said_in_words(ingrids: Client, day: Gathering) -> None:
    Gathering.objects.filter(pk=day.pk).update(expected=72, rounds=3)

    page = ingrids.get(f"/g/{day.slug}/plan/").content.decode()

    assert "gir 72 plasser, men det går bare opp hvis hver person jobber i én runde" in page
    assert "blir det 18 i en gruppe" in page


@pytest.mark.mission("G15")
@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize("people", [5, 24, 72, 200])
@pytest.mark.parametrize("rooms", [0, 1, 4, 9])
def test_every_finding_can_be_told_in_every_language(language: str, people: int, rooms: int) -> None:
    with translation.override(language):
        told = capacity_advice(Day(people=people, rooms=rooms, rounds=4, seats=[3] * rooms))

    assert told
    assert not [one.text for one in told if "%" in one.text]


@pytest.mark.mission("G14")
@pytest.mark.parametrize(
    ("question", "closed", "leading"),
    [
        ("Hva skal til for at alle unge har et sted å være?", False, False),
        ("Korleis møtest vi?", False, False),
        ("Bør vi bygge en skatepark?", True, False),
        ("Bør vi ikke bygge en skatepark?", True, True),
        ("Is it good?", True, False),
        ("Isn't it good?", True, True),
        ("", False, False),
        ("???", False, False),
    ],
)
def test_a_closed_question_is_noticed(question: str, closed: bool, leading: bool) -> None:
    assert (is_closed(question), is_leading(question)) == (closed, leading)


@pytest.mark.mission("G2", "G15")
def test_a_round_without_group_work_and_a_day_without_food_are_said(day: Gathering) -> None:
    Gathering.objects.filter(pk=day.pk).update(rounds=3)
    day.blocks.exclude(kind="notes").update(minutes=10)
    day.blocks.filter(kind="notes").update(minutes=300)
    day.refresh_from_db()

    with translation.override("en"):
        told = [one.text for one in other_advice(day, list(day.blocks.all()))]

    assert "The wall has 3 rounds, but the run sheet has no group work for round 3." in told
    assert any("no half hour for food" in one for one in told)


def test_every_recipe_gives_a_plan_that_can_be_shown(ingrids: Client, ingrid: User) -> None:
    for name in recipes():
        made = make_from_recipe(name, title=name, starts_at=timezone.now(), organiser=ingrid)
        for path in ("", "run-sheet/", *(f"run-sheet/{block.pk}/" for block in made.blocks.all())):
            assert ingrids.get(f"/g/{made.slug}/plan/{path}").status_code == 200


# Hours that can't be moved.


def keep_block(ingrids: Client, day: Gathering, block: Block, **values: Any) -> Any:
    sent = {"title": block.title, "minutes": block.minutes, "source": block.source_id or "", "set-tone": "break"}
    return ingrids.post(f"/g/{day.slug}/plan/run-sheet/{block.pk}/", sent | values | {"key": uuid.uuid4().hex})


@pytest.mark.mission("G2")
def test_a_block_that_is_locked_to_an_hour_shows_what_is_free_before_it_and_what_is_missing(
    ingrids: Client, day: Gathering
) -> None:
    pause = day.blocks.get(title="Pause – finn rommet ditt")  # it would begin at 10.20

    assert keep_block(ingrids, day, pause, locked="10:30").status_code == 302
    page = ingrids.get(f"/g/{day.slug}/plan/run-sheet/").content.decode()
    assert "10 min ledig før den" in page

    keep_block(ingrids, day, pause, locked="10:15")
    page = ingrids.get(f"/g/{day.slug}/plan/run-sheet/").content.decode()
    assert "5 min for lite før den" in page

    before = day.blocks.get(title="Fem minutter: skriv")
    page = " ".join(ingrids.get(f"/g/{day.slug}/plan/run-sheet/{before.pk}/").content.decode().split())
    assert "«Pause – finn rommet ditt» begynner 15 min for sent." in page


@pytest.mark.mission("G2")
def test_a_locked_hour_goes_along_to_another_date_and_into_the_recipe(
    ingrids: Client, day: Gathering, ingrid: User
) -> None:
    pause = day.blocks.get(title="Pause – finn rommet ditt")
    keep_block(ingrids, day, pause, locked="10:30")
    values = AboutForm.from_gathering(day) | {"date": "2027-05-04", "time": "09:15", "key": "k"}
    ingrids.post(f"/g/{day.slug}/plan/about/", {name: value for name, value in values.items() if value})
    ingrids.post(f"/g/{day.slug}/plan/save/", {"name": "Vår", "key": "s"})

    again = make_from_recipe(
        f"own-{ingrid.recipes.get().pk}", title="Igjen", starts_at=timezone.now(), organiser=ingrid
    )
    hours = [
        timezone.localtime(one.blocks.get(title=pause.title).starts_at).strftime(shape)
        for one, shape in ((day, "%d.%m.%Y %H.%M"), (again, "%H.%M"))
    ]
    assert hours == ["04.05.2027 10.30", "10.30"]


@pytest.mark.mission("G2")
def test_the_desk_sees_how_an_overrun_eats_into_a_locked_block_and_how_slack_takes_it_up(
    ingrids: Client, day: Gathering
) -> None:
    first, second = day.blocks.all()[:2]
    now = timezone.now()
    Gathering.objects.filter(pk=day.pk).update(starts_at=now - timedelta(minutes=20), opened_at=now)
    day.refresh_from_db()
    run(day, first)

    def at_the_desk(locked: timedelta) -> str:
        Block.objects.filter(pk=second.pk).update(starts_at=now + locked)
        return " ".join(ingrids.get(f"/g/{day.slug}/desk/").content.decode().split())

    assert "min for sent</strong>" in at_the_desk(timedelta(minutes=-3))
    later = at_the_desk(timedelta(minutes=30))
    assert "må begynne" in later
    assert "min for sent</strong>" not in later
