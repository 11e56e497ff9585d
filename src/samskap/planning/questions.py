"""Whether a question opens a conversation or closes it (G14). Pure functions over words."""

import re

# The verbs that a closed question begins with: bokmål and nynorsk, then English.
CLOSED = frozenset(
    re.split(
        r"\s+",
        "er var blir ble har hadde kan kunne skal skulle vil ville bør burde må måtte gjør trenger tror synes liker "
        "finnes vart vert gjer treng trur likar finst "
        "is are was were do does did has have had can could shall should will would must may might",
    )
)
LEADING = frozenset(["ikke", "ikkje", "vel", "not", "isn't", "don't", "shouldn't"])


def first_word(question: str) -> str:
    """The word a question begins with, in small letters."""
    words = re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)?", question.lower())
    return words[0] if words else ""


def is_closed(question: str) -> bool:
    """Whether it can be answered with yes or no: "Er …?", "Bør vi …?", "Can we …?"."""
    return first_word(question) in CLOSED


def is_leading(question: str) -> bool:
    """Whether it tells people what to answer: "Bør vi ikke …?"."""
    words = re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)?", question.lower())
    return is_closed(question) and bool(LEADING & set(words[1:4]))
