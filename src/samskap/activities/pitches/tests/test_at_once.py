"""Many hands at once: the line and the wall lose nobody, and let nobody in twice (B4)."""

import threading
from collections import Counter
from collections.abc import Callable

import pytest
from django.db import connection

from samskap.activities.pitches import actions
from samskap.activities.pitches.queries import queue_of
from samskap.cards import placing
from samskap.cards.models import Card
from samskap.gatherings.models import Block, Gathering, Participation
from samskap.refusals import Refused
from samskap.writing.queue import write

pytestmark = pytest.mark.mission("B4")


def at_once(*acts: Callable[[], object]) -> Counter[str]:
    """Do things in as many threads, each in a transaction of its own; count how it went."""
    went: Counter[str] = Counter()
    ready = threading.Barrier(len(acts))

    def one(act: Callable[[], object]) -> None:
        ready.wait()
        try:
            write(act)
            went["done"] += 1
        except Refused:
            went["refused"] += 1
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return went


def test_four_taps_at_once_put_one_person_in_line_once(
    transactional_db: None, on_stage: Callable[..., Block], aud: Participation
) -> None:
    block = on_stage("pitches")

    went = at_once(*[lambda: actions.join_queue(block, by=aud, text="Sykkelverksted")] * 4)

    assert went == {"done": 1, "refused": 3}
    assert len(queue_of(block).waiting) == 1
    assert Card.objects.count() == 1


def test_of_desks_that_start_different_pitches_at_once_one_has_the_floor(
    transactional_db: None, on_stage: Callable[..., Block], aud: Participation, bjarne: Participation
) -> None:
    block = on_stage("pitches")
    turns = [actions.join_queue(block, by=person, text=person.first_name) for person in (aud, bjarne)]

    at_once(*[lambda turn=turn: actions.start_pitch(block, turn=turn) for turn in turns])

    queue = queue_of(block)
    assert queue.on is not None
    assert len(queue.waiting) + len(queue.presented) == 2


def test_two_topics_hung_on_each_other_at_once_are_both_on_the_wall(
    transactional_db: None, on_stage: Callable[..., Block], gathering: Gathering, aud: Participation
) -> None:
    block = on_stage("pitches")
    places = placing.wall_of(gathering).free[:2]
    topics = [
        Card.objects.create(gathering=gathering, block=block, by=aud, text=text) for text in ("Den ene", "Den andre")
    ]
    for topic, place in zip(topics, places, strict=True):
        placing.hang(topic, room=place.room, round=place.round)

    at_once(
        lambda: placing.hang(topics[0], room=places[1].room, round=places[1].round),
        lambda: placing.hang(topics[1], room=places[0].room, round=places[0].round),
    )

    hung = [place.heading for place in placing.wall_of(gathering).taken if place.heading]
    assert Counter(card.text for one in hung for card in (one, *one.gathered.all())) == {"Den ene": 1, "Den andre": 1}
