"""What those who sign up fill in, and what organisers fill in."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samskap.gatherings.asking import Kind
from samskap.gatherings.models import Block, Gathering, Participation, Purpose
from samskap.people import register
from samskap.people.models import Sector
from samskap.registering.models import ASKED, Answer, Question, SignUp

MAY_BE_SHOWN = _("The answers may be shown on the day, without names.")
STANDARD = ("first_name", "last_name", "email", "organisation", "sector", "drive", "language")


def tidy(text: str) -> str:
    """One line, without what can't be seen."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


class OrganisationInput(forms.TextInput):
    """A text field with suggestions from the company register; any text will do, and it works without script."""

    template_name = "registering/organisation_input.html"

    def __init__(self, find: str = "") -> None:
        super().__init__({"autocomplete": "off"})
        self.find = find

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Name the list of suggestions, and where it is asked for."""
        return super().get_context(name, value, attrs) | {"find": self.find, "list": f"{name}-found"}


class SignUpForm(forms.Form):
    """Who somebody is, what the organiser asks, and what they say yes to. Only what is needed is required (G5)."""

    first_name = forms.CharField(
        label=_("First name"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
        error_messages={"required": _("Write your first name, so that the others can call you by it.")},
    )
    last_name = forms.CharField(
        label=_("Last name"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("For the confirmation, with a link of your own to change or cancel."),
        error_messages={"required": _("Write your e-mail address, so that you get the confirmation.")},
    )
    organisation = forms.CharField(
        label=_("Organisation"),
        max_length=140,
        required=False,
        widget=OrganisationInput(),
        help_text=_("Its name or organisation number. Leave it empty if you come as yourself."),
    )
    sector = forms.ChoiceField(
        label=_("Sector"), choices=[("", _("Choose if you like")), *Sector.choices], required=False
    )
    drive = forms.CharField(
        label=_("What drives you?"),
        max_length=80,
        required=False,
        help_text=_("A few words that the others will see."),
    )
    language = forms.ChoiceField(label=_("Which language shall we write to you in?"), choices=settings.LANGUAGES)
    consents = forms.MultipleChoiceField(
        label=_("I would like to"),
        choices=Purpose.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple(),
        help_text=_("Tick what you say yes to. You can change your mind at any time, on your own page."),
    )

    def __init__(
        self, data: Any, *, form: SignUp, questions: Iterable[Question], person: Participation | None = None,
        language: str = "nb", by_organiser: bool = False,
    ) -> None:  # fmt: skip
        self.questions = list(questions)
        super().__init__(data, initial=_initial(person, self.questions) if person else {"language": language})
        self.person = person
        self.default_language = language
        self.fields["email"].required = form.needs_email and not by_organiser
        self.fields["organisation"].widget = OrganisationInput(reverse("find-organisation", args=[form.gathering.slug]))
        for name in ("last_name", "organisation", "sector", "drive", "language", "consents"):
            if name not in form.asks:
                del self.fields[name]
        for question in self.questions:
            if question.how is not None:
                field = self.fields[_name(question)] = question.how.field(question)
                field.required &= not by_organiser
                if question.for_the_day:
                    field.help_text = " ".join(filter(None, [str(field.help_text), str(MAY_BE_SHOWN)]))
        if "consents" in self.fields:
            self.fields["consents"] = self.fields.pop("consents")  # last

    def clean_first_name(self) -> str:
        """Something that can be seen and said."""
        name = tidy(self.cleaned_data["first_name"])
        if not name:
            raise forms.ValidationError(self.fields["first_name"].error_messages["required"])
        return name

    def clean(self) -> dict[str, Any]:
        """Tidy texts; a name or number of an organisation becomes both, if the register knows it."""
        values = super().clean() or {}
        for name in ("last_name", "organisation", "drive"):
            if name in values:
                values[name] = tidy(values[name])
        if values.get("organisation"):
            self._look_up(values)
        return values

    def _look_up(self, values: dict[str, Any]) -> None:
        name, number = register.chosen(values["organisation"])
        if number and not name:
            try:
                found = register.find(number)
            except register.Away:
                self.add_error("organisation", _("We can't look up numbers just now. Write the name instead."))
                return
            if not found:
                self.add_error("organisation", _("No organisation has this number. Write the name instead."))
                return
            name = found[0].name
        values["organisation"], values["number"] = name[:120], number

    def values(self) -> dict[str, Any]:
        """What `sign_up` and `change` want."""
        data = self.cleaned_data
        values = {name: data[name] for name in STANDARD if name in data}
        if "sector" in values:
            values["sector"] = values["sector"] or Sector.OTHER
        if self.person is None:
            values.setdefault("language", self.default_language)
        if "organisation" in values:
            values["number"] = data.get("number", "")
        values["answers"] = {
            question.pk: data[_name(question)] for question in self.questions if _name(question) in data
        }
        if "consents" in data:
            values["wanted"] = [Purpose(one) for one in data["consents"]]
        return values


def _name(question: Question) -> str:
    return f"question_{question.pk}"


def _initial(person: Participation, questions: list[Question]) -> dict[str, Any]:
    given = {answer.question_id: answer.text for answer in person.answers.all()}
    organisation = person.organisation
    return {
        **{name: getattr(person, name) for name in ("first_name", "last_name", "email", "sector", "drive", "language")},
        "organisation": str(organisation) if organisation else "",
        "consents": list(person.consents.filter(withdrawn_at=None).values_list("purpose", flat=True)),
        **{
            _name(one): one.how.from_text(given[one.pk]) for one in questions if one.how is not None and one.pk in given
        },
    }


class EmailForm(forms.Form):
    """Where to send one's own link."""

    email = forms.EmailField(label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "email"}))


