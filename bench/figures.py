"""What a bench finds: figures, each beside the anchor it is compared with."""

from __future__ import annotations

import json
import os
import platform
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

RESULTS = Path("build/bench.json")
PAGE = Path("docs/benchmarks.md")


class Figure(NamedTuple):
    """One figure. A ratio below 1 means that we are cheaper, faster or smaller than the anchor."""

    name: str
    value: float
    unit: str
    anchor: str = ""
    anchor_value: float | None = None
    ratio: float | None = None


def compared(name: str, value: float, unit: str, anchor: str, anchor_value: float | None) -> Figure:
    """Put a figure beside its anchor; where the anchor could not be run, the figure stands alone."""
    if anchor_value is None:
        return Figure(name, tidy(value), unit)
    return Figure(name, tidy(value), unit, anchor, tidy(anchor_value), tidy(value / anchor_value))


def tidy(value: float) -> float:
    """Three digits that mean something."""
    return float(f"{value:.3g}")


def save(figures: Iterable[Figure]) -> None:
    """Put the figures in build/bench.json; those with the same names are replaced."""
    RESULTS.parent.mkdir(exist_ok=True)
    known = json.loads(RESULTS.read_text()) if RESULTS.exists() else []
    table = {figure["name"]: figure for figure in known} | {figure.name: figure._asdict() for figure in figures}
    RESULTS.write_text(json.dumps(list(table.values()), indent=1, ensure_ascii=False) + "\n")


def table(figures: Iterable[Figure]) -> str:
    """The figures as a Markdown table, with the machine and the date."""
    rows = [
        "| figure | Samskap | anchor | | ratio |",
        "|---|---:|---|---:|---:|",
        *(
            f"| {name} | {shown(value)} {unit} | {anchor} | {shown(anchor_value)} | {shown(ratio)} |"
            for name, value, unit, anchor, anchor_value, ratio in figures
        ),
    ]
    return "\n".join([f"*{machine()}, {datetime.now(UTC):%d %B %Y}.*".replace("*0", "*"), "", *rows])


def shown(value: float | None) -> str:
    return "" if value is None else f"{value:,.0f}" if abs(value) >= 100 else f"{value:g}"


def machine() -> str:
    """What it was measured on, without its name."""
    cpu = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    model = cpu[1].strip() if cpu else platform.machine()
    system = f"{platform.system()} {platform.release()}, Python {platform.python_version()}"
    return f"{os.cpu_count()} cores ({model}), {system}"


def write_page(name: str, text: str) -> None:
    """Renew one bench's part of docs/benchmarks.md, between its markers; a new bench is added at the end."""
    page = PAGE.read_text() if PAGE.exists() else "# Benchmarks\n"
    start, end = f"<!-- {name}: written by make bench -->", f"<!-- {name}: end -->"
    part = f"{start}\n{text}\n{end}"
    found = re.compile(f"{re.escape(start)}.*?{re.escape(end)}", re.DOTALL)
    page = found.sub(lambda _: part, page) if found.search(page) else f"{page.rstrip()}\n\n{part}\n"
    PAGE.write_text(page)
