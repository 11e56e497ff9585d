"""What the organiser fills in to get people to come, and what a trial reader says."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samskap.people.models import Sector
from samskap.recruiting.models import Audience, Contact, InvitePage, Reply
from samskap.recruiting.recipients import BadLine, Recipient, read_recipients
from samskap.recruiting.texts import FIELDS, unknown_fields

PASTED_MAX = 100_000


def _area(rows: int, **attrs: Any) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, **attrs})


class PageForm(forms.Form):
    """The public page."""

    intro = forms.CharField(
        label=gettext_lazy("What do you invite to?"),
        required=False,
        max_length=3000,
        widget=_area(5),
        help_text=gettext_lazy("Two or three sentences. The title, the question and the purpose are there already."),
    )
    practical = forms.CharField(
        label=gettext_lazy("Practical"),
        required=False,
        max_length=2000,
        widget=_area(4),
        help_text=gettext_lazy("Food, getting there, parking, step-free access, interpreters, what it costs."),
    )
    invited_by = forms.CharField(
        label=gettext_lazy("Who invites"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("For example: Nordbygda library together with the volunteer centre."),
    )
    share_text = forms.CharField(
        label=gettext_lazy("A few words to share"),
        required=False,
        max_length=300,
        widget=_area(2),
        help_text=gettext_lazy("For social media and newsletters. Others can copy it from the page."),
    )
    picture = forms.FileField(
        label=gettext_lazy("Picture"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": "image/*", "data-photo": ""}),
        help_text=gettext_lazy("Wide pictures fit best. Ask before you use a picture of somebody."),
    )
    alt = forms.CharField(
        label=gettext_lazy("What does the picture show?"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("For those who can't see it."),
    )
    remove = forms.BooleanField(label=gettext_lazy("Remove the picture"), required=False)

    def __init__(self, *args: Any, page: InvitePage, **kwargs: Any) -> None:
        names = ("intro", "practical", "invited_by", "share_text", "alt")
        kwargs["initial"] = {name: getattr(page, name) for name in names}
        super().__init__(*args, **kwargs)
        self._has_picture = bool(page.file)
        if not page.file:
            del self.fields["remove"]

    def clean(self) -> dict[str, Any]:
        """A picture says what it shows."""
        values: dict[str, Any] = super().clean() or {}
        keeps = self._has_picture and not values.get("remove")
        if (values.get("picture") or keeps) and not values.get("alt"):
            self.add_error("alt", _("Say what the picture shows, for those who can't see it."))
        return values


class WordsForm(forms.Form):
    """The text to one audience."""

    subject = forms.CharField(label=gettext_lazy("Subject"), max_length=200)
    text = forms.CharField(label=gettext_lazy("Text"), max_length=5000, widget=_area(16))

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._language = language

    def _known(self, name: str) -> str:
        text: str = self.cleaned_data[name]
        if unknown := unknown_fields(text, self._language):
            fields = ", ".join(f"{{{field}}}" for field in FIELDS[self._language])
            raise forms.ValidationError(
                _("There is no field called %(unknown)s. There are: %(fields)s")
                % {"unknown": ", ".join(f"{{{field}}}" for field in unknown), "fields": fields}
            )
        return text.replace("\r\n", "\n")

    def clean_subject(self) -> str:
        """Only fields that are known."""
        return self._known("subject")

    def clean_text(self) -> str:
        """Only fields that are known."""
        return self._known("text")


class ReaderForm(forms.Form):
    """Somebody who gets the text before the others."""

    to = forms.EmailField(label=gettext_lazy("E-mail address"))
    name = forms.CharField(label=gettext_lazy("Name"), required=False, max_length=120)


class RecipientsForm(forms.Form):
    """Those who are to be invited, as they are pasted."""

    audience = forms.ChoiceField(label=gettext_lazy("Which text do they get?"), choices=Audience.choices)
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES)
    pasted = forms.CharField(
        label=gettext_lazy("Names and e-mail addresses"),
        max_length=PASTED_MAX,
        required=False,
        widget=_area(8, spellcheck="false"),
        help_text=gettext_lazy(
            "One on each line, such as Aud Ås <aud@example.org>. Paste from a list or a spreadsheet."
        ),
    )
    contacts = forms.BooleanField(
        label=gettext_lazy("Take along those on the call list who have an e-mail address"), required=False
    )

    def clean(self) -> dict[str, Any]:
        """Read what can be read; the rest is shown line by line."""
        values: dict[str, Any] = super().clean() or {}
        good: list[Recipient] = []
        self.bad: list[BadLine] = []
        if "pasted" in values:
            good, self.bad = read_recipients(values["pasted"])
            if not good and not self.bad and not values.get("contacts"):
                self.add_error("pasted", _("Write at least one address."))
        values["recipients"] = good
        return values


class ContactForm(forms.ModelForm):  # type: ignore[type-arg]
    """A key person, and how the contact went."""

    class Meta:
        model = Contact
        fields = (
            "name", "organisation", "sector", "phone", "email", "caller", "reply", "said", "next_step", "next_on",
        )  # fmt: skip
        labels = {
            "name": gettext_lazy("Name"),
            "organisation": gettext_lazy("Organisation"),
            "sector": gettext_lazy("Sector"),
            "phone": gettext_lazy("Phone"),
            "email": gettext_lazy("E-mail address"),
            "caller": gettext_lazy("Who calls?"),
            "said": gettext_lazy("What was said?"),
            "next_step": gettext_lazy("Next step"),
            "next_on": gettext_lazy("When?"),
        }
        widgets = {
            "said": forms.Textarea(attrs={"rows": 3}),
            "next_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "phone": forms.TextInput(attrs={"type": "tel"}),
        }

    reply = forms.ChoiceField(
        label=gettext_lazy("What was the answer?"),
        required=False,
        choices=[("", gettext_lazy("Not called yet")), *Reply.choices],
    )


class TargetsForm(forms.Form):
    """How many are wanted from each sector."""

    def __init__(self, *args: Any, wanted: dict[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for sector, label in Sector.choices:
            self.fields[sector] = forms.IntegerField(
                label=label, min_value=0, max_value=2000, required=False, initial=wanted.get(sector)
            )


class TrialForm(forms.Form):
    """What a trial reader thinks."""

    comment = forms.CharField(
        label=gettext_lazy("What do you think?"),
        max_length=3000,
        widget=_area(5),
        help_text=gettext_lazy("Would you come? What is unclear? What is missing?"),
    )
