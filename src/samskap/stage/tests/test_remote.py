"""The remote control: everybody is where the facilitator is (G2, G3)."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections
from django.test import Client
from django.utils import timezone

from samskap.gatherings.models import Block, Gathering, Participation
from samskap.refusals import Refused, StaleStep
from samskap.stage import remote
from samskap.stage.faces import shared_face
from samskap.writing.queue import write

pytestmark = pytest.mark.mission("G3")


@pytest.fixture
def sheet(gathering: Gathering) -> list[Block]:
    """Welcome, notes, thanks."""
    kinds = [("talk", "Velkommen"), ("notes", "Lapper"), ("talk", "Takk")]
    return [
        Block.objects.create(gathering=gathering, kind=kind, title=title, position=n, minutes=10)
        for n, (kind, title) in enumerate(kinds, 1)
    ]


def test_next_goes_through_the_run_sheet_and_ends_after_the_last(gathering: Gathering, sheet: list[Block]) -> None:
    went = [remote.go_next(gathering, step=gathering.step) for _ in range(4)]

    assert went == [*sheet, None]
    assert [bool(block.closed_at) for block in gathering.blocks.all()] == [True, True, True]


def test_back_gives_the_time_that_was_left(gathering: Gathering, sheet: list[Block]) -> None:
    remote.go_next(gathering, step=0)
    Block.objects.filter(pk=sheet[0].pk).update(ends_at=timezone.now() + timedelta(minutes=7))
    gathering.refresh_from_db()
    remote.go_next(gathering, step=1)

    again = remote.go_back(gathering, step=2)

    assert again == sheet[0]
    assert again is not None
    assert again.closed_at is None
    assert again.ends_at is not None
    assert timedelta(minutes=6, seconds=50) < again.ends_at - timezone.now() <= timedelta(minutes=7)


def test_a_skipped_block_is_passed_over(gathering: Gathering, sheet: list[Block]) -> None:
    remote.go_next(gathering, step=0)
    remote.skip(gathering, block=sheet[1])

    assert remote.go_next(gathering, step=1) == sheet[2]


def test_what_has_begun_cannot_be_skipped(gathering: Gathering, sheet: list[Block]) -> None:
    remote.go_next(gathering, step=0)

    with pytest.raises(Refused):
        remote.skip(gathering, block=sheet[0])


def test_a_stale_press_moves_nobody(gathering: Gathering, sheet: list[Block]) -> None:
    remote.go_next(gathering, step=0)

    with pytest.raises(StaleStep):
        remote.go_next(gathering, step=0)

    gathering.refresh_from_db()
    assert gathering.on_stage == sheet[0]


@pytest.mark.django_db(transaction=True)
def test_three_who_press_next_at_once_move_one_step(gathering: Gathering, sheet: list[Block]) -> None:
    def press(_: int) -> str:
        try:
            fresh = Gathering.objects.select_related("on_stage").get(pk=gathering.pk)
            write(lambda: remote.go_next(fresh, step=0))
        except StaleStep:
            return "told"
        finally:
            connections.close_all()
        return "moved"

    with ThreadPoolExecutor(3) as desks:
        outcome = sorted(desks.map(press, range(3)))

    gathering.refresh_from_db()
    assert outcome == ["moved", "told", "told"]
    assert (gathering.on_stage, gathering.step) == (sheet[0], 1)


def test_a_pause_keeps_what_was_left(gathering: Gathering, sheet: list[Block]) -> None:
    remote.go_next(gathering, step=0)
    remote.pause(gathering)
    Block.objects.filter(pk=sheet[0].pk).update(paused_at=timezone.now() - timedelta(minutes=3))
    gathering.refresh_from_db()

    remote.resume(Gathering.objects.select_related("on_stage").get(pk=gathering.pk))

    block = Block.objects.get(pk=sheet[0].pk)
    assert block.paused_at is None
    assert block.ends_at is not None
    assert timedelta(minutes=12, seconds=50) < block.ends_at - timezone.now() < timedelta(minutes=13, seconds=10)


def test_two_minutes_more_are_two_minutes_more_each_time(
    gathering: Gathering, sheet: list[Block], desk: Client
) -> None:
    remote.go_next(gathering, step=0)
    before = Block.objects.get(pk=sheet[0].pk).ends_at

    for _ in range(2):
        desk.post(f"/g/{gathering.slug}/remote/lengthen/", {"minutes": 2})

    assert Block.objects.get(pk=sheet[0].pk).ends_at == before + timedelta(minutes=4)  # type: ignore[operator]


@pytest.mark.parametrize("audience", ["phone", "desk", "screen"])
def test_every_view_says_where_everybody_is(gathering: Gathering, sheet: list[Block], audience: str) -> None:
    remote.go_next(gathering, step=0)
    assert "Velkommen" in shared_face(gathering.slug, audience, "nb")  # type: ignore[arg-type]

    remote.go_next(Gathering.objects.select_related("on_stage").get(pk=gathering.pk), step=1)
    assert "Lapper" in shared_face(gathering.slug, audience, "nb")  # type: ignore[arg-type]


def test_a_dark_screen_shows_nothing(gathering: Gathering, sheet: list[Block]) -> None:
    remote.go_next(gathering, step=0)
    remote.blank(gathering)

    assert "Velkommen" not in shared_face(gathering.slug, "screen", "nb")
    assert "Velkommen" in shared_face(gathering.slug, "phone", "nb")


def test_promise_5_a_note_is_not_shown_before_the_facilitator_says_yes(
    gathering: Gathering,
    on_stage: Callable[..., Block],
    aud: Participation,
    phone_of: Callable[[Participation], Client],
    desk: Client,
) -> None:
    Gathering.objects.update(approves_first=True)
    block = on_stage("notes")
    phone_of(aud).post(f"/g/{gathering.slug}/b/{block.pk}/write/", {"text": "Sykkelverksted"})
    card = block.cards.get()
    assert ["Sykkelverksted" in shared_face(gathering.slug, face, "nb") for face in ("phone", "screen", "desk")] == [
        False, False, True,
    ]  # fmt: skip

    desk.post(f"/g/{gathering.slug}/remote/approve-card/", {"card": card.pk})

    assert "Sykkelverksted" in shared_face(gathering.slug, "screen", "nb")
