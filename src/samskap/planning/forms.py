"""What organisers fill in."""

from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.core.validators import MaxValueValidator
from django.db import models
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samskap.gatherings.models import Block, Gathering, Room
from samskap.gatherings.recipes import Recipe, in_language
from samskap.people.models import Organisation
from samskap.planning.models import YEAR, County, SchoolHoliday, Task, Way
from samskap.planning.run_sheet import makers
from samskap.stage.activity import activities

ROOMS_MAX = 20
TEXT_MAX = {field.name: field.max_length for field in Gathering._meta.concrete_fields if field.max_length}


class DateInput(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class TimeInput(forms.TimeInput):
    """The browser's own clock."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class AboutForm(forms.Form):
    """What the gathering is about, when and where (G1)."""

    title = forms.CharField(
        label=_("What is the gathering called?"),
        max_length=TEXT_MAX["title"],
        error_messages={"required": _("Give it a name, so that people know what they are coming to.")},
    )
    burning_question = forms.CharField(
        label=_("The burning question"),
        max_length=TEXT_MAX["burning_question"],
        required=False,
        help_text=_("An open question that nobody has the answer to. Begin with “how” or “what would it take”."),
    )
    theme = forms.CharField(
        label=_("Theme"), max_length=TEXT_MAX["theme"], required=False, help_text=_("Leave it empty if it is open.")
    )
    purpose = forms.CharField(
        label=_("What do you hope will come of it?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    date = forms.DateField(label=_("Date"), widget=DateInput())
    time = forms.TimeField(label=_("It begins at"), widget=TimeInput())
    place = forms.CharField(label=_("Place"), max_length=TEXT_MAX["place"], required=False)
    expected = forms.IntegerField(label=_("How many do you expect?"), min_value=2, max_value=1000)
    rounds = forms.IntegerField(label=_("Rounds of group work"), min_value=1, max_value=6)
    approves_first = forms.BooleanField(
        label=_("Approve before it is shown"),
        required=False,
        help_text=_(
            "What people write waits at the desk until a facilitator says yes. Without this it is shown at once."
        ),
    )

    def starts_at(self) -> datetime:
        """Date and time together, in the product's time zone."""
        both = datetime.combine(self.cleaned_data["date"], self.cleaned_data["time"])
        return timezone.make_aware(both)

    def values(self) -> dict[str, Any]:
        """The fields of the gathering."""
        values = {name: value for name, value in self.cleaned_data.items() if name not in {"date", "time", "rooms"}}
        return values | {"starts_at": self.starts_at()}

    @staticmethod
    def from_gathering(gathering: Gathering) -> dict[str, Any]:
        """What the form holds for a gathering that is there."""
        begins = timezone.localtime(gathering.starts_at)
        names = ("title", "burning_question", "theme", "purpose", "place", "expected", "rounds", "approves_first")
        return {name: getattr(gathering, name) for name in names} | {"date": begins.date(), "time": begins.time()}


class NewForm(AboutForm):
    """A new gathering from a recipe: the first page asks for what one knows on the first day."""

    FIRST = ("title", "burning_question", "date", "time", "place", "expected")

    rooms = forms.CharField(
        label=_("Rooms"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One on each line. A corner with a table counts. You can change them later."),
    )
    organisation = forms.ModelChoiceField(
        label=_("Which organisation arranges it?"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("None, only me"),
    )
    field_order = (
        "title", "burning_question", "theme", "date", "time", "place", "expected", "rounds", "rooms", "purpose",
        "approves_first",
    )  # fmt: skip

    def first(self) -> list[forms.BoundField]:
        """What is asked at once."""
        return [self[name] for name in (*self.FIRST, "organisation") if name in self.fields]

    def later(self) -> list[forms.BoundField]:
        """What can wait."""
        return [field for field in self if field.name not in {*self.FIRST, "organisation"}]

    def __init__(
        self,
        *args: Any,
        recipe: Recipe,
        language: str,
        organisations: models.QuerySet[Organisation] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        mine = self.fields["organisation"]
        assert isinstance(mine, forms.ModelChoiceField)
        mine.queryset = Organisation.objects.none() if organisations is None else organisations
        mine.initial = mine.queryset.first()
        if mine.initial is None:
            del self.fields["organisation"]
        self.fields["time"].initial = recipe.starts
        self.fields["expected"].initial = recipe.usual
        self.fields["rounds"].initial = recipe.rounds
        if recipe.lines:
            self.fields["rounds"].validators.append(MaxValueValidator(recipe.rounds))
            self.fields["rounds"].widget.attrs["max"] = recipe.rounds
        self.fields["rooms"].initial = "\n".join(in_language(room["name"], language) for room in recipe.rooms)

    def clean_rooms(self) -> list[str]:
        """One name on each line."""
        names = [" ".join(line.split()) for line in self.cleaned_data["rooms"].splitlines()]
        names = list(dict.fromkeys(name for name in names if name))
        if any(len(name) > 40 for name in names):
            raise forms.ValidationError(_("A room's name can be 40 letters long."))
        if len(names) > ROOMS_MAX:
            raise forms.ValidationError(_("That is more rooms than the wall can show. Use at most 20."))
        return names


class AgainForm(forms.Form):
    """A gathering planned from an earlier one: only what is never the same."""

    title = AboutForm.base_fields["title"]
    date = AboutForm.base_fields["date"]
    time = AboutForm.base_fields["time"]
    expected = AboutForm.base_fields["expected"]

    def values(self) -> dict[str, Any]:
        """The fields of the gathering that are new."""
        starts_at = datetime.combine(self.cleaned_data["date"], self.cleaned_data["time"])
        return {
            "title": self.cleaned_data["title"],
            "expected": self.cleaned_data["expected"],
            "starts_at": timezone.make_aware(starts_at),
        }


class SettingForm(forms.Form):
    """What the advice has to know."""

    counties = forms.MultipleChoiceField(
        label=_("Where do people come from?"),
        choices=County.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple(),
        help_text=_("Then you are told when the schools there are closed."),
    )
    way = forms.ChoiceField(label=_("How do people meet?"), choices=Way.choices, widget=forms.RadioSelect())
    volunteers = forms.BooleanField(label=_("Many of those who are to come are volunteers"), required=False)
    brokers = forms.IntegerField(
        label=_("Brokers"),
        min_value=0,
        max_value=100,
        help_text=_("Those who register agreements, if people are to make any. 0 if not."),
    )


class HolidayForm(forms.ModelForm):  # type: ignore[type-arg] # not generic when it runs
    """When the schools of a county are closed."""

    class Meta:
        model = SchoolHoliday
        fields = ("county", "kind", "first", "last", "source")
        labels: ClassVar = {
            "county": _("County"),
            "kind": _("Which holiday?"),
            "first": _("First day without school"),
            "last": _("Last day without school"),
            "source": _("Where are the dates from?"),
        }
        help_texts: ClassVar = {"source": _("The address of the county's own page, say.")}
        widgets: ClassVar = {"first": DateInput(), "last": DateInput()}


class CountyForm(forms.Form):
    """Whose school holidays are shown."""

    county = forms.ChoiceField(label=_("County"), choices=County.choices)


class TaskForm(forms.ModelForm):  # type: ignore[type-arg] # not generic when it runs
    """Something to do, before or after."""

    class Meta:
        model = Task
        fields = ("title", "phase", "days", "responsible", "materials")
        labels: ClassVar = {
            "title": _("What is to be done?"),
            "phase": _("When?"),
            "days": _("How many days before or after the day?"),
            "responsible": _("Who is responsible?"),
            "materials": _("What is needed?"),
        }
        widgets: ClassVar = {"phase": forms.RadioSelect(), "days": forms.NumberInput(attrs={"max": YEAR})}


class RoomForm(forms.Form):
    """One room."""

    pk = forms.IntegerField(required=False, widget=forms.HiddenInput())
    name = forms.CharField(label=_("The room's name"), max_length=40, required=False)
    seats = forms.IntegerField(label=_("Seats"), min_value=1, max_value=2000, required=False)


class RoomFormSet(forms.BaseFormSet):  # type: ignore[type-arg] # not generic when it runs
    """All rooms of a gathering. A row whose name is emptied goes away."""

    def clean(self) -> None:
        """Two rooms can't have the same name."""
        seen = set()
        for form in self.forms:
            name = (
                " ".join(form.cleaned_data.get("name", "").split()).casefold() if hasattr(form, "cleaned_data") else ""
            )
            if name and name in seen:
                form.add_error("name", _("Two rooms can't have the same name."))
            seen.add(name)


Rooms = forms.formset_factory(
    RoomForm, formset=RoomFormSet, extra=2, max_num=ROOMS_MAX, absolute_max=ROOMS_MAX + 5, validate_max=True
)


def wanted_rooms(formset: "forms.BaseFormSet[RoomForm]") -> list[tuple[int | None, str, int]]:
    """What the rooms are to be: number, name, seats."""
    rows = [form.cleaned_data for form in formset.forms if form.cleaned_data.get("name", "").strip()]
    return [(row.get("pk"), " ".join(row["name"].split()), row.get("seats") or 12) for row in rows]


def rooms_initial(rooms: list[Room]) -> list[dict[str, Any]]:
    """What the rows hold for the rooms that are there."""
    return [{"pk": room.pk, "name": room.name, "seats": room.seats} for room in rooms]


class SaveForm(forms.Form):
    """A name for one's own recipe."""

    name = forms.CharField(label=_("What do you call the recipe?"), max_length=80)


class DeleteForm(forms.Form):
    """Deleting everything is said twice."""

    sure = forms.BooleanField(
        label=_("Yes, delete the gathering and everything in it"),
        error_messages={"required": _("Tick the box if you really want to delete it.")},
    )


class BlockForm(forms.Form):
    """What every block has, whatever its activity."""

    title = forms.CharField(label=_("What is it called?"), max_length=120)
    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=600)
    locked = forms.TimeField(
        label=_("Must begin at"),
        required=False,
        widget=TimeInput(),
        help_text=_("For what can't wait, as lunch. Leave it empty, and it begins when the block before ends."),
    )
    source = forms.ModelChoiceField(
        label=_("Takes its material from"),
        queryset=Block.objects.none(),
        required=False,
        empty_label=_("No other block"),
        help_text=_("What people made there is what they work on here."),
    )
    responsible = forms.CharField(label=_("Who is responsible?"), max_length=100, required=False)
    materials = forms.CharField(
        label=_("What is needed?"),
        max_length=200,
        required=False,
        help_text=_("Notes, pens, tape, food, sound …"),
    )
    remarks = forms.CharField(
        label=_("Notes to self"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Shown at the desk and on the printed run sheet, not to the participants."),
    )

    def __init__(self, data: QueryDict | None, *, block: Block) -> None:
        initial = {name: getattr(block, name) for name in ("title", "minutes", "responsible", "materials", "remarks")}
        locked = timezone.localtime(block.starts_at).time() if block.starts_at else None
        super().__init__(data, initial=initial | {"source": block.source_id, "locked": locked})
        blocks = list(Block.objects.filter(gathering=block.gathering_id))
        earlier = makers(blocks[: blocks.index(block)])
        choices = {one.pk for one in earlier} | ({block.source_id} if block.source_id else set())
        source = self.fields["source"]
        assert isinstance(source, forms.ModelChoiceField)
        source.queryset = Block.objects.filter(gathering=block.gathering_id, pk__in=choices)
        if not choices or block.opened_at is not None:
            del self.fields["source"]
        if block.opened_at is not None:
            del self.fields["minutes"], self.fields["locked"]


# What can be done on the run sheet, as small forms.


class RunSheetForm(forms.Form):
    """A change of the run sheet; its blocks are those of the gathering."""

    def __init__(self, *args: Any, gathering: Gathering, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("block", "after", "card"):
            field = self.fields.get(name)
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = gathering.blocks.all()
                field.error_messages["invalid_choice"] = _(
                    "That is no longer here. Choose again from what you see now."
                )


class OfBlock(RunSheetForm):
    """Which block."""

    block = forms.ModelChoiceField(queryset=Block.objects.none())


class AddForm(RunSheetForm):
    """Which activity, and after which block."""

    kind = forms.ChoiceField(label=_("Activity"))
    after = forms.ModelChoiceField(label=_("After"), queryset=Block.objects.none(), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)
        kind.choices = [(one.kind, one.name) for one in activities().values()]


class MoveForm(RunSheetForm):
    """Which block, and its new position counted from 0."""

    card = forms.ModelChoiceField(queryset=Block.objects.none())
    place = forms.IntegerField(min_value=0, max_value=1000)


class LengthenForm(OfBlock):
    """How many minutes more, or less."""

    minutes = forms.IntegerField(min_value=-60, max_value=60)


class MinutesForm(OfBlock):
    """How long it is to last."""

    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=600)


class StartForm(RunSheetForm):
    """When the day begins."""

    begins = forms.TimeField(label=_("The day begins at"), widget=TimeInput())


class RestoreForm(RunSheetForm):
    """What was deleted."""

    removed = forms.CharField(max_length=12000)
