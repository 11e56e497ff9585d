"""Make a text as large as its place allows, measured in the fonts of the PDF (tilpasse tekst)."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from PIL import ImageFont

from samskap.pdf.making import FONTS

Face = Literal["head", "text", "italic", "strong"]
FILES: dict[Face, str] = {
    "head": "InterDisplay-Bold.ttf",
    "text": "Inter-Regular.ttf",
    "italic": "Inter-Italic.ttf",
    "strong": "Inter-Bold.ttf",
}
POINT = 25.4 / 72  # millimetres
MEASURED_AT = 200
STEP = 0.5  # points: every size is a whole number of halves


@dataclass(frozen=True)
class Fitted:
    """A text as it is to stand: its size in points, and its lines."""

    points: float
    lines: tuple[str, ...]


@cache
def _font(face: Face) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONTS / FILES[face]), MEASURED_AT)


@lru_cache(maxsize=4096)
def _width(text: str, face: Face) -> float:
    """How wide a line is, in points, when it is set in one point."""
    return float(_font(face).getlength(text)) / MEASURED_AT


def width_of(text: str, face: Face, points: float) -> float:
    """How wide a line is, in millimetres."""
    return _width(text, face) * points * POINT


def fit(
    text: str,
    face: Face,
    *,
    width: float,
    height: float,
    largest: float,
    smallest: float,
    lines: int = 1,
    leading: float = 1.15,
) -> Fitted:
    """Find the largest size at which the text stands within ``width`` × ``height`` mm on at most so many lines.

    What is too long also at the smallest size is cut, with an ellipsis: that is better than what nobody can read.
    """
    words = _words(text)
    for step in range(round(largest / STEP), round(smallest / STEP) - 1, -1):
        points = step * STEP
        wrapped = _wrap(words, face, width, points)
        if wrapped and len(wrapped) <= lines and len(wrapped) * points * leading * POINT <= height + 0.01:
            return Fitted(points, wrapped)
    return Fitted(smallest, _cut(words, face, width, smallest, lines))


def fit_all(
    texts: Sequence[str], face: Face, *, width: float, height: float, largest: float, smallest: float, leading: float,
    apart: float,
) -> float:  # fmt: skip
    """Find the largest size at which several texts stand below each other; ``apart`` is the space between, in lines."""
    words = [_words(text) for text in texts]
    for step in range(round(largest / STEP), round(smallest / STEP), -1):
        points = step * STEP
        wrapped = [_wrap(one, face, width, points) for one in words]
        lines = sum(len(one) for one in wrapped) * leading + max(len(texts) - 1, 0) * apart
        if all(wrapped) and lines * points * POINT <= height:
            return points
    return smallest


def _words(text: str) -> list[str]:
    """The parts a line may be broken between; what follows a hyphen has no space before it."""
    parts: list[str] = []
    for word in text.split():
        pieces = word.replace("-", "-\0").split("\0") if "-" in word.strip("-") else [word]
        parts += [f" {pieces[0]}", *(piece for piece in pieces[1:] if piece)]
    return parts


def _wrap(words: Sequence[str], face: Face, width: float, points: float) -> tuple[str, ...]:
    """Break a text into lines; nothing if a word is too long for a line."""
    found: list[str] = []
    line = ""
    for word in words:
        if line and width_of((line + word).strip(), face, points) > width:
            found.append(line.strip())
            line = ""
        line += word
        if width_of(line.strip(), face, points) > width:
            return ()
    return tuple([*found, line.strip()] if line else found)


def _cut(words: Sequence[str], face: Face, width: float, points: float, lines: int) -> tuple[str, ...]:
    found: list[str] = []
    rest = "".join(words).strip()
    while rest and len(found) < lines:
        line = rest
        while width_of(line, face, points) > width:
            line = line[:-1].rstrip()
            shorter = line.rpartition(" ")[0]
            if shorter and len(found) < lines - 1 and width_of(line, face, points) <= width:
                line = shorter
        rest = rest[len(line) :].strip()
        found.append(line)
    if rest:
        last = found[-1]
        while last and width_of(f"{last}…", face, points) > width:
            last = last[:-1].rstrip()
        found[-1] = f"{last}…"
    return tuple(found)
