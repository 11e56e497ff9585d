"""The papers that badges are printed on: A4 to cut, sheets of labels, and one's own (ark).

Measures are in millimetres, those of the labels from their makers' published templates.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

A4 = (210.0, 297.0)
QR_FROM = (80.0, 48.0)  # a badge smaller than this has no room for a code that can be scanned


@dataclass(frozen=True)
class Paper:
    """A sheet of badges. ``left`` and ``top`` are where the first one begins, ``gap`` what lies between two."""

    name: str | Promise
    width: float
    height: float
    columns: int
    rows: int
    left: float
    top: float
    gap_x: float = 0.0
    gap_y: float = 0.0
    cut: bool = False

    @property
    def on_a_sheet(self) -> int:
        """How many badges there are on a sheet."""
        return self.columns * self.rows

    @property
    def right(self) -> float:
        """Where the last column ends."""
        return self.left + self.columns * self.width + (self.columns - 1) * self.gap_x

    @property
    def bottom(self) -> float:
        """Where the last row ends."""
        return self.top + self.rows * self.height + (self.rows - 1) * self.gap_y

    @property
    def fits_a4(self) -> bool:
        """Whether all badges are on the sheet."""
        return self.right <= A4[0] + 0.5 and self.bottom <= A4[1] + 0.5

    @property
    def has_room_for_qr(self) -> bool:
        """Whether a QR code on the badge can be scanned."""
        return self.width >= QR_FROM[0] and self.height >= QR_FROM[1]

    def corner(self, place: int) -> tuple[float, float]:
        """Where a place on the sheet begins; places are counted from 0, along the rows."""
        row, column = divmod(place, self.columns)
        return self.left + column * (self.width + self.gap_x), self.top + row * (self.height + self.gap_y)

    def marks(self) -> Iterator[tuple[str, float]]:
        """The crop marks: "x" down from the edges at a distance from the left, "y" in from the edges."""
        if self.cut:
            lefts = [self.corner(place)[0] for place in range(self.columns)]
            tops = [self.corner(row * self.columns)[1] for row in range(self.rows)]
            yield from (("x", x) for x in sorted({*lefts, *(left + self.width for left in lefts)}))
            yield from (("y", y) for y in sorted({*tops, *(top + self.height for top in tops)}))


PAPERS: dict[str, Paper] = {
    "cut": Paper(_("Plain A4, to cut: 90 × 55 mm, 10 on a sheet"), 90, 55, 2, 5, 15, 11, cut=True),
    "L7418": Paper(_("Avery L7418: 86 × 55 mm, 8 on a sheet"), 86, 55, 2, 4, 19, 38.5),
    "L7165": Paper(_("Avery L7165: 99.1 × 67.7 mm, 8 on a sheet"), 99.1, 67.7, 2, 4, 4.67, 13.04, gap_x=2.54),
    "L7163": Paper(_("Avery L7163: 99.1 × 38.1 mm, 14 on a sheet"), 99.1, 38.1, 2, 7, 4.67, 15.15, gap_x=2.54),
    "L7160": Paper(_("Avery L7160: 63.5 × 38.1 mm, 21 on a sheet"), 63.5, 38.1, 3, 7, 7.2, 15.15, gap_x=2.54),
}
OWN = "own"
