"""Checking in at the door: once each, by code or by name, and put right when it was a slip."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from samskap.arriving import actions, queries
from samskap.arriving.models import CheckIn
from samskap.circles.models import Circle, Seat
from samskap.gatherings.access import cookie_name
from samskap.gatherings.actions import hand_out_pass
from samskap.gatherings.models import Block, Gathering, Participation, Role
from samskap.people.actions import find_or_make_organisation
from samskap.people.tokens import hashed, token_from
from samskap.stage.doing import PARTS
from samskap.stage.forgetting import forget
from samskap.testing.fixtures import OURS


@pytest.fixture
def helper(gathering: Gathering) -> Client:
    client = Client(headers=OURS, SERVER_NAME="localhost")
    client.cookies[cookie_name(gathering, "pass")] = hand_out_pass(gathering, role=Role.HELPER)
    return client


@pytest.fixture
def tablet(gathering: Gathering) -> Client:
    client = Client(headers=OURS, SERVER_NAME="localhost")
    client.cookies[cookie_name(gathering, "pass")] = hand_out_pass(gathering, role=Role.TABLET)
    return client


@pytest.fixture
def signed_up(gathering: Gathering) -> Callable[..., Participation]:
    """Somebody who has signed up, and has not come yet."""

    def sign_up(name: str, *, organisation: str = "", **values: Any) -> Participation:
        first, _, last = name.partition(" ")
        place = find_or_make_organisation(organisation)
        return Participation.objects.create(
            gathering=gathering, first_name=first, last_name=last, organisation=place, **values
        )

    return sign_up


def do(client: Client, verb: str, *, key: str = "", **values: Any) -> Any:
    headers = {"accept": PARTS} | ({"idempotency-key": key} if key else {})
    return client.post(f"/g/unge/door/do/{verb}/", values, headers=headers)


def states(gathering: Gathering) -> dict[str, str]:
    return {row.person.name: row.state for row in queries.everybody(gathering)}


@pytest.mark.mission("G7")
def test_a_code_checks_in_whose_it_is_and_a_second_door_counts_nobody_twice(
    gathering: Gathering, helper: Client, signed_up: Callable[..., Participation]
) -> None:
    kari = signed_up("Kari Lie")

    first = do(helper, "arrive", code=_own_address(kari))
    again = do(helper, "arrive", person=kari.pk)

    assert "Kari Lie er sjekket inn." in first.content.decode()
    assert "Kari Lie er sjekket inn allerede." in again.content.decode()
    assert CheckIn.objects.count() == 1
    assert (queries.counts(gathering).came, queries.counts(gathering).expected) == (1, 0)


def _own_address(person: Participation) -> str:
    """What the QR code on somebody's badge holds."""
    token = token_from(f"own link:{person.gathering_id}:{person.pk}")
    Participation.objects.filter(pk=person.pk).update(link_hash=hashed(token))
    return f"https://samskap.example/g/unge/you/{token}/"


@pytest.mark.mission("G7")
def test_a_code_from_another_gathering_lets_nobody_in(gathering: Gathering, helper: Client) -> None:
    other = Gathering.objects.create(slug="annen", title="En annen", starts_at=timezone.now())
    stranger = Participation.objects.create(gathering=other, first_name="Vidar")

    by_code = do(helper, "arrive", code=_own_address(stranger))
    by_number = do(helper, "arrive", person=stranger.pk)

    assert (by_code.status_code, by_number.status_code) == (422, 422)
    stranger.refresh_from_db()
    assert stranger.arrived_at is None


@pytest.mark.mission("G7")
def test_what_a_door_kept_while_it_had_no_connection_calls_nobody_back_who_has_gone(
    gathering: Gathering, helper: Client, signed_up: Callable[..., Participation]
) -> None:
    kari = signed_up("Kari Lie")
    an_hour_ago = timezone.now() - timedelta(hours=1)
    actions.check_in(kari, by="the other door", at=an_hour_ago)
    actions.leave_early(kari)

    late = do(helper, "arrive", person=kari.pk, at=int((an_hour_ago + timedelta(minutes=1)).timestamp() * 1000))
    assert "har vært her" in late.content.decode()
    assert states(gathering) == {"Kari Lie": "left"}

    # And the control: whoever comes back now is let in.
    do(helper, "arrive", person=kari.pk, at=int(timezone.now().timestamp() * 1000) + 50)
    assert states(gathering) == {"Kari Lie": "here"}


