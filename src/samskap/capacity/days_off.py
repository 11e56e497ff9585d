"""Days on which many are away: public holidays, the days squeezed between them, and Easter. Norwegian rules."""

from datetime import date, timedelta
from functools import cache

import holidays

DAY = timedelta(days=1)
# The library has no nynorsk. What is the same in both forms is left out.
NYNORSK = {
    "Første nyttårsdag": "Fyrste nyttårsdag",
    "Første påskedag": "Fyrste påskedag",
    "Arbeidernes dag": "Arbeidaranes dag",
    "Første pinsedag": "Fyrste pinsedag",
    "Første juledag": "Fyrste juledag",
}
LIBRARY = {"nb": "no", "nn": "no", "en": "en_US"}


@cache
def _year(year: int, language: str) -> dict[date, str]:
    return dict(holidays.country_holidays("NO", years=year, language=LIBRARY.get(language, "en_US")).items())


def public_holiday(day: date, *, language: str = "nb") -> str:
    """Name the public holiday of a day (helligdag); empty for an ordinary day."""
    names = _year(day.year, language).get(day, "").split("; ")
    return ", ".join(NYNORSK.get(name, name) if language == "nn" else name for name in names)


def is_off(day: date) -> bool:
    """Whether few work: a weekend or a public holiday."""
    return day.weekday() >= 5 or bool(public_holiday(day))


def squeezed(day: date) -> bool:
    """Whether a working day lies between days off, one of them a public holiday (inneklemt dag)."""
    before, after = day - DAY, day + DAY
    between = not is_off(day) and is_off(before) and is_off(after)
    return between and bool(public_holiday(before) or public_holiday(after))


def eve_of(day: date, *, language: str = "nb") -> str:
    """Name the public holiday that a working day is the eve of, when many leave early; empty for other days."""
    return "" if is_off(day) or squeezed(day) else public_holiday(day + DAY, language=language)
