"""Round: one question, everybody's answer (G8)."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation

from samskap.activities.round.actions import answer_for, give_answer, open_answers, pass_on
from samskap.activities.round.activity import ACTIVITY
from samskap.activities.round.models import Answer
from samskap.activities.round.queries import answers_in_words, not_answered, own_answer
from samskap.activities.round.questions import CHECK_IN, CHECK_OUT, ICE_BREAKER
from samskap.gatherings.models import Block, Participation
from samskap.journal.models import Moment
from samskap.stage.faces import mine_face, shared_face
from samskap.testing.fixtures import send

pytestmark = pytest.mark.mission("G8")
Phone = Callable[[Participation], Client]


@pytest.fixture
def block(on_stage: Callable[..., Block]) -> Block:
    return on_stage("round", question="Hva har du med deg?")


def face(block: Block, audience: str) -> str:
    return shared_face(block.gathering.slug, audience, "nb")  # type: ignore[arg-type]


def report(block: Block) -> str:
    context = {
        "block": block,
        "chosen": ACTIVITY.chosen(block),
        "show_names": set(block.gathering.people.all()),
    } | ACTIVITY.report(block)
    return render_to_string("round/report.html", context)


def test_what_one_answers_all_see(block: Block, aud: Participation, phone_of: Phone) -> None:
    answer = send(phone_of(aud), block, "answer", text="Sekstifem bøker")

    assert answer.status_code == 200
    assert "Sekstifem bøker" in face(block, "screen")
    assert "Aud" in face(block, "phone")


def test_an_answer_is_given_once_and_can_be_changed(block: Block, aud: Participation, phone_of: Phone) -> None:
    for text in ("Sekstifem bøker", "En kopp kaffe"):
        assert send(phone_of(aud), block, "answer", text=text).status_code == 200

    assert [card.text for card in answers_in_words(block)] == ["En kopp kaffe"]
    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.create(block=block, by=aud, value=3)


def test_an_answer_that_says_nothing_is_not_kept(block: Block, aud: Participation) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.create(block=block, by=aud)


@pytest.mark.parametrize("text", ["", "   ", "x" * 501])
def test_an_empty_or_endless_answer_is_refused(block: Block, aud: Participation, phone_of: Phone, text: str) -> None:
    assert send(phone_of(aud), block, "answer", text=text).status_code == 422
    assert not Answer.objects.exists()


def test_whoever_passes_is_counted_and_takes_the_answer_back(block: Block, aud: Participation) -> None:
    give_answer(block, by=aud, text="Sekstifem bøker")
    pass_on(block, by=aud)

    assert list(answers_in_words(block)) == []
    assert (ACTIVITY.shared(block, "screen")["answered"], list(not_answered(block))) == (1, [])


def test_whoever_passed_can_still_answer(block: Block, aud: Participation) -> None:
    give_answer(block, by=aud, text="Sekstifem bøker")
    pass_on(block, by=aud)
    give_answer(block, by=aud, text="En kopp kaffe")

    own = own_answer(block, aud)
    assert own is not None
    assert own.passed_at is None
    assert [card.text for card in answers_in_words(block)] == ["En kopp kaffe"]


def test_the_desk_sees_who_has_not_answered(block: Block, aud: Participation, bjarne: Participation) -> None:
    give_answer(block, by=aud, text="Sekstifem bøker")

    assert list(not_answered(block)) == [bjarne]
    assert "Bjarne" in face(block, "desk")


@pytest.mark.mission("G10")
def test_somebody_without_a_phone_is_typed_in_at_the_desk(block: Block, aud: Participation, desk: Client) -> None:
    assert send(desk, block, "answer-for", person=aud.pk, text="Sekstifem bøker").status_code == 200
    assert [(card.text, card.by) for card in answers_in_words(block)] == [("Sekstifem bøker", aud)]


def test_a_hidden_answer_is_seen_by_nobody_else(block: Block, aud: Participation, desk: Client) -> None:
    card = give_answer(block, by=aud, text="Noe stygt").card
    assert card is not None

    desk.post(f"/g/{block.gathering.slug}/remote/hide-card/", {"card": card.pk})

    assert ["Noe stygt" in face(block, audience) for audience in ("phone", "screen", "desk")] == [False, False, True]
    assert "skjult" in mine_face(Block.objects.get(pk=block.pk).gathering, aud)


def test_without_names_nobody_can_see_who_answered_what(on_stage: Callable[..., Block], aud: Participation) -> None:
    block = on_stage("round", names="hidden")
    card = give_answer(block, by=aud, text="Jeg er redd for å snakke høyt").card

    assert card is not None
    assert card.by is None
    assert ["Aud" in face(block, audience) for audience in ("phone", "screen", "desk")] == [False, False, False]
    assert "Aud" not in report(block)
    assert [moment.by for moment in Moment.objects.filter(verb="answer.given")] == [None]


def test_the_answers_can_wait_until_the_facilitator_opens_them(
    on_stage: Callable[..., Block], aud: Participation, desk: Client
) -> None:
    block = on_stage("round", shown="reveal")
    give_answer(block, by=aud, text="Sekstifem bøker")
    before = "Sekstifem bøker" in face(block, "screen")

    assert send(desk, block, "open").status_code == 200

    assert (before, "Sekstifem bøker" in face(block, "screen")) == (False, True)
    assert send(desk, block, "close").status_code == 200
    assert "Sekstifem bøker" not in face(block, "phone")


def test_opening_twice_is_opening_once(on_stage: Callable[..., Block]) -> None:
    block = on_stage("round", shown="reveal")

    open_answers(block)
    open_answers(block)

    assert Moment.objects.filter(verb="answers.opened").count() == 1


def test_the_answers_can_be_kept_for_the_report(on_stage: Callable[..., Block], aud: Participation) -> None:
    block = on_stage("round", shown="after")
    give_answer(block, by=aud, text="Sekstifem bøker")

    assert "Sekstifem bøker" not in face(block, "screen")
    assert "Sekstifem bøker" in report(block)


def test_a_scale_is_drawn_as_bars(
    on_stage: Callable[..., Block], aud: Participation, bjarne: Participation, phone_of: Phone
) -> None:
    block = on_stage("round", form="scale", low="regn", high="sol")

    assert send(phone_of(aud), block, "answer", value=5, text="Endelig vår").status_code == 200
    assert send(phone_of(bjarne), block, "answer", value=5).status_code == 200

    steps = ACTIVITY.shared(block, "screen")["steps"]
    assert steps == [("1 – regn", 0), ("2", 0), ("3", 0), ("4", 0), ("5 – sol", 2)]


@pytest.mark.parametrize("value", ["", "0", "6", "to"])
def test_a_step_that_is_not_on_the_scale_is_refused(
    on_stage: Callable[..., Block], aud: Participation, phone_of: Phone, value: str
) -> None:
    assert send(phone_of(aud), on_stage("round", form="scale"), "answer", value=value).status_code == 422


def test_whoever_has_left_is_not_waited_for(block: Block, aud: Participation, bjarne: Participation) -> None:
    Participation.objects.filter(pk=bjarne.pk).update(left_at=block.opened_at)

    assert list(not_answered(block)) == [aud]


def test_somebody_who_has_left_is_not_typed_in(block: Block, aud: Participation, desk: Client) -> None:
    Participation.objects.filter(pk=aud.pk).update(left_at=block.opened_at)

    assert send(desk, block, "answer-for", person=aud.pk, text="Hei").status_code == 409


def test_typing_in_for_somebody_changes_their_answer(block: Block, aud: Participation) -> None:
    give_answer(block, by=aud, text="Sekstifem bøker")
    answer_for(block, person=aud, text="Sekstifem bøker og en kopp kaffe")

    assert [card.text for card in answers_in_words(block)] == ["Sekstifem bøker og en kopp kaffe"]


@pytest.mark.mission("G14")
@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_there_are_questions_to_pick_from_in_every_language(language: str) -> None:
    assert (len(CHECK_IN), len(CHECK_OUT), len(ICE_BREAKER)) == (12, 8, 8)
    with translation.override(language):
        questions = {str(question) for bank in (CHECK_IN, CHECK_OUT, ICE_BREAKER) for question in bank.values()}
    assert len(questions) == 28
    assert all(question.endswith("?") for question in questions)


def test_without_a_question_of_ones_own_the_one_picked_is_asked(on_stage: Callable[..., Block]) -> None:
    block = on_stage("round", question="", suggestion="hope")

    with translation.override("nn"):
        assert ACTIVITY.task(block) == "Kva skal til for at dagen blir verd det for deg?"


@pytest.mark.mission("G10")
def test_g10_the_desk_prints_a_sheet_to_answer_on(block: Block, desk: Client) -> None:
    sheets = desk.get(f"/g/unge/b/{block.pk}/paper/")

    assert "Hva har du med deg?" in sheets.text
    assert f"{block.gathering.title} · {block.title}" in sheets.text
