"""Which tests prove which lines of the mission, and which lines nobody proves yet."""

import re
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

PAGE = Path("docs/mission.md")
LINE = re.compile(r"^- \*\*(?P<number>[A-Z]\d+)\*\* (?P<words>.+)$", re.MULTILINE)


@cache
def lines() -> dict[str, str]:
    """Read the mission: number and words, in the order of the page."""
    return {line["number"]: line["words"] for line in LINE.finditer(PAGE.read_text(encoding="utf-8"))}


def proved_by(item: pytest.Item) -> list[str]:
    """Tell which lines a test says that it proves."""
    return [line for marker in item.iter_markers("mission") for line in marker.args]


class Overview:
    """Prints the mission instead of running the tests."""

    def __init__(self) -> None:
        self.tests: dict[str, list[str]] = defaultdict(list)

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        for item in items:
            for line in proved_by(item):
                name = re.sub(r"\[.*", "", item.nodeid)
                if name not in self.tests[line]:
                    self.tests[line].append(name)
        items.clear()

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        write = terminalreporter.write_line
        for number, words in lines().items():
            write(f"{number:<4}{words}", bold=True)
            for test in sorted(self.tests[number]) or ["no test yet"]:
                write(f"      {test}", red=test == "no test yet")
        proved = sum(bool(self.tests[number]) for number in lines())
        write(f"{proved} of {len(lines())} lines have a test.")
