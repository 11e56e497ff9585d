"""Find somebody by what is typed at the door: part of a name, with or without our letters, spelt nearly right.

``design/js/finding.js`` does the same in the browser, so that it works without a connection; both are held to the cases
in ``tests/finding.json``.
"""

import re
import unicodedata

OUR_LETTERS = str.maketrans({"æ": "a", "ø": "o", "å": "a", "đ": "d", "ð": "d", "ŋ": "n", "ŧ": "t", "ß": "ss"})
PAIRS = (("aa", "a"), ("ae", "a"), ("oe", "o"))
SHORTEST_NEAR = 4
LONG = 7

PREFIX, ELSEWHERE, NEAR, NEAR_ELSEWHERE = 0, 1, 3, 4


def words(text: str) -> list[str]:
    """The words of a text, in small letters that any keyboard has: "Åse Kjær-Moe" gives ``ase``, ``kjar``, ``mo``."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(OUR_LETTERS))
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    for pair, letter in PAIRS:
        plain = plain.replace(pair, letter)
    return re.findall(r"[^\W_]+", plain)


def how_near(sought: str, name: str, organisation: str = "") -> int | None:
    """How well somebody answers to what is typed: 0 is best; nothing if not at all. Every word must be found."""
    names, elsewhere = words(name), words(organisation)
    total = 0
    for word in words(sought):
        cost = _cost(word, names, elsewhere)
        if cost is None:
            return None
        total += cost
    return total


def _cost(word: str, names: list[str], elsewhere: list[str]) -> int | None:
    if any(one.startswith(word) for one in names):
        return PREFIX
    if any(one.startswith(word) for one in elsewhere):
        return ELSEWHERE
    if any(_is_near(word, one) for one in names):
        return NEAR
    return NEAR_ELSEWHERE if any(_is_near(word, one) for one in elsewhere) else None


def _is_near(typed: str, word: str) -> bool:
    if len(typed) < SHORTEST_NEAR:
        return False
    return slips(typed, word) <= (2 if len(typed) >= LONG else 1)


def slips(typed: str, word: str) -> int:
    """How many slips (a letter too many, too few, wrong, swapped) make ``typed`` of the beginning of ``word``."""
    before: list[int] = []
    row = list(range(len(word) + 1))
    for i, sign in enumerate(typed, 1):
        new = [i]
        for j, other in enumerate(word, 1):
            best = min(row[j] + 1, new[j - 1] + 1, row[j - 1] + (sign != other))
            if i > 1 and j > 1 and sign == word[j - 2] and typed[i - 2] == other:
                best = min(best, before[j - 2] + 1)
            new.append(best)
        before, row = row, new
    return min(row)
