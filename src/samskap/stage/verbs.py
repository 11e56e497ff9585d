"""What can be done inside a block, said once: its name, its form, who may do it and what it does.

A verb is a line in an activity::

    Verb("write", WriteForm, write_note, who=PEOPLE)

It gives the address ``/g/<slug>/b/<block>/write/``, the check of who may, the check of what was sent, the counting
once, and the answer. The action is called with the block and the form's values:

- ``who=PEOPLE``: ``action(block, by=participation, **values)``
- ``who=DESK``: ``action(block, **values)``
- both: ``action(block, actor=actor, **values)``

The answer says the verb's ``done``, or what the action tells by returning `Done`.

A verb that makes sense for somebody who has written on paper says ``on_paper``, the heading of its form where a helper
types in for others; ``nameless`` is the desk's verb for the same when nobody knows who wrote; and what only makes sense
while the block is on says ``afterwards=False``. Where nobody may be able to see afterwards who asked for what,
``untied`` says so: then the receipt of the request knows that there was one, and not what was asked.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django import forms
from django.core.validators import MaxValueValidator
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samskap.cards.models import Card
from samskap.cards.photos import Picture, make_small
from samskap.circles.models import Circle
from samskap.gatherings.access import DESK, PEOPLE, Actor, Who
from samskap.gatherings.models import Block, Participation, Room


@dataclass(frozen=True)
class Done:
    """What an action returns when it has more to tell than the verb's own ``done``: what happened, in words."""

    text: str | Promise


@dataclass(frozen=True)
class Verb:
    """One thing that can be done in a block."""

    name: str
    form: type["VerbForm"]
    action: Callable[..., object]
    who: frozenset[Who] = PEOPLE
    needs_open: bool = True
    done: str | Promise = field(default=_("Done."), compare=False)
    on_paper: str | Promise = field(default="", compare=False)
    nameless: str = ""
    afterwards: bool = True
    untied: Callable[[Block], bool] = field(default=lambda block: False, compare=False)

    def carry_out(self, block: Block, actor: Actor, values: dict[str, Any]) -> object:
        """Call the action the way its ``who`` says."""
        if self.who == PEOPLE:
            return self.action(block, by=actor.person, **values)
        if self.who <= DESK:
            return self.action(block, **values)
        return self.action(block, actor=actor, **values)


class Within(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A choice of something that belongs to the block's gathering; anything else does not exist."""

    path: ClassVar[str]
    model: ClassVar[Any]

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {})
        kwargs["error_messages"].setdefault(
            "invalid_choice", _("That is no longer here. Choose again from what you see now.")
        )
        super().__init__(queryset=self.model.objects.none(), **kwargs)

    def look_in(self, block: Block) -> None:
        """Choose among what belongs to the block's gathering."""
        self.queryset = self.model.objects.filter(**{self.path: block.gathering_id})


class CardField(Within):
    """A card of the gathering."""

    path = "gathering_id"
    model = Card


class CircleField(Within):
    """A circle of the block."""

    path = "block__gathering_id"
    model = Circle

    def look_in(self, block: Block) -> None:
        """Choose among the circles of this block."""
        self.queryset = Circle.objects.filter(block=block)


class RoomField(Within):
    """A room of the gathering."""

    path = "gathering_id"
    model = Room


class BlockField(Within):
    """A block of the gathering."""

    path = "gathering_id"
    model = Block


class PersonField(Within):
    """Somebody who takes part in the gathering."""

    path = "gathering_id"
    model = Participation


@dataclass(frozen=True)
class Spot:
    """Where on the agenda wall somebody wants a topic: a room in a round, or parked when there is no room.

    ``seen`` is the heading they saw there: nothing if they didn't say, 0 for a free place.
    """

    room: Room | None = None
    round: int = 0
    seen: int | None = None


class SpotField(forms.CharField):
    """A place on the agenda wall: "round:room", "round:room:heading that was seen there", or "parked"."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {"required": _("Choose a place first.")})
        super().__init__(max_length=60, **kwargs)

    def look_in(self, block: Block) -> None:
        """Choose among the rooms of the block's gathering."""
        self.block = block

    def clean(self, value: Any) -> Spot:
        """Find the place."""
        text = super().clean(value)
        if text == "parked":
            return Spot()
        parts = text.split(":")
        if len(parts) not in {2, 3} or not all(one.isascii() and one.isdigit() and len(one) < 16 for one in parts):
            raise forms.ValidationError(_("There is no such place on the wall. Choose another."))
        number, room_pk, *seen = (int(one) for one in parts)
        gathering = self.block.gathering
        room = Room.objects.filter(gathering=gathering, pk=room_pk).first()
        if room is None or not 1 <= number <= gathering.rounds:
            raise forms.ValidationError(_("There is no such place on the wall. Choose another."))
        return Spot(room, number, seen[0] if seen else None)


class Said(forms.CharField):
    """Something a person writes: cleaned of what can't be seen, refused when it is empty or too long."""

    def __init__(self, *, max_length: int, rows: int = 2, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}) if rows > 1 else forms.TextInput())
        super().__init__(max_length=max_length, **kwargs)
        self.error_messages["required"] = _("Write something first.")

    def to_python(self, value: Any) -> str:
        """Strip the ends, and control characters that no keyboard writes."""
        text = super().to_python(value) or ""
        return "".join(
            sign for sign in text.replace("\r\n", "\n") if sign in "\n\t" or sign.isprintable() or ord(sign) > 127
        )


class PhotoField(forms.FileField):
    """A picture somebody takes or chooses. Its value is small and safe, made so before any transaction begins."""

    widget = forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp", "capture": "environment"})

    def clean(self, data: Any, initial: Any = None) -> Picture | None:
        """Check that a file came, and make it small."""
        sent = super().clean(data, initial)
        return make_small(sent) if sent else None


LARGEST = 2**31 - 1


def keep_numbers_storable(form: forms.Form) -> None:
    """Refuse numbers that no database column can hold, where a form does not say how large they may be."""
    for one in form.fields.values():
        if isinstance(one, forms.IntegerField) and one.max_value is None:
            one.validators.append(MaxValueValidator(LARGEST))


def name_of_group(circle: Circle) -> str:
    """A group as it is found on paper: its number and what it is about."""
    about = circle.card.text if circle.card else circle.name
    return f"{circle.number} · {about[:60]}" if about else str(circle.number)


class VerbForm(forms.Form):
    """The form of a verb. It knows its block, so that its choices stay within the gathering."""

    def __init__(self, *args: Any, block: Block, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keep_numbers_storable(self)
        self.block = block
        for one in self.fields.values():
            if isinstance(one, Within | SpotField):
                one.look_in(block)

    def for_paper(self) -> None:
        """Get ready to be shown to a helper who types in from paper: what a phone fills in by itself is asked for."""
        for one in self.fields.values():
            if isinstance(one, Within) and one.model is Circle:
                one.label = _("Group")
                one.label_from_instance = name_of_group  # type: ignore[assignment, method-assign]
                one.queryset = one.queryset.filter(closed_at=None).select_related("card")  # type: ignore[union-attr]


class TwoCards(VerbForm):
    """Two cards, to say something of both."""

    card = CardField()
    other = CardField()


class Nothing(VerbForm):
    """The form of a verb that needs no values."""
