"""What somebody will do is theirs: others see it if they are shown it, and nobody else does, ever."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from samskap.activities.microactions import actions
from samskap.activities.microactions.activity import ACTIVITY
from samskap.activities.microactions.models import MicroAction
from samskap.activities.microactions.you import you
from samskap.cards.models import Card
from samskap.circles.models import Circle, Seat
from samskap.followups.actions import begin
from samskap.followups.models import Commitment
from samskap.gatherings.actions import give_role
from samskap.gatherings.consents import give_consent
from samskap.gatherings.models import Block, Gathering, Participation, Purpose, Role
from samskap.letters.models import Letter
from samskap.people.actions import find_or_make_user
from samskap.stage.faces import mine_face, shared_face
from samskap.stage.forgetting import forget
from samskap.testing.fixtures import send

OnStage = Callable[..., Block]
Join = Callable[..., Participation]
PhoneOf = Callable[[Participation], Client]
pytestmark = pytest.mark.mission("U9")
SECRET = "Slutte å røyke"


@pytest.fixture
def trio(gathering: Gathering, on_stage: OnStage, join: Join) -> list[Participation]:
    """Aud and Berit have worked in the same group, Chi in another."""
    people = [join(name) for name in ("Aud", "Berit", "Chi")]
    sessions = on_stage("sessions")
    for number, members in ((1, people[:2]), (2, people[2:])):
        circle = Circle.objects.create(block=sessions, number=number)
        for person in members:
            Seat.objects.create(block=sessions, circle=circle, person=person)
    return people


def seen_by(block: Block, person: Participation) -> str:
    fresh = Gathering.objects.select_related("on_stage__source").get(pk=block.gathering_id)
    return str(mine_face(fresh, person)) + "".join(
        shared_face(fresh.slug, audience, "nb") for audience in ("phone", "desk", "screen")
    )


@pytest.mark.parametrize(
    ("choice", "aud", "berit", "chi"),
    [("me", True, False, False), ("group", True, True, False), ("all", True, True, True)],
)
def test_it_is_seen_by_whom_its_author_chose(
    on_stage: OnStage, trio: list[Participation], phone_of: PhoneOf, choice: str, aud: bool, berit: bool, chi: bool
) -> None:
    block = on_stage("microactions")
    assert send(phone_of(trio[0]), block, "write", text=SECRET, seen_by=choice).status_code == 200

    assert [SECRET in seen_by(block, person) for person in trio] == [aud, berit, chi]
    assert (ACTIVITY.report(block)["number"], len(ACTIVITY.report(block)["shown"])) == (1, int(choice == "all"))
    assert Card.objects.filter(text=SECRET).exists() == (choice == "all")


def test_its_author_can_think_again(on_stage: OnStage, trio: list[Participation], phone_of: PhoneOf) -> None:
    block = on_stage("microactions")
    aud, _berit, chi = trio
    action = actions.write_action(block, by=aud, text=SECRET, seen_by="all")
    assert SECRET in seen_by(block, chi)

    changed: dict[str, Any] = {"action": action.pk, "text": SECRET, "seen_by": "me"}
    assert send(phone_of(chi), block, "change", **changed).status_code == 403
    assert send(phone_of(aud), block, "change", **changed).status_code == 200
    assert (SECRET in seen_by(block, chi), Card.objects.filter(text=SECRET).exists()) == (False, False)

    assert send(phone_of(aud), block, "change", **changed | {"seen_by": "all", "text": "Gå mer"}).status_code == 200
    assert "Gå mer" in seen_by(block, chi)
    assert send(phone_of(aud), block, "withdraw", action=action.pk).status_code == 200
    assert ("Gå mer" in seen_by(block, chi), you(aud)) == (False, None)


@pytest.mark.mission("G12")
def test_it_is_asked_about_and_what_is_private_stands_on_no_board(
    on_stage: OnStage, trio: list[Participation], gathering: Gathering
) -> None:
    ingrid = find_or_make_user("ingrid@example.org")
    give_role(gathering, user=ingrid, role=Role.ORGANISER)
    organiser = Client()
    organiser.force_login(ingrid)
    block = on_stage("microactions")
    for person, text, choice in ((trio[0], SECRET, "me"), (trio[1], "Bake", "group"), (trio[2], "Ringe Kari", "all")):
        actions.write_action(block, by=person, text=text, seen_by=choice)
    Gathering.objects.filter(pk=gathering.pk).update(closed_at=timezone.now())
    gathering.refresh_from_db()
    begin(gathering, now=timezone.now())

    texts = sorted(Commitment.objects.filter(sort="micro-action").values_list("text", flat=True))
    assert [text.startswith("En mikrohandling som bare") for text in texts] == [True, True, False]
    assert texts[2] == "Ringe Kari"
    for path in ("follow-up/", "report/"):
        page = organiser.get(f"/g/unge/{path}").content.decode()
        assert (SECRET in page, "Ringe Kari" in page) == (False, True)
    assert [one["actions"][0].text for one in map(you, trio) if one] == [SECRET, "Bake", "Ringe Kari"]


def test_it_comes_back_by_mail_the_next_morning_and_once(
    on_stage: OnStage, trio: list[Participation], gathering: Gathering
) -> None:
    block = on_stage("microactions")
    for person, email in zip(trio, ("aud@example.org", "berit@example.org", ""), strict=True):
        Participation.objects.filter(pk=person.pk).update(email=email)
        actions.write_action(block, by=person, text=f"Fra {person.first_name}")
    give_consent(Participation.objects.get(pk=trio[0].pk), Purpose.FOLLOW_UP)
    opened = timezone.localtime().replace(hour=14, minute=0, second=0, microsecond=0)
    Block.objects.filter(pk=block.pk).update(opened_at=opened)

    assert actions.write_next_morning(opened + timedelta(hours=8)) == 0
    assert actions.write_next_morning(opened + timedelta(hours=17)) == 0
    for _again in range(2):
        actions.write_next_morning(opened + timedelta(hours=18, minutes=5))

    letter = Letter.objects.get()
    assert (letter.to, letter.confidential) == ("aud@example.org", True)


def test_who_is_forgotten_takes_what_was_private_along(on_stage: OnStage, trio: list[Participation]) -> None:
    block = on_stage("microactions")
    actions.write_action(block, by=trio[0], text=SECRET)
    actions.write_action(block, by=trio[0], text="Ringe Kari", seen_by="all")

    forget(trio[0])

    left = MicroAction.objects.get()
    assert (left.text, left.by) == ("Ringe Kari", None)
    assert [card.text for card in ACTIVITY.report(block)["shown"]] == ["Ringe Kari"]


def test_nobody_writes_without_end(on_stage: OnStage, aud: Participation, phone_of: PhoneOf) -> None:
    block = on_stage("microactions")
    for number in range(actions.MOST):
        actions.write_action(block, by=aud, text=f"Nr. {number}")

    assert send(phone_of(aud), block, "write", text="En til").status_code == 409
