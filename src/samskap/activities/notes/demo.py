"""How people use notes: everybody thinks a little, then writes one to three, and somebody changes their mind."""

from collections.abc import Iterator

from samskap.stage.rehearsal import Act, Scene


def play(scene: Scene) -> Iterator[Act]:
    """Write two notes each on average, in the order of the tale; one takes a note back."""
    for number, text in enumerate(scene.tale.notes):
        yield Act(scene.somebody(number * 7), "write", {"text": text})
    doubter = scene.somebody(7)
    first = scene.block.cards.filter(by=doubter).first()
    if first is not None:
        yield Act(doubter, "change", {"card": first.pk, "text": f"{first.text} – og hvem kan hjelpe?"})
