"""What the organiser has chosen for the badges, as one value (trykkvalg)."""

from dataclasses import asdict, dataclass, fields
from typing import Any

from samskap.gatherings.models import Gathering
from samskap.printing.models import PrintChoices
from samskap.printing.papers import OWN, PAPERS, Paper

USUAL_SHAPES = ("triangle", "square", "circle", "diamond")


@dataclass(frozen=True)
class BadgeChoices:
    """How badges are printed. The measures are those of one's own paper, in millimetres."""

    paper: str = "cut"
    nudge_x: float = 0
    nudge_y: float = 0
    qr: bool = True
    crew: bool = True
    shapes: tuple[str, ...] = USUAL_SHAPES
    width: float = 90
    height: float = 55
    columns: int = 2
    rows: int = 5
    left: float = 15
    top: float = 11
    gap_x: float = 0
    gap_y: float = 0

    @property
    def sheet(self) -> Paper:
        """The paper that is chosen."""
        if self.paper != OWN:
            return PAPERS.get(self.paper, PAPERS["cut"])
        return Paper("", self.width, self.height, self.columns, self.rows, self.left, self.top, self.gap_x, self.gap_y)

    @property
    def nudge(self) -> tuple[float, float]:
        """How far everything is moved, to the right and down."""
        return self.nudge_x, self.nudge_y

    def as_json(self) -> dict[str, Any]:
        """What is stored."""
        return asdict(self) | {"shapes": list(self.shapes)}

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "BadgeChoices":
        """Read what is stored; what another version knew, and we do not, is left out."""
        known = {one.name for one in fields(cls)}
        kept = {name: value for name, value in stored.items() if name in known}
        return cls(**kept | ({"shapes": tuple(kept["shapes"])} if "shapes" in kept else {}))


def choices_of(gathering: Gathering) -> PrintChoices:
    """The choices of a gathering; the usual ones if nothing has been chosen."""
    return PrintChoices.objects.filter(gathering=gathering).first() or PrintChoices(gathering=gathering)


def badge_choices(gathering: Gathering) -> BadgeChoices:
    """The choices for the badges."""
    return BadgeChoices.from_json(choices_of(gathering).badges)
