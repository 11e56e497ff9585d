"""What the posters say (plakater): ready-made texts, until the organiser writes their own (G9)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samskap.pdf.fitting import Fitted, fit, fit_all
from samskap.printing.models import PrintChoices

LEADING = 1.25


@dataclass(frozen=True)
class Poster:
    """A poster: a heading, perhaps a sentence, and points below each other."""

    key: str
    heading: str | Promise
    lead: str | Promise = ""
    points: Sequence[str | Promise] = ()

    @property
    def large(self) -> Fitted:
        """The heading, as large as there is room for."""
        return fit(str(self.heading), "head", width=172, height=62, largest=76, smallest=30, lines=2, leading=1.04)

    @property
    def points_size(self) -> float:
        """How large the rest can be, to fill the sheet: what hangs on a wall is read from afar."""
        said = [str(text) for text in (self.lead, *self.points) if text]
        return fit_all(said, "text", width=154, height=178, largest=33, smallest=13, leading=LEADING, apart=LEADING / 2)


READY: dict[str, Poster] = {
    poster.key: poster
    for poster in (
        Poster(
            "rules",
            _("How we are together"),
            points=(
                _("We listen to the end before we answer."),
                _("Everybody gets to speak. Those who find it easy, make room."),
                _("We build on each other: yes, and …"),
                _("We are curious about what we don't agree with."),
                _("What is personal stays here. What we make, we share."),
                _("We ask before we take pictures of people."),
                _("You can always pass, take a break or change your mind."),
            ),
        ),
        Poster(
            "principles",
            _("Five things to trust"),
            points=(
                _("Those who have come are the right people."),
                _("It begins when it begins. The clock only helps."),
                _("Anywhere people talk together is the right place."),
                _("What happens is what could happen today."),
                _("When it is over, it is over. If it is not over, go on."),
            ),
        ),
        Poster(
            "feet",
            _("The law of two feet"),
            _("Do you neither give nor get anything where you are? Move on – on foot, on wheels or with one tap."),
            points=(
                _("Nobody is offended when somebody goes."),
                _("Some go from group to group and carry ideas with them."),
                _("Some stop by the coffee. Good talks begin there too."),
            ),
        ),
        Poster(
            "digital",
            _("When we meet on screen"),
            points=(
                _("Come some minutes early and test camera and sound."),
                _("Have the camera on if you can. Turning it off is fine."),
                _("Mute the microphone when you don't speak."),
                _("Show your name and where you come from."),
                _("Raise a hand to speak. The chat is for short things."),
                _("Nothing is recorded unless everybody has said yes."),
            ),
        ),
    )
}
NAMES: dict[str, str | Promise] = {
    "rules": _("House rules"),
    "principles": _("Principles of open space"),
    "feet": _("The law of two feet"),
    "digital": _("Information poster for meetings on screen"),
}


def poster(key: str, texts: Mapping[str, Mapping[str, str]]) -> Poster:
    """A poster as the organiser wants it; ready-made where nothing is written."""
    ready, own = READY[key], texts.get(key, {})
    points = [line.strip() for line in own.get("points", "").splitlines() if line.strip()]
    if not any(own.values()):
        return ready
    return Poster(key, own.get("heading") or ready.heading, own.get("lead", ""), points)


def posters(choices: PrintChoices) -> list[Poster]:
    """All posters that have a text."""
    return [poster(key, choices.texts) for key in READY]
