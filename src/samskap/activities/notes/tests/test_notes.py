"""Notes: one thing on each note (B3)."""

from collections.abc import Callable

import pytest
from django.test import Client

from samskap.activities.notes.actions import gather_notes, write_note
from samskap.activities.notes.queries import notes, own_notes
from samskap.gatherings.models import Block, Participation
from samskap.refusals import Refused
from samskap.testing.fixtures import send

pytestmark = pytest.mark.mission("B3")


@pytest.fixture
def block(on_stage: Callable[..., Block]) -> Block:
    return on_stage("notes", each=2)


def test_b3_what_is_written_on_a_phone_hangs_on_the_wall(
    block: Block, aud: Participation, phone_of: Callable[[Participation], Client]
) -> None:
    answer = send(phone_of(aud), block, "write", text="Sykkelverksted")

    assert answer.status_code == 200
    assert [(card.text, card.by) for card in notes(block)] == [("Sykkelverksted", aud)]
    assert b"Sykkelverksted" in answer.content


def test_a_note_sent_twice_counts_once(
    block: Block, aud: Participation, phone_of: Callable[[Participation], Client]
) -> None:
    phone = phone_of(aud)

    for _ in range(2):
        assert send(phone, block, "write", text="Sykkelverksted", key="one-tap").status_code == 200

    assert notes(block).count() == 1


def test_one_person_writes_as_many_notes_as_the_organiser_chose(block: Block, aud: Participation) -> None:
    write_note(block, by=aud, text="Sykkelverksted")
    write_note(block, by=aud, text="Leksehjelp")

    with pytest.raises(Refused):
        write_note(block, by=aud, text="Kveldskino")


def test_only_the_author_changes_a_note(
    block: Block, aud: Participation, bjarne: Participation, phone_of: Callable[[Participation], Client]
) -> None:
    card = write_note(block, by=aud, text="Sykkelverksted")

    answer = send(phone_of(bjarne), block, "change", card=card.pk, text="Fotball")

    assert answer.status_code == 403
    assert own_notes(block, aud).get().text == "Sykkelverksted"


def test_a_gathered_note_keeps_its_author(block: Block, aud: Participation, bjarne: Participation) -> None:
    heading = write_note(block, by=aud, text="Sykkelverksted")
    other = write_note(block, by=bjarne, text="Fikse sykler sammen")

    gather_notes(block, card=other, heading=heading)

    assert [(card.by, [one.by for one in card.gathered.all()]) for card in notes(block)] == [(aud, [bjarne])]


@pytest.mark.mission("G10")
def test_g10_the_desk_types_in_what_somebody_wrote_on_paper(block: Block, desk: Client) -> None:
    for text in ("Sykkelverksted", "Leksehjelp"):
        assert send(desk, block, "write-for", first_name="Olga", text=text).status_code == 200

    assert [(card.text, card.by.first_name) for card in notes(block) if card.by] == [
        ("Leksehjelp", "Olga"),
        ("Sykkelverksted", "Olga"),
    ]
    assert block.gathering.people.filter(first_name="Olga").count() == 1
