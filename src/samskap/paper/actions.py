"""What can be done with paper."""

from dataclasses import dataclass

from django.utils import timezone

from samskap.cards.models import Card, Photo
from samskap.cards.photos import Picture, remove_photo, replace_picture, store_photo
from samskap.circles.models import Circle
from samskap.gatherings import actions
from samskap.gatherings.models import Block, Gathering, Participation
from samskap.gatherings.sheets import SheetCode
from samskap.journal.telling import tell
from samskap.paper.models import Shot
from samskap.people.models import Sector
from samskap.stage.coming import has_come


@dataclass(frozen=True)
class Spot:
    """Where paper belongs: a group at work, else a block, else only the gathering; and what it is about."""

    block: Block | None = None
    circle: Circle | None = None
    card: Card | None = None

    @property
    def is_found(self) -> bool:
        """Whether it belongs somewhere."""
        return self.block is not None

    @property
    def words(self) -> str:
        """Where it is, in words."""
        circle = self.circle
        about = (circle.card.text if circle.card else circle.name) if circle else (self.card.text if self.card else "")
        group = f"{circle.number} · {about}".strip(" ·") if circle else about
        return " – ".join(part for part in (self.block.title if self.block else "", group) if part)


def spot_of(gathering: Gathering, code: SheetCode) -> Spot:
    """Find what a sheet's code points at. What has been deleted since is left out; a topic leads to its group."""
    circle = Circle.objects.filter(pk=code.circle, block__gathering=gathering).select_related("card", "block").first()
    card = Card.objects.filter(pk=code.card, gathering=gathering).first()
    block = gathering.blocks.filter(pk=code.block).first()
    if circle is None and card is not None:
        of_card = Circle.objects.filter(card=card, block__gathering=gathering).select_related("card", "block")
        circle = of_card.filter(block=block).first() if block and code.kind != "wall" else None
        circle = circle or of_card.order_by("-block__position").first()
    return Spot(circle.block if circle else block or (card.block if card else None), circle, card)


def keep_photo(
    gathering: Gathering, picture: Picture, *, spot: Spot, by_code: bool = False, caption: str = ""
) -> Photo:
    """Keep a photo of paper (ta bilde av papir): with its group if it is known, else in the tray."""
    hangs = _hangs(spot)
    photo = store_photo(
        picture, gathering=gathering, block=hangs.block, circle=hangs.circle, caption=caption or spot.words[:200]
    )
    Shot.objects.create(
        photo=photo,
        block=spot.block,
        card=spot.card,
        placed_at=timezone.now() if spot.is_found else None,
        found_by_code=by_code,
    )
    tell(spot.block or gathering, "photo.added", circle=spot.circle)
    return photo


def _hangs(spot: Spot) -> Spot:
    """A photo of a group's sheet hangs with the group. Others are the gathering's: a block's own is one to show."""
    return spot if spot.circle else Spot()


def place_photo(photo: Photo, *, spot: Spot) -> None:
    """Put a photo where it belongs, by hand (legg på plass). With no spot it stays the gathering's, out of the tray."""
    hangs = _hangs(spot)
    Photo.objects.filter(pk=photo.pk).update(block=hangs.block, circle=hangs.circle)
    if not photo.caption and spot.is_found:
        Photo.objects.filter(pk=photo.pk).update(caption=spot.words[:200])
    Shot.objects.filter(photo=photo).update(block=spot.block, card=spot.card, placed_at=timezone.now())
    tell(spot.block or photo.gathering, "photo.placed", circle=spot.circle)


def describe_photo(photo: Photo, *, caption: str) -> None:
    """Say what a photo shows, for those who can't see it."""
    Photo.objects.filter(pk=photo.pk).update(caption=caption)
    tell(photo.gathering, "photo.described")


def turn_photo(photo: Photo, picture: Picture) -> None:
    """Put the turned picture in place of the one that lay on its side."""
    replace_picture(photo, picture)
    tell(photo.gathering, "photo.turned")


def hide_photo(photo: Photo, *, hide: bool) -> None:
    """Hide a photo from all but those who help, or show it again."""
    Photo.objects.filter(pk=photo.pk).update(hidden_at=timezone.now() if hide else None)
    tell(photo.gathering, "photo.hidden" if hide else "photo.shown")


def delete_photo(photo: Photo) -> None:
    """Take a photo away for good."""
    gathering = photo.gathering
    remove_photo(photo)
    tell(gathering, "photo.removed")


def come_on_paper(
    gathering: Gathering, *, first_name: str, last_name: str = "", organisation: str = "",
    sector: str = Sector.OTHER, language: str = "nb",
) -> Participation:  # fmt: skip
    """Let somebody in who is here without a phone (på papir)."""
    person = actions.join(
        gathering, first_name=first_name, last_name=last_name, organisation=organisation, sector=sector,
        language=language,
    )  # fmt: skip
    has_come(person, "person.joined")
    return person