@pytest.mark.mission("G7")
def test_a_slip_of_the_finger_is_put_right_to_what_it_was(
    gathering: Gathering, helper: Client, signed_up: Callable[..., Participation]
) -> None:
    now = timezone.now()
    people = [signed_up("Kari Lie"), signed_up("Liv Vik", waiting_since=now), signed_up("Odd Moe", cancelled_at=now)]
    before = states(gathering)
    for person in people:
        do(helper, "arrive", person=person.pk)
    assert set(states(gathering).values()) == {"here"}

    for person in people:
        do(helper, "undo", person=person.pk)

    assert states(gathering) == before == {"Kari Lie": "expected", "Liv Vik": "waiting", "Odd Moe": "cancelled"}
    do(helper, "arrive", person=people[1].pk)
    assert queries.counts(gathering).here == 1


@pytest.mark.mission("G7")
def test_who_has_taken_part_can_leave_but_has_not_been_away(
    gathering: Gathering, helper: Client, on_stage: Callable[..., Block], signed_up: Callable[..., Participation]
) -> None:
    kari, liv = signed_up("Kari Lie"), signed_up("Liv Vik")
    block = on_stage("sessions")
    for person in (kari, liv):
        do(helper, "arrive", person=person.pk)
    circle = Circle.objects.create(block=block, number=3, name="Sykkelverksted", note_taker=kari)
    for person in (kari, liv):
        Seat.objects.create(block=block, circle=circle, person=person)

    assert do(helper, "undo", person=kari.pk).status_code == 409
    said = do(helper, "leave", person=kari.pk).content.decode()

    assert "Kari Lie har gått." in said
    assert "Det er en ledig plass i gruppe 3 · Sykkelverksted, som trenger en ny dokumentør." in said
    assert states(gathering)["Kari Lie"] == "left"
    liv.refresh_from_db()
    assert liv.touched_at is not None, "her phone is told that the group has changed"


@pytest.mark.mission("G7")
def test_a_walk_in_is_in_within_one_form_and_undone_without_a_trace(gathering: Gathering, helper: Client) -> None:
    values = {"first_name": "Per", "last_name": "Hansen", "organisation": "Nordbygda IL", "sector": "voluntary"}

    do(helper, "walk-in", **values, email="per@il.example", wants_report="on")
    do(helper, "walk-in", **values)  # the other door wrote him down too

    per = gathering.people.get()
    assert (per.name, per.sector, per.email, per.is_here) == ("Per Hansen", "voluntary", "per@il.example", True)
    assert [consent.purpose for consent in per.consents.all()] == ["report"]
    do(helper, "walk-in", **values, another="on")
    assert gathering.people.count() == 2

    do(helper, "undo", person=per.pk)
    assert gathering.people.count() == 1


@pytest.mark.mission("G7")
def test_a_walk_in_who_had_signed_up_is_the_one_who_signed_up(
    gathering: Gathering, helper: Client, signed_up: Callable[..., Participation]
) -> None:
    signed_up("Åse Kjær", organisation="Biblioteket")

    do(helper, "walk-in", first_name="aase", last_name="Kjær", sector="other")

    assert states(gathering) == {"Åse Kjær": "here"}


@pytest.mark.mission("G7")
def test_a_tap_that_is_sent_twice_from_a_dead_spot_counts_once(gathering: Gathering, helper: Client) -> None:
    for _ in range(2):
        answer = do(helper, "walk-in", key="one-tap", first_name="Per", sector="other", another="on")
        assert answer.status_code == 200

    assert gathering.people.count() == 1


