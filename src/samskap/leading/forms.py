"""What the organisers write to those who lead a group."""

from django import forms
from django.utils.translation import gettext_lazy as _

from samskap.leading.models import WORDS_MOST


class WordsForm(forms.Form):
    """The organisers' own words."""

    words = forms.CharField(
        label=_("Your own words"),
        max_length=WORDS_MOST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("When and where do you meet beforehand? What do you hope for? They read it first."),
    )
