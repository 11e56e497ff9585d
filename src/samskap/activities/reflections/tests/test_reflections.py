"""What somebody thinks is theirs; what they share is seen, with or without a name."""

from collections.abc import Callable

import pytest
from django.test import Client

from samskap.activities.reflections.activity import ACTIVITY
from samskap.activities.reflections.forms import ReflectionsSettings
from samskap.activities.reflections.models import Reflection
from samskap.activities.reflections.you import you
from samskap.cards.models import Card
from samskap.gatherings.models import Block, Gathering, Participation
from samskap.stage.faces import mine_face, shared_face
from samskap.stage.forgetting import forget
from samskap.testing.fixtures import send

OnStage = Callable[..., Block]
PhoneOf = Callable[[Participation], Client]
pytestmark = pytest.mark.mission("U10")
THOUGHT = "Jeg ble rørt"


def faces(block: Block, person: Participation) -> str:
    fresh = Gathering.objects.select_related("on_stage__source").get(pk=block.gathering_id)
    return str(mine_face(fresh, person)) + "".join(
        shared_face(fresh.slug, audience, "nb") for audience in ("phone", "desk", "screen")
    )


def test_what_is_written_is_seen_by_nobody_else_until_it_is_shared(
    on_stage: OnStage, aud: Participation, bjarne: Participation, phone_of: PhoneOf
) -> None:
    block = on_stage("reflections")
    phone = phone_of(aud)
    assert send(phone, block, "write", number=1, text=THOUGHT).status_code == 200
    assert (THOUGHT in faces(block, aud), THOUGHT in faces(block, bjarne)) == (True, False)
    assert (Card.objects.count(), ACTIVITY.shared(block, "desk")["writers"]) == (0, 1)

    assert send(phone, block, "share", number=1, name="").status_code == 200
    assert send(phone, block, "share", number=1, name="").status_code == 200
    shared = Card.objects.get()
    assert (shared.text, shared.by, THOUGHT in faces(block, bjarne)) == (THOUGHT, None, True)

    assert send(phone, block, "keep", number=1).status_code == 200
    assert (THOUGHT in faces(block, bjarne), Card.objects.count()) == (False, 0)

    assert send(phone, block, "share", number=1, name="yes").status_code == 200
    assert Card.objects.get().by == aud


def test_what_is_shared_follows_what_its_author_writes(
    on_stage: OnStage, aud: Participation, phone_of: PhoneOf
) -> None:
    block = on_stage("reflections")
    phone = phone_of(aud)
    assert send(phone, block, "share", number=1, name="").status_code == 409
    send(phone, block, "write", number=1, text=THOUGHT)
    send(phone, block, "share", number=1, name="")

    send(phone, block, "write", number=1, text="Og glad")
    assert Card.objects.get().text == "Og glad"

    assert send(phone, block, "write", number=1, text="").status_code == 200
    assert (Card.objects.count(), Reflection.objects.count(), you(aud)) == (0, 0, None)


@pytest.mark.mission("G11")
def test_the_report_holds_what_was_shared_under_its_question(
    on_stage: OnStage, aud: Participation, phone_of: PhoneOf
) -> None:
    block = on_stage("reflections", questions="Hva overrasket deg?\nHva tar du med deg?")
    for number, text in ((1, "Bare mitt"), (2, "Et telefonnummer")):
        send(phone_of(aud), block, "write", number=number, text=text)
    send(phone_of(aud), block, "share", number=2, name="yes")

    report = ACTIVITY.report(block)

    assert [(question, [card.text for card in cards]) for question, cards in report["by_question"]] == [
        ("Hva overrasket deg?", []),
        ("Hva tar du med deg?", ["Et telefonnummer"]),
    ]
    found = you(aud)
    assert found is not None
    assert [one.text for one in found["reflections"]] == ["Bare mitt", "Et telefonnummer"]


def test_who_is_forgotten_takes_what_was_private_along(
    on_stage: OnStage, aud: Participation, phone_of: PhoneOf
) -> None:
    block = on_stage("reflections")
    for number, text in ((1, "Bare mitt"), (2, "Delt")):
        send(phone_of(aud), block, "write", number=number, text=text)
    send(phone_of(aud), block, "share", number=2, name="yes")

    forget(aud)

    assert [one.text for one in Reflection.objects.all()] == ["Delt"]
    assert (Card.objects.get().text, Card.objects.get().by) == ("Delt", None)


@pytest.mark.parametrize(("questions", "is_valid"), [("Én?", True), ("1?\n\n2?\n3?", True), ("1?\n2?\n3?\n4?", False)])
def test_there_is_time_for_three_questions(questions: str, is_valid: bool) -> None:
    assert ReflectionsSettings({"questions": questions}).is_valid() == is_valid
