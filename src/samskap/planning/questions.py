"""Whether a question opens a conversation or closes it, and how to ask it instead (G14). Pure functions over words.

A question can be closed (yes or no), leading (it holds its own answer), double (two at once) or blaming (whose fault).
Bokmål, nynorsk and English.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Fault(StrEnum):
    """What keeps a question from opening anything."""

    LEADING = "leading"
    CLOSED = "closed"
    DOUBLE = "double"
    BLAMING = "blaming"


@dataclass(frozen=True)
class Remark:
    """What is said about a question: what, why, and a pattern to write it anew by."""

    fault: Fault
    what: str | Promise
    why: str | Promise
    pattern: str | Promise


def words(text: str) -> frozenset[str]:
    """The words of a list."""
    return frozenset(text.split())


# The verbs that a closed question begins with: bokmål and nynorsk, then English.
CLOSED = words(
    "er var blir ble blei har hadde kan kunne skal skulle vil ville bør burde må måtte gjør gjorde trenger tror synes "
    "liker finnes vart vert gjer treng trur likar finst ynskjer ønsker ønskjer vet veit får fikk fekk klarer klarar "
    "is are was were do does did has have had can could shall should will would must may might am"
)
NEGATIONS = words("ikke ikkje not isn't aren't don't doesn't shouldn't wouldn't couldn't can't won't didn't")
SURE = ("enig i at", "einig i at", "samd i at", "selvsagt", "sjølvsagt", "selvfølgelig", "åpenbart", "opplagt",
        "agree that", "obviously", "surely", "of course")  # fmt: skip
TAGS = re.compile(
    r"(?:,\s*(?:vel|ikke sant|ikkje sant|eller hva|eller kva|right|isn't it|don't you|don't we)\s*\?*\s*$)"
)
BLAME = (
    "hvem har skylden", "kven har skulda", "hvem sin feil", "kven sin feil", "hvem sin skyld", "kven si skuld",
    "hva er galt med", "kva er gale med", "kva er gale", "hva er galt", "hva er problemet med", "kva er problemet med",
    "hvorfor gjør ikke", "kvifor gjer ikkje", "hvorfor klarer ikke", "kvifor klarar ikkje", "hvorfor har ikke",
    "kvifor har ikkje", "hvorfor kan ikke", "kvifor kan ikkje", "hvorfor vil ikke", "kvifor vil ikkje",
    "hvorfor får ikke", "kvifor får ikkje", "hvorfor svikter", "kvifor sviktar", "hvorfor er det så dårlig",
    "kvifor er det så dårleg", "hvorfor er dere", "kvifor er de", "hvem ødelegger", "kven øydelegg",
    "hvem er ansvarlig for at", "kven er ansvarleg for at",
    "who is to blame", "whose fault", "what is wrong with", "what's wrong with", "why don't", "why can't", "why won't",
    "why didn't", "why has nobody", "why have you", "why do you never", "why are you", "who ruined", "what went wrong",
)  # fmt: skip
BLAMING_WHY = re.compile(
    r"^(?:hvorfor|kvifor)\b.*\b(?:ikke|ikkje|aldri|aldrig|dårlig|dårleg)\b|^why\b.*\b(?:never|fail|fails|failed)\b"
)
SECOND = re.compile(
    r"(?:\bog|\beller|\band|\bor|,)\s+"
    r"(?:hva|hvordan|hvem|hvor|hvorfor|hvilke|kva|korleis|kven|kvar|kvifor|what|how|who|where|why|which)\b"
    # "Når har du …, og hva gjorde det mulig?" deepens, and asks nothing new.
    r"(?!\s+(?:(?:var det som )?(?:gjorde|gjør|gjer) (?:det|at)|(?:made|makes) it))"
)
# "hva og hvem" is one question with two words; "what we want and how" ends with one.
JOINED = re.compile(r"^\W*\w+\s+(?:og|and|eller|or)\s+\w+\b")

WHAT: dict[Fault, Remark] = {
    Fault.LEADING: Remark(
        Fault.LEADING,
        _("It holds its own answer."),
        _("People hear what you want to hear, and those who see it differently keep quiet."),
        _("“What do you think about …?” or “What would it take to …?”"),
    ),
    Fault.CLOSED: Remark(
        Fault.CLOSED,
        _("It can be answered with yes or no."),
        _("Whoever has answered yes or no has nothing more to say."),
        _("“How can we …?” or “What would it take to …?”"),
    ),
    Fault.DOUBLE: Remark(
        Fault.DOUBLE,
        _("It asks two things at once."),
        _("People answer the easier of the two, and you don't know which."),
        _("the one you most want to know, and keep the other for later."),
    ),
    Fault.BLAMING: Remark(
        Fault.BLAMING,
        _("It looks for somebody to blame."),
        _("Whoever is blamed defends themselves. Strengths are found by asking for what works."),
        _("“When does … work at its best, and what makes it so?”"),
    ),
}


def words_of(question: str) -> list[str]:
    """The words of a question, in small letters."""
    return re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)?", question.lower().replace("’", "'"))


def is_closed(question: str) -> bool:
    """Whether it can be answered with yes or no: "Er …?", "Bør vi …?", "Can we …?"."""
    found = words_of(question)
    first = found[0] if found else ""
    return first in CLOSED or (first in NEGATIONS and first.endswith("n't"))


def is_leading(question: str) -> bool:
    """Whether it tells people what to answer: "Bør vi ikke …?", "… , ikke sant?"."""
    found = words_of(question)
    low = question.lower().replace("’", "'")
    begins = is_closed(question) and bool(NEGATIONS & set(found[:4]))
    return begins or any(sure in low for sure in SURE) or bool(TAGS.search(low))


def is_double(question: str) -> bool:
    """Whether it asks two things: two question marks, or "… og hvordan …"."""
    low = question.lower().strip()
    return low.rstrip("? ").count("?") > 0 or bool(SECOND.search(JOINED.sub("", low)))


def is_blaming(question: str) -> bool:
    """Whether it looks for what is wrong, and whose fault it is."""
    low = " ".join(question.lower().replace("’", "'").split())
    return any(one in low for one in BLAME) or bool(BLAMING_WHY.search(low))


def look_at(question: str) -> Sequence[Remark]:
    """Say what keeps a question from opening a conversation; nothing for an open one."""
    faults = [
        *([Fault.LEADING] if is_leading(question) else [Fault.CLOSED] if is_closed(question) else []),
        *([Fault.BLAMING] if is_blaming(question) else []),
        *([Fault.DOUBLE] if is_double(question) else []),
    ]
    return [WHAT[fault] for fault in faults]
