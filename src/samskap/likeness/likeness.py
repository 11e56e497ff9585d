"""Which of some short texts are about the same: `alike`."""

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from samskap.likeness.words import WORD, words_of

AT_LEAST = 0.15
GRAMS = (4, 5)
MOST = 400


@dataclass(frozen=True)
class Pair:
    """Two texts that are alike: their places, how alike from 0 to 1, and the words they share."""

    one: int
    other: int
    score: float
    words: tuple[str, ...]


def pieces_of(text: str) -> Counter[str]:
    """A text in pieces: its words, and parts of them, so that "sykkelverksted" meets "sykkel"."""
    pieces: Counter[str] = Counter()
    for word in words_of(text):
        pieces[word] += 2
        padded = f"‹{word}›"
        for length in GRAMS:
            pieces.update(padded[at : at + length] for at in range(len(padded) - length + 1))
    return pieces


def alike(texts: Sequence[str], *, at_least: float = AT_LEAST) -> list[Pair]:
    """Return the pairs of texts that are about the same, the most alike first; at most 400 are compared.

    Pieces are weighed by how few of the texts have them, and compared by the angle between texts (TF-IDF, cosine).
    """
    pieces = [pieces_of(text) for text in texts[:MOST]]
    in_texts = Counter(piece for one in pieces for piece in one)
    rare = {piece: math.log(1 + len(pieces) / count) for piece, count in in_texts.items()}
    vectors = [{piece: (1 + math.log(n)) * rare[piece] for piece, n in one.items()} for one in pieces]
    lengths = [math.sqrt(sum(weight * weight for weight in one.values())) or 1.0 for one in vectors]
    having: dict[str, list[int]] = defaultdict(list)
    products: Counter[tuple[int, int]] = Counter()
    for number, vector in enumerate(vectors):
        for piece, weight in vector.items():
            for before in having[piece]:
                products[before, number] += vectors[before][piece] * weight  # type: ignore[assignment]
            having[piece].append(number)
    found = [
        Pair(one, other, round(score, 3), _shared(texts[one], texts[other]))
        for (one, other), product in products.items()
        if (score := product / lengths[one] / lengths[other]) >= at_least
    ]
    return sorted(found, key=lambda pair: (-pair.score, pair.one, pair.other))


def _shared(one: str, other: str) -> tuple[str, ...]:
    """The words of the first text that the other has too, in some form, as they stand there."""
    theirs = words_of(other)
    said = {found: word for word in WORD.findall(one.casefold()) for found in words_of(word)}
    return tuple(said[ours] for ours in said if any(ours[:4] == each[:4] or ours in each for each in theirs))