@pytest.mark.mission("G7")
def test_a_tablet_left_alone_gives_no_names_away(
    gathering: Gathering, tablet: Client, signed_up: Callable[..., Participation]
) -> None:
    for name in ("Kari Lie", "Karin Moe", "Karl Vik", "Karsten Dahl"):
        signed_up(name, organisation="Kartverket")
    bo = signed_up("Bo Ås")

    def shown(typed: str) -> str:
        page = tablet.post("/g/unge/door/tablet/", {"q": typed}).content.decode()
        return page.partition("<main")[2]

    def asks_for_more(typed: str) -> bool:
        return "Skriv mer av navnet ditt." in shown(typed)

    assert "Kari" not in shown("") + shown("k") + shown("ka") + shown("kartverket")
    assert asks_for_more("kar")
    assert "Kari" not in shown("kar").replace('value="kar"', "")
    assert "Kari L" in shown("kari")
    assert "Lie" not in shown("kari")
    assert "Bo Å" in shown("bo")
    assert "Bo Å" not in shown("b")
    # Nor can a number be tried: only what was shown can be chosen.
    assert tablet.post("/g/unge/door/tablet/", {"what": "choose", "person": bo.pk}).status_code == 422
    for path in ("", "now/"):
        assert tablet.get(f"/g/unge/door/{path}").status_code == 403


@pytest.mark.mission("G7")
def test_people_check_themselves_in_at_the_tablet(
    gathering: Gathering, tablet: Client, signed_up: Callable[..., Participation]
) -> None:
    bo, kari = signed_up("Bo Ås"), signed_up("Kari Lie")
    page = tablet.post("/g/unge/door/tablet/", {"q": "bo ås"})
    (choice,) = page.context["people"]

    by_name = tablet.post("/g/unge/door/tablet/", {"what": "choose", "person": choice["value"]}).content.decode()
    by_code = tablet.post("/g/unge/door/tablet/", {"q": _own_address(kari)}).content.decode()

    assert "Velkommen, Bo!" in by_name
    assert "Velkommen, Kari!" in by_code
    assert states(gathering) == {bo.name: "here", kari.name: "here"}


@pytest.mark.mission("G6", "G7")
def test_the_door_says_which_badge_to_hand_out(
    gathering: Gathering, helper: Client, tablet: Client, signed_up: Callable[..., Participation]
) -> None:
    people = [signed_up("Kari Lie"), signed_up("Bo Ås")]
    gathering.people.update(shape="circle")

    by_helper = do(helper, "arrive", person=people[0].pk).content.decode()
    by_herself = tablet.post("/g/unge/door/tablet/", {"q": _own_address(people[1])}).content.decode()

    assert "Navneskilt: grønn sirkel" in by_helper
    assert "grønn sirkel" in by_herself


@pytest.mark.mission("G7")
def test_the_page_knows_a_link_again_but_cannot_make_one(
    gathering: Gathering, helper: Client, signed_up: Callable[..., Participation]
) -> None:
    kari = signed_up("Kari Lie")
    address = _own_address(kari)
    kari.refresh_from_db()

    page = helper.get("/g/unge/door/").content.decode()

    assert str(kari.link_hash)[:16] in page
    assert str(kari.link_hash) not in page
    assert address.split("/")[-2] not in page


def test_a_page_that_looks_again_is_told_only_when_something_has_happened(gathering: Gathering, helper: Client) -> None:
    seen = helper.get("/g/unge/door/").context["version"]
    assert helper.get(f"/g/unge/door/now/?seen={seen}").status_code == 204

    do(helper, "walk-in", first_name="Per", sector="other")

    answer = helper.get(f"/g/unge/door/now/?seen={seen}").json()
    assert [person[1] for person in answer["people"]] == ["Per"]


def test_who_is_forgotten_is_on_no_list_and_still_counts(gathering: Gathering, helper: Client) -> None:
    do(helper, "walk-in", first_name="Per", sector="other")

    forget(gathering.people.get())

    assert states(gathering) == {}
    assert CheckIn.objects.count() == 0
    assert queries.counts(gathering).came == 1


@pytest.mark.mission("G7")
def test_the_door_works_without_a_script(
    gathering: Gathering, helper: Client, signed_up: Callable[..., Participation]
) -> None:
    kari = signed_up("Kari Lie")

    answer = helper.post("/g/unge/door/do/arrive/", {"person": kari.pk, "back": "/g/unge/door/?q=kari"}, follow=True)

    assert answer.redirect_chain == [("/g/unge/door/?q=kari", 302)]
    assert "Kari Lie er sjekket inn." in answer.content.decode()
