"""What people say in the course of a day, invented but believable."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Topic:
    """Something a group works on, and what comes of it.

    ``answers`` follow the questions of the summary sheet, and ``plan`` those of a second round, where there is one.
    ``related_to`` is the title of an earlier topic that this one could be gathered with.
    """

    title: str
    pitch: str
    answers: Sequence[str]
    harvest: str
    related_to: str = ""
    plan: Sequence[str] = ()


@dataclass(frozen=True)
class Guest:
    """An invented person."""

    first_name: str
    last_name: str
    organisation: str
    sector: str
    drive: str


@dataclass(frozen=True)
class Tale:
    """An invented gathering: who comes and what they say."""

    title: str
    theme: str
    burning_question: str
    purpose: str
    place: str
    organisation: str
    guests: Sequence[Guest]
    questions: Sequence[str]
    check_in: Sequence[str]
    notes: Sequence[str]
    topics: Sequence[Topic]
    check_out: Sequence[str]
