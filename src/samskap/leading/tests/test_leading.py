"""Leaders of groups: asked, briefed, remembered, and sent where they are needed (U12)."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from samskap.activities.sessions import actions as sessions
from samskap.activities.sessions.activity import ACTIVITY
from samskap.cards.actions import write_card
from samskap.cards.placing import hang
from samskap.circles.models import Circle
from samskap.gatherings.actions import give_role, own_link
from samskap.gatherings.models import Block, Gathering, Leads, Participation, Role
from samskap.leading.actions import ask_to_lead, write_words
from samskap.letters.models import Letter
from samskap.people.models import User
from samskap.refusals import Refused
from samskap.stage.activity import activities
from samskap.testing.fixtures import OURS, send

pytestmark = pytest.mark.mission("U12")
Join = Callable[..., Participation]


@pytest.fixture
def ingrids(gathering: Gathering) -> Client:
    """What Ingrid, who plans the gathering, is signed in on."""
    ingrid = User.objects.create_user("ingrid@bibliotek.example", name="Ingrid")
    give_role(gathering, user=ingrid, role=Role.ORGANISER)
    client = Client(headers=OURS | {"accept-language": "nb"}, SERVER_NAME="localhost")
    client.force_login(ingrid)
    return client


@pytest.fixture
def dina(gathering: Gathering) -> Participation:
    """Dina has signed up, and has an e-mail address."""
    return Participation.objects.create(gathering=gathering, first_name="Dina", email="dina@nordbygda.example")


def tap(client: Client, gathering: Gathering, what: str, person: Participation, *, key: str = "") -> Any:
    values = {"what": what, "person": person.pk, "key": key or uuid.uuid4().hex}
    return client.post(f"/g/{gathering.slug}/leaders/", values, follow=True)


def own_device(person: Participation) -> Client:
    client = Client(headers=OURS | {"accept-language": "nb"}, SERVER_NAME="localhost")
    client.get(own_link(person))
    return client


def said(person: Participation) -> str:
    person.refresh_from_db()
    return person.leads


def test_somebody_is_asked_by_letter_once_and_says_yes_on_their_own_page(
    gathering: Gathering, ingrids: Client, dina: Participation
) -> None:
    write_words(gathering, words="Vi møtes klokka ni.")
    for _number in range(2):
        assert tap(ingrids, gathering, "ask", dina).status_code == 200

    letter = Letter.objects.get(kind="leading")
    assert (letter.to, said(dina)) == ("dina@nordbygda.example", Leads.ASKED)
    assert "Vi møtes klokka ni." in letter.text
    assert own_link(dina) in letter.text

    device = own_device(dina)
    assert "Vil du lede ei gruppe?" in device.get(f"/g/{gathering.slug}/you/").content.decode()
    device.post(f"/g/{gathering.slug}/leaders/answer/", {"leads": "yes", "key": uuid.uuid4().hex})
    assert said(dina) == Leads.YES

    page = ingrids.get(f"/g/{gathering.slug}/leaders/").content.decode()
    assert "sa ja" in page
    assert f"1 av {gathering.rooms.count()} har sagt ja" in page


def test_one_may_change_ones_mind_and_the_organiser_notes_what_was_said_on_the_phone(
    gathering: Gathering, ingrids: Client, dina: Participation
) -> None:
    tap(ingrids, gathering, "ask", dina)
    for what, expected in (("yes", Leads.YES), ("no", Leads.NO), ("yes", Leads.YES), ("off", Leads.NOT_ASKED)):
        tap(ingrids, gathering, what, dina)
        assert said(dina) == expected


def test_who_has_not_been_asked_cannot_say_yes(gathering: Gathering, dina: Participation) -> None:
    device = own_device(dina)

    assert "Vil du lede ei gruppe?" not in device.get(f"/g/{gathering.slug}/you/").content.decode()
    device.post(f"/g/{gathering.slug}/leaders/answer/", {"leads": "yes", "key": uuid.uuid4().hex})
    assert said(dina) == Leads.NOT_ASKED


def test_who_is_not_coming_is_not_asked(gathering: Gathering, dina: Participation) -> None:
    Participation.objects.filter(pk=dina.pk).update(cancelled_at=timezone.now())
    dina.refresh_from_db()

    with pytest.raises(Refused):
        ask_to_lead(dina)


def test_somebody_of_another_gathering_is_not_found(gathering: Gathering, ingrids: Client, dina: Participation) -> None:
    other = Gathering.objects.create(slug="andre", title="En annen", starts_at=timezone.now(), code="ABCDEF")
    stranger = Participation.objects.create(gathering=other, first_name="Fremmed")

    assert tap(ingrids, gathering, "ask", stranger).status_code == 404
    assert said(stranger) == Leads.NOT_ASKED


def test_the_database_knows_no_other_answers(dina: Participation) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Participation.objects.filter(pk=dina.pk).update(leads="kanskje"[:5])


def test_people_are_found_by_parts_of_their_name(gathering: Gathering, ingrids: Client, dina: Participation) -> None:
    Participation.objects.create(gathering=gathering, first_name="Emil", last_name="Strand")

    for words, found in (("str em", "Emil Strand"), ("DINA", "Dina"), ("ingen", "Ingen med det navnet")):
        assert found in ingrids.get(f"/g/{gathering.slug}/leaders/", {"q": words}).content.decode()


def test_the_briefing_tells_of_the_day_and_how_to_lead_its_groups(
    gathering: Gathering, ingrids: Client, dina: Participation
) -> None:
    for position, kind in enumerate(("notes", "sessions", "sessions"), 1):
        Block.objects.create(gathering=gathering, kind=kind, title=f"Bolk {position}", position=position, minutes=30)
    ingrids.post(f"/g/{gathering.slug}/leaders/", {"what": "words", "words": "Kom ni.", "key": uuid.uuid4().hex})

    for client in (ingrids, own_device(dina)):
        page = client.get(f"/g/{gathering.slug}/leaders/briefing/").content.decode()
        assert all(text in page for text in ("Kom ni.", "Bolk 1", "Bolk 3"))
        assert page.count("Slik leder du:") == 1
        assert page.count("du leder ei gruppe") == 2
        sheet = client.get(f"/g/{gathering.slug}/leaders/briefing.pdf")
        assert sheet.content.startswith(b"%PDF")
    assert Client().get(f"/g/{gathering.slug}/leaders/briefing/").status_code in {302, 403}


def test_every_advice_to_a_group_is_there_in_three_languages() -> None:
    for activity in activities().values():
        found = sorted(one.name for one in activity.folder().glob("group.*.md"))
        assert found in ([], ["group.en.md", "group.nb.md", "group.nn.md"])


# ---- on the day ---------------------------------------------------------------------------------------------------


@pytest.fixture
def work(on_stage: Callable[..., Block], aud: Participation, bjarne: Participation) -> Block:
    wall = on_stage("notes")
    for room, (text, person) in zip(
        wall.gathering.rooms.order_by("position"), (("Sykler", aud), ("Lekser", bjarne)), strict=True
    ):
        hang(write_card(wall, text=text, by=person), room=room, round=1)
    return on_stage("sessions", round=1, questions="Hva fant vi ut?")


def lead(*people: Participation) -> None:
    Participation.objects.filter(pk__in=[one.pk for one in people]).update(leads=Leads.YES)


def leaders(block: Block) -> dict[str, str]:
    found = Circle.objects.filter(block=block).select_related("card", "leader")
    return {str(one.card): one.leader.first_name if one.leader else "" for one in found}


def test_leaders_are_shared_out_to_their_own_topic_or_where_fewest_are(
    work: Block, desk: Client, join: Join, bjarne: Participation
) -> None:
    frida = join("Frida")
    lead(frida, bjarne)

    assert send(desk, work, "share-leaders").status_code == 200

    assert leaders(work) == {"Sykler": "Frida", "Lekser": "Bjarne"}
    assert ACTIVITY.shared(work, "desk")["leaders_free"] == []
    assert send(desk, work, "share-leaders").status_code == 409


def test_nobody_who_has_not_come_or_has_said_no_is_shared_out(
    work: Block, desk: Client, dina: Participation, join: Join
) -> None:
    emil = join("Emil")
    lead(dina)
    Participation.objects.filter(pk=emil.pk).update(leads=Leads.NO)

    assert send(desk, work, "share-leaders").status_code == 409
    assert set(leaders(work).values()) == {""}


def test_the_desk_says_who_leads(work: Block, desk: Client, join: Join) -> None:
    emil, circle = join("Emil"), Circle.objects.filter(block=work).earliest("number")

    assert send(desk, work, "move", circle=circle.pk, person=emil.pk, leads="1").status_code == 200

    assert Circle.objects.get(pk=circle.pk).leader == emil


def test_a_group_without_a_leader_has_the_advice_on_all_its_phones_and_else_its_leader_has_it(
    work: Block, join: Join
) -> None:
    dina, emil = join("Dina"), join("Emil")
    circle = Circle.objects.filter(block=work).earliest("number")
    for person in (dina, emil):
        sessions.go_to_group(work, by=person, circle=circle)
    assert [ACTIVITY.mine(work, person)["guided"] for person in (dina, emil)] == [True, True]

    sessions.take_role(work, by=dina, circle=circle, role="leader", over=0)
    assert [ACTIVITY.mine(work, person)["guided"] for person in (dina, emil)] == [True, False]