# What organisers fill in.

OPTIONS_MAX = 20


class WhenInput(forms.DateTimeInput):
    """The browser's own calendar and clock."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class SettingsForm(forms.Form):
    """How people sign up."""

    opens_at = forms.DateTimeField(
        label=_("From when can people sign up?"),
        required=False,
        widget=WhenInput(),
        help_text=_("Until then, only you see the form."),
    )
    closes_at = forms.DateTimeField(
        label=_("Deadline"),
        required=False,
        widget=WhenInput(),
        help_text=_("Without a deadline, people can sign up until the gathering begins."),
    )
    capacity = forms.IntegerField(
        label=_("How many is there room for?"),
        required=False,
        min_value=1,
        max_value=100_000,
        help_text=_("After that people are put on a waiting list, which moves up by itself. Empty: no limit."),
    )
    message = forms.CharField(
        label=_("What should those who sign up know?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The way there, food, access. It is shown in the form and in the letters."),
    )
    asks = forms.MultipleChoiceField(
        label=_("What do you want to know of everybody?"),
        required=False,
        widget=forms.CheckboxSelectMultiple(),
        choices=[
            ("last_name", _("Last name")),
            ("organisation", _("Organisation")),
            ("sector", _("Sector")),
            ("drive", _("What drives you?")),
            ("language", _("Language")),
            ("consents", _("Consents")),
        ],
        help_text=_("The first name is always asked for. The fewer questions, the more people sign up."),
    )
    needs_email = forms.BooleanField(label=_("An e-mail address must be given"), required=False)
    reminder_days = forms.IntegerField(
        label=_("Remind people how many days before?"),
        required=False,
        min_value=1,
        max_value=30,
        help_text=_("Everybody with a place gets a letter. Empty: no reminder."),
    )
    reminder_text = forms.CharField(
        label=_("Your own words in the reminder"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Practical things. Time, place and the own link are there already."),
    )

    def __init__(self, data: Any, *, sign_up: SignUp) -> None:
        super().__init__(data, initial={name: getattr(sign_up, name) for name in self.base_fields})

    def clean_asks(self) -> list[str]:
        """In the order of the form."""
        return [name for name in ASKED if name in self.cleaned_data["asks"]]

    def clean(self) -> dict[str, Any]:
        """It opens before it closes."""
        values = super().clean() or {}
        opens, closes = values.get("opens_at"), values.get("closes_at")
        if opens and closes and opens >= closes:
            self.add_error("closes_at", _("The deadline must come after sign-up has opened."))
        return values


class QuestionForm(forms.Form):
    """One question of the form."""

    label = forms.CharField(
        label=_("What do you ask?"),
        max_length=200,
        help_text=_("An open question invites: “What would it take …”, “How could we …”."),
    )
    help_text = forms.CharField(label=_("Help for those who answer"), max_length=300, required=False)
    options = forms.CharField(
        label=_("What can they choose from?"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=4000,
        help_text=_("One on each line."),
    )
    is_required = forms.BooleanField(label=_("It must be answered"), required=False)
    for_the_day = forms.BooleanField(
        label=_("The answers may be shown on the day"),
        required=False,
        help_text=_("Without names. Those who answer are told."),
    )

    def __init__(self, data: Any, *, kind: Kind, question: Question) -> None:
        initial = {name: getattr(question, name) for name in self.base_fields}
        super().__init__(data, initial=initial | {"options": "\n".join(question.options)})
        if not kind.has_options:
            del self.fields["options"]

    def clean_label(self) -> str:
        """Something that can be seen."""
        label = tidy(self.cleaned_data["label"])
        if not label:
            raise forms.ValidationError(_("Write the question."))
        return label

    def clean_options(self) -> list[str]:
        """Each line once; at least two."""
        options = list(dict.fromkeys(tidy(line)[:100] for line in self.cleaned_data["options"].splitlines()))
        options = [option for option in options if option]
        if not 2 <= len(options) <= OPTIONS_MAX:
            raise forms.ValidationError(_("Write between two and twenty, one on each line."))
        return options


class ShareForm(forms.Form):
    """Which answers are put on which wall."""

    block = forms.ModelChoiceField(label=_("On which wall?"), queryset=Block.objects.none(), empty_label=None)
    answers = forms.ModelMultipleChoiceField(
        label=_("Answers"),
        queryset=Answer.objects.none(),
        widget=forms.CheckboxSelectMultiple(),
        error_messages={"required": _("Choose at least one answer.")},
    )

    def __init__(self, data: Any, *, gathering: Gathering, walls: Any) -> None:
        super().__init__(data)
        block, answers = self.fields["block"], self.fields["answers"]
        assert isinstance(block, forms.ModelChoiceField)
        assert isinstance(answers, forms.ModelMultipleChoiceField)
        block.queryset = walls
        answers.queryset = Answer.objects.filter(
            question__gathering=gathering, question__for_the_day=True, shared_at=None, person__cancelled_at=None,
            question__kind__in=["text", "long"],
        ).select_related("question")  # fmt: skip


class UploadForm(forms.Form):
    """A file of people."""

    file = forms.FileField(
        label=_("Excel or CSV file"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt,.tsv"}),
        help_text=_("The first row holds the headings. At most 5,000 people."),
        error_messages={"required": _("Choose a file."), "empty": _("There is nothing in the file.")},
    )
