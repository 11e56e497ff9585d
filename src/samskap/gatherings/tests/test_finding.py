"""Names are found as people type them at a door."""

import json
from pathlib import Path

import pytest

from samskap.gatherings.finding import how_near

CASES = json.loads((Path(__file__).parent / "finding.json").read_text(encoding="utf-8"))


@pytest.mark.mission("G7")
def test_names_are_found_as_people_type_them_at_a_door() -> None:
    assert [[*case[:3], how_near(*case[:3])] for case in CASES] == CASES
