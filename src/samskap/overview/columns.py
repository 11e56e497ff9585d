"""Stacked columns over time, as figures for a drawing. Pure functions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Part:
    """One coloured part of a column, in the picture's own units; ``series`` counts from 0."""

    x: float
    y: float
    width: float
    height: float
    series: int


@dataclass(frozen=True)
class Column:
    """One period: its name, where the name stands, its sum, and its parts from the bottom up."""

    label: str
    x: float
    total: int
    total_y: float
    parts: tuple[Part, ...]


WIDTH, HEIGHT, FOOT, TOP = 1000.0, 320.0, 40.0, 30.0
GAP = 0.28  # of a column's place is air


def draw_columns(periods: Sequence[tuple[str, Mapping[str, int]]], series: Sequence[str]) -> list[Column]:
    """Draw ``periods``: a name and a number for each of ``series``. The highest column fills the height."""
    most = max((sum(values.values()) for _label, values in periods), default=0) or 1
    place = WIDTH / max(len(periods), 6)
    scale = (HEIGHT - FOOT - TOP) / most
    columns = []
    for number, (label, values) in enumerate(periods):
        left, level, parts = place * (number + GAP / 2), HEIGHT - FOOT, []
        for index, name in enumerate(series):
            tall = values.get(name, 0) * scale
            if tall:
                level -= tall
                parts.append(Part(round(left, 1), round(level, 1), round(place * (1 - GAP), 1), round(tall, 1), index))
        middle = round(left + place * (1 - GAP) / 2, 1)
        columns.append(Column(label, middle, sum(values.values()), round(level - 8, 1), tuple(parts)))
    return columns


def period_of(day: date, span_in_days: int) -> tuple[int, int]:
    """Return the period of ``day`` as (year, number): months for 18 months, quarters for five years, then years.

    The number is the month (1–12), the quarter (1–4), or 0 for whole years.
    """
    if span_in_days <= 550:
        return day.year, day.month
    if span_in_days <= 5 * 366:
        return day.year, (day.month - 1) // 3 + 1
    return day.year, 0
