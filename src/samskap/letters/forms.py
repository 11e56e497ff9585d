"""What can be filled in about letters."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SendAgainForm(forms.Form):
    """Send a letter once more, maybe to another address."""

    to = forms.EmailField(label=_("E-mail address"), max_length=254)
