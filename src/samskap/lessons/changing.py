"""What lessons do to a run sheet. Pure functions over the lines of a recipe."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

Line = dict[str, Any]
REMARKS_MAX = 2000


@dataclass(frozen=True)
class Change:
    """One change. ``key`` is the line it is about; empty for the run sheet as a whole."""

    do: str
    key: str = ""
    minutes: int = 0
    title: str = ""
    note: str = ""


def changed(lines: Sequence[Line], changes: Iterable[Change], *, new_kind: str = "talk") -> list[Line]:
    """Return the lines with the changes in them; the given lines are left as they are.

    What takes its material from a line that is left out takes it from where that line took its own.
    """
    result = [dict(line) for line in lines]
    for number, change in enumerate(changes, start=1):
        here = next((n for n, line in enumerate(result) if line["key"] == change.key), None)
        if change.do == "add":
            added = {"key": f"new-{number}", "kind": new_kind, "title": change.title, "minutes": change.minutes}
            result.insert(len(result) if here is None else here + 1, added)
        elif here is not None and change.do == "minutes":
            result[here]["minutes"] = change.minutes
        elif here is not None and change.do == "note":
            result[here]["remarks"] = _joined(result[here].get("remarks", ""), change.note)
        elif here is not None and change.do == "drop":
            gone = result.pop(here)
            for line in result:
                if line.get("source") == gone["key"]:
                    line["source"] = gone.get("source", "")
    return result


def _joined(remarks: str, note: str) -> str:
    return f"{remarks}\n{note}".strip()[:REMARKS_MAX]
