"""What docs/operating.md says is what the product does."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_every_variable_is_described_and_every_description_is_of_a_variable() -> None:
    code = (ROOT / "src" / "samskap" / "settings.py").read_text()
    page = (ROOT / "docs" / "operating.md").read_text()

    read = {f"SAMSKAP_{name}" for name in re.findall(r'_read\("([A-Z_]+)"', code)}
    described = set(re.findall(r"`(SAMSKAP_[A-Z_]+)`", page))

    assert read == described
