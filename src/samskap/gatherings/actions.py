"""What can be done with a gathering and its people."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from samskap.gatherings.models import Block, Gathering, Membership, OwnRecipe, Participation, Pass, Role
from samskap.people.actions import find_or_make_organisation
from samskap.people.models import Sector, User
from samskap.people.tokens import hashed, new_token, token_from


def join(
    gathering: Gathering,
    *,
    first_name: str,
    last_name: str = "",
    organisation: str = "",
    sector: str = Sector.OTHER,
    drive: str = "",
    language: str = "nb",
    token: str | None = None,
) -> Participation:
    """Let somebody in (bli med). ``token`` is what the person's phone will show to be known again."""
    now = timezone.now()
    return Participation.objects.create(
        gathering=gathering,
        first_name=first_name,
        last_name=last_name,
        organisation=find_or_make_organisation(organisation, sector=sector),
        sector=sector,
        drive=drive,
        language=language,
        token_hash=hashed(token) if token else None,
        arrived_at=now,
        seen_at=now,
    )


def on_paper(gathering: Gathering, *, first_name: str) -> Participation:
    """Return somebody who is here without a phone (på papir), known by first name; let in at their first note."""
    here = Participation.objects.here().filter(gathering=gathering, token_hash=None, first_name__iexact=first_name)
    return here.first() or join(gathering, first_name=first_name)


def own_link_token(person: Participation) -> str:
    """The token of somebody's own link: always the same."""
    return token_from(f"own link:{person.gathering_id}:{person.pk}")


def own_link(person: Participation) -> str:
    """Return the address (path) of somebody's own link, made the first time it is asked for (personlig lenke).

    It is made from the server's key, so it can be written in every letter while only its hash is stored.
    """
    token = own_link_token(person)
    if person.link_hash != hashed(token):
        person.link_hash = hashed(token)
        person.save(update_fields=["link_hash"])
    return reverse("own-link", args=[person.gathering.slug, token])


def arrive(person: Participation, *, token: str | None = None, now: datetime | None = None) -> bool:
    """Check somebody in at the door (sjekke inn); returns whether they had not been checked in before.

    Who waits or had cancelled, and comes, is welcome. Of two doors that check in the same person one is the first.
    """
    now = now or timezone.now()
    mine = Participation.objects.filter(pk=person.pk)
    first = mine.filter(arrived_at=None).update(
        arrived_at=now, seen_at=now, left_at=None, waiting_since=None, cancelled_at=None
    )
    again = 0 if first else mine.exclude(left_at=None).update(left_at=None, seen_at=now)
    if token:
        mine.update(token_hash=hashed(token))
    person.refresh_from_db()
    return bool(first or again)


def leave(person: Participation, *, now: datetime | None = None) -> None:
    """Let somebody go home (gå). What they made stays; their phone is let go of."""
    Participation.objects.filter(pk=person.pk, left_at=None).update(left_at=now or timezone.now(), token_hash=None)


def give_role(gathering: Gathering, *, user: User, role: Role) -> Membership:
    """Give an account a role in the gathering."""
    return Membership.objects.get_or_create(gathering=gathering, user=user, role=role)[0]


def hand_out_pass(gathering: Gathering, *, role: Role, label: str = "", token: str | None = None) -> str:
    """Make a pass and return its token, which can't be shown again."""
    token = token or new_token()
    expires_at = max(timezone.now(), gathering.starts_at) + Pass.LASTS
    Pass.objects.create(gathering=gathering, role=role, label=label, token_hash=hashed(token), expires_at=expires_at)
    return token


def open_doors(gathering: Gathering) -> None:
    """Let people in (åpne dørene). Opening again after closing keeps what was made."""
    gathering.opened_at = gathering.opened_at or timezone.now()
    gathering.closed_at = None
    gathering.save(update_fields=["opened_at", "closed_at"])


def next_position(gathering: Gathering) -> int:
    """The position after the last block."""
    last = Block.objects.filter(gathering=gathering).order_by("-position").first()
    return last.position + 1 if last else 1


# What Django's slugify would leave out: letters that are not an ordinary letter with a mark on it.
OUR_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "đ": "d", "ŋ": "n", "ŧ": "t", "ß": "ss"})


def free_slug(title: str) -> str:
    """Make an address from a title that no other gathering has: "Møte på Ås" gives ``mote-pa-as`` (or ``…-2``)."""
    wanted = slugify(title.lower().translate(OUR_LETTERS))[:50].strip("-") or "gathering"
    taken = set(Gathering.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return wanted if wanted not in taken else next(slug for slug in numbered if slug not in taken)


def close_doors(gathering: Gathering) -> None:
    """Let nobody in any more (lukke dørene). What was made stays, and the doors can be opened again."""
    gathering.closed_at = timezone.now()
    gathering.save(update_fields=["closed_at"])


def take_role(gathering: Gathering, *, user: User, role: Role) -> None:
    """Take a role from an account."""
    Membership.objects.filter(gathering=gathering, user=user, role=role).delete()


def take_back_pass(held: Pass) -> None:
    """Take a pass back: its link opens nothing any more (ta tilbake)."""
    Pass.objects.filter(pk=held.pk, revoked_at=None).update(revoked_at=timezone.now())


def save_as_recipe(gathering: Gathering, *, user: User, name: str) -> OwnRecipe:
    """Save the run sheet and the rooms as the user's own recipe (lagre som oppskrift)."""
    return OwnRecipe.objects.create(user=user, name=name, data=recipe_data(gathering, name=name))


def recipe_data(gathering: Gathering, *, name: str) -> dict[str, Any]:
    """The run sheet and the rooms as a recipe's data, the blocks as "block-1" and on. Who leads what is left out."""
    blocks = list(gathering.blocks.all())
    keys = {block.pk: f"block-{number}" for number, block in enumerate(blocks, start=1)}
    lines = [
        {
            "key": keys[block.pk], "kind": block.kind, "title": block.title, "minutes": block.minutes,
            "settings": block.settings, "source": keys.get(block.source_id or 0, ""),
            "locked": timezone.localtime(block.starts_at).strftime("%H:%M") if block.starts_at else "",
            "materials": block.materials, "remarks": block.remarks,
        }
        for block in blocks
    ]  # fmt: skip
    return {
        "name": name,
        "rounds": gathering.rounds,
        "people": {"usual": gathering.expected},
        "starts": timezone.localtime(gathering.starts_at).strftime("%H:%M"),
        "rooms": list(gathering.rooms.values("name", "seats")),
        "blocks": lines,
    }
