from collections.abc import Iterator

import pytest

from tests.live.house import House, open_house


@pytest.fixture
def house() -> Iterator[House]:
    with open_house(pause=0.05) as house:
        yield house
