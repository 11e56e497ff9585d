"""Texts about the same are found, in both written forms, and others are left alone."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import settings as trying
from hypothesis import strategies as st

from samskap.likeness.likeness import Pair, alike
from samskap.likeness.words import stem, words_of

TOPICS = [
    "Fullmakt som virker hos alle",
    "Fullmakter for pårørande",
    "Overgangen fra sykehus til hjem",
    "Frå sjukehuset og heim",
    "Tomme lokaler på tirsdager",
    "Bruk av ledige lokale",
    "Ungdom deler ut penger selv",
    "Pengepott for ungdommer",
    "Brev som kan leses av den som får dem",
    "Forståelege brev frå NAV",
    "Leksehjelp på biblioteket",
    "Lekser og mat etter skoletid",
    "Åpne data om ventetid",
    "Grav strøm og fiber samtidig",
]
SAME = [(0, 1), (2, 3), (4, 5), (6, 7), (8, 9), (10, 11)]


@pytest.mark.mission("U3")
def test_topics_that_are_the_same_are_found_in_bokmaal_and_nynorsk() -> None:
    found = [(pair.one, pair.other) for pair in alike(TOPICS, at_least=0.12)]

    right = [pair for pair in found if pair in SAME]
    assert (len(right), len(found) - len(right)) == (5, 0)


@pytest.mark.mission("U3")
def test_it_is_said_what_two_topics_share() -> None:
    assert alike(["Tomme lokaler", "Ledige lokale i bygda", "Buss"], at_least=0.1) == [
        Pair(0, 1, alike(["Tomme lokaler", "Ledige lokale i bygda", "Buss"], at_least=0.1)[0].score, ("lokaler",))
    ]


@pytest.mark.parametrize(
    ("words", "same"),
    [
        (("biblioteket", "bibliotek", "biblioteka", "bibliotekene"), "bibliotek"),
        (("lokaler", "lokale", "lokala"), "lokal"),
        (("sykkel", "sykler", "sykkelen", "syklar"), "sykl"),
        (("nøkkel", "nøkler", "nøklar", "nøklene"), "nøkl"),
        (("etatar", "etater", "etaten"), "etat"),
    ],
)
def test_the_forms_of_a_word_are_one(words: tuple[str, ...], same: str) -> None:
    assert {stem(word) for word in words} == {same}


def test_words_that_say_nothing_are_left_out() -> None:
    assert words_of("Hvordan kan vi få det til?") == words_of("Korleis kan vi få det til?") == []


@trying(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=30), max_size=8))
def test_each_pair_is_named_once_and_the_most_alike_come_first(texts: list[str]) -> None:
    pairs = alike(texts, at_least=0.0001)

    assert [pair.score for pair in pairs] == sorted((pair.score for pair in pairs), reverse=True)
    places = [(pair.one, pair.other) for pair in pairs]
    assert len(places) == len(set(places))
    assert set(places) <= set(combinations(range(len(texts)), 2))
    assert all(0 <= pair.score <= 1.001 for pair in pairs)
