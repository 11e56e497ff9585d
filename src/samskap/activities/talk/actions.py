"""What can be done with a talk: show a picture."""

from samskap.cards.models import Photo
from samskap.cards.photos import Picture, store_photo
from samskap.gatherings.models import Block
from samskap.journal.telling import tell


def set_picture(block: Block, *, picture: Picture, caption: str) -> Photo:
    """Show a picture beside the text, instead of the one before (vis bilde)."""
    _remove_pictures(block)
    photo = store_photo(picture, gathering=block.gathering, block=block, caption=caption)
    tell(block, "picture.set")
    return photo


def remove_picture(block: Block) -> None:
    """Show no picture any more."""
    if _remove_pictures(block):
        tell(block, "picture.removed")


def _remove_pictures(block: Block) -> int:
    return Photo.objects.filter(block=block).delete()[0]
