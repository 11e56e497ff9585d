"""How people use a talk: they listen. The one who leads goes on when the time is up."""

from collections.abc import Iterator

from samskap.stage.rehearsal import Act, Scene


def play(scene: Scene) -> Iterator[Act]:
    """Nobody does anything with their phone while somebody speaks."""
    yield from ()
