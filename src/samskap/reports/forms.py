"""What is filled in for the report."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samskap.reports.models import COMMENT_MAX, TEXT_MAX, ReportChoice

MARKDOWN = _("**bold**, *italic*, - for a list, ### for a heading, [words](https://address) for a link.")


class ChoiceForm(forms.Form):
    """What the whole report is to have."""

    introduction = forms.CharField(
        label=_("Introduction"),
        help_text=MARKDOWN,
        required=False,
        max_length=TEXT_MAX,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    names = forms.BooleanField(
        label=_("Show the first names of those who have said yes to it"),
        help_text=_("Without a tick there are no names at all. Whoever takes their yes back goes out at once."),
        required=False,
    )
    pictures = forms.BooleanField(label=_("Show pictures"), required=False)


class PartForm(forms.Form):
    """The organiser's words to one part."""

    title = forms.CharField(label=_("Title"), max_length=120, required=False)
    before = forms.CharField(
        label=_("Words before"),
        help_text=MARKDOWN,
        required=False,
        max_length=TEXT_MAX,
        widget=forms.Textarea(attrs={"rows": 7}),
    )
    after = forms.CharField(
        label=_("Words after"), required=False, max_length=TEXT_MAX, widget=forms.Textarea(attrs={"rows": 4})
    )


class TextForm(forms.Form):
    """A part of the organiser's own."""

    title = forms.CharField(label=_("Title"), max_length=120)
    before = forms.CharField(
        label=_("Text"), help_text=MARKDOWN, max_length=TEXT_MAX, widget=forms.Textarea(attrs={"rows": 12})
    )


class PhotoForm(forms.Form):
    """A picture for the report."""

    photo = forms.FileField(
        label=_("Picture"), widget=forms.ClearableFileInput(attrs={"accept": "image/*", "data-photo": ""})
    )
    alt = forms.CharField(
        label=_("What does it show?"), help_text=_("For those who can't see it."), max_length=300, required=False
    )
    caption = forms.CharField(label=_("Caption"), max_length=200, required=False)


class DescribeForm(forms.Form):
    """What a picture shows."""

    alt = forms.CharField(
        label=_("What does it show?"), help_text=_("For those who can't see it."), max_length=300, required=False
    )
    caption = forms.CharField(label=_("Caption"), max_length=200, required=False)


class EditionForm(forms.Form):
    """A word about what is new."""

    note = forms.CharField(
        label=_("What is new?"),
        help_text=_("A line or two for those who have read it before. What has changed is listed by itself."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class CommentForm(forms.Form):
    """What somebody says to a part."""

    part = forms.CharField(max_length=40)
    text = forms.CharField(label=_("Your comment"), max_length=COMMENT_MAX)
    named = forms.BooleanField(required=False)


class WindowForm(forms.Form):
    """When people can comment."""

    opens = forms.DateField(
        label=_("Open from"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    closes = forms.DateField(
        label=_("to and including"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    wait = forms.BooleanField(label=_("Show comments only when an organiser has said yes"), required=False)

    @classmethod
    def from_choice(cls, choice: ReportChoice) -> dict[str, Any]:
        """Return what is chosen, for the form."""
        opens, until = choice.comments_from, choice.comments_until
        closes = timezone.localtime(until) - timedelta(days=1) if until else None
        return {
            "opens": timezone.localdate(opens) if opens else None,
            "closes": closes.date() if closes else None,
            "wait": choice.comments_wait,
        }

    def clean(self) -> dict[str, Any]:
        """A window opens before it closes."""
        chosen = super().clean() or {}
        opens, closes = chosen.get("opens"), chosen.get("closes")
        if opens and closes and closes < opens:
            self.add_error("closes", _("This is before the day it opens."))
        if closes and not opens and not self.errors:
            self.add_error("opens", _("Say from which day."))
        return chosen

    def values(self) -> dict[str, Any]:
        """Return the window as it is kept: from midnight to midnight."""
        opens, closes = self.cleaned_data["opens"], self.cleaned_data["closes"]
        return {
            "comments_from": _midnight(opens) if opens else None,
            "comments_until": _midnight(closes + timedelta(days=1)) if closes else None,
            "comments_wait": self.cleaned_data["wait"],
        }


class AnswerForm(forms.Form):
    """The organisers' answer to a comment."""

    text = forms.CharField(required=False, max_length=COMMENT_MAX)


def _midnight(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


class SendForm(forms.Form):
    """Who is to have the report."""

    audience = forms.ChoiceField(
        label=_("Who gets it?"),
        choices=[
            ("asked", _("Those who have asked for it")),
            ("all", _("All who were there and have given an e-mail address")),
        ],
        initial="asked",
        widget=forms.RadioSelect,
    )


class PublishForm(forms.Form):
    """How the report is to be read by anybody."""

    indexed = forms.BooleanField(
        label=_("Let search engines find it"),
        help_text=_("Without a tick only those who know the address find it."),
        required=False,
    )
    shares_data = forms.BooleanField(
        label=_("Publish the open data with it"),
        help_text=_("What was made, as tables and JSON, without people."),
        required=False,
    )
    licence = forms.ChoiceField(
        label=_("How may others use it?"),
        choices=[
            ("CC BY 4.0", _("Freely, if they say where it comes from (CC BY 4.0)")),
            ("CC0 1.0", _("Freely (CC0 1.0)")),
            ("NLOD 2.0", _("As open public data (NLOD 2.0)")),
        ],
    )
