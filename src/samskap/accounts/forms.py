"""What organisers fill in about themselves, in our own words."""

from typing import Any

from allauth.account import forms as allauth_forms
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from samskap.accounts.roles import CREW_ROLES
from samskap.gatherings.models import Role
from samskap.people import register
from samskap.people.models import Sector, Standing, User


def address_field() -> forms.EmailField:
    """Where to write to."""
    return forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": _("Write your e-mail address."), "invalid": _("This is not an e-mail address.")},
    )


def code_field(help_text: Any = "") -> forms.CharField:
    """A code, from the mail or the app."""
    return forms.CharField(
        label=_("Code"),
        max_length=20,
        help_text=help_text,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autocapitalize": "characters"}),
        error_messages={"required": _("Write the code.")},
    )


def password_field(label: Any, *, new: bool) -> forms.CharField:
    """A password, hidden while it is written."""
    return forms.CharField(
        label=label,
        max_length=128,
        strip=False,
        help_text=_("Use at least 12 signs. A sentence is good.") if new else "",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password" if new else "current-password"}),
        error_messages={"required": _("Write the password.")},
    )


class SignInForm(allauth_forms.RequestLoginCodeForm):  # type: ignore[misc]
    """Where to send the code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = address_field()


class EnterCodeForm(allauth_forms.ConfirmLoginCodeForm):  # type: ignore[misc]
    """The code from the mail."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = code_field()


class VerifyForm(allauth_forms.ConfirmEmailVerificationCodeForm):  # type: ignore[misc]
    """The code that shows that an address is one's own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = code_field()


class PasswordSignInForm(allauth_forms.LoginForm):  # type: ignore[misc]
    """Address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = address_field()
        self.fields["password"] = password_field(_("Password"), new=False)

    def _setup_password_field(self) -> None:
        """The sign-up page asks for no password, but this page does."""


class SignUpForm(allauth_forms.SignupForm):  # type: ignore[misc]
    """A new account."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = address_field()
        self.fields["name"] = forms.CharField(
            label=_("Your name"),
            max_length=100,
            widget=forms.TextInput(attrs={"autocomplete": "name"}),
            error_messages={"required": _("Write your name, so that the others know who you are.")},
        )
        self.order_fields(["name", "email"])

    def signup(self, request: HttpRequest, user: User) -> None:
        """Keep the name, and the language of the page."""
        user.name = " ".join(self.cleaned_data["name"].split())
        user.language = get_language() or settings.LANGUAGE_CODE
        user.save(update_fields=["name", "language"])


class ChangeEmailForm(allauth_forms.AddEmailForm):  # type: ignore[misc]
    """A new address."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = address_field()
        self.fields["email"].label = _("New e-mail address")


class SecondStepForm(AuthenticateForm):  # type: ignore[misc]
    """The code of the app, or a recovery code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = code_field(_("Six digits from the app. A recovery code works too."))


class ActivateAppForm(ActivateTOTPForm):  # type: ignore[misc]
    """The first code of the app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = code_field(_("Six digits from the app."))


class AddPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A new passkey; the browser fills in the rest."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = forms.CharField(
            label=_("What will you call it?"), max_length=60, required=False, help_text=_("For instance: my phone.")
        )
        self.fields["passwordless"].widget = forms.HiddenInput()
        self.initial["passwordless"] = True


class PasswordForm(forms.Form):
    """A password of one's own, written once: what one sees hidden twice is no surer."""

    password = password_field(_("New password"), new=True)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        """Long enough, and not well known."""
        password: str = self.cleaned_data["password"]
        validate_password(password, self.user)
        return password


class AboutMeForm(forms.ModelForm):  # type: ignore[type-arg] # not generic when it runs
    """Name and language."""

    class Meta:
        model = User
        fields = ("name", "language")
        labels = {"name": _("Your name"), "language": _("Language of your letters")}
        widgets = {"language": forms.Select(choices=settings.LANGUAGES)}

    def clean_language(self) -> str:
        """One of ours."""
        language: str = self.cleaned_data["language"]
        return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


class ConfirmForm(forms.Form):
    """The code that shows that it is still the same person."""

    code = code_field()


class CloseForm(forms.Form):
    """Close the account: said by writing one's own address."""

    email = address_field()

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["email"].label = _("Write your e-mail address to close the account")

    def clean_email(self) -> str:
        """The right one."""
        if self.cleaned_data["email"].lower() != self.user.email:
            raise forms.ValidationError(_("This is not the address of the account."))
        return self.user.email


class OrganisationForm(forms.Form):
    """A new organisation: its number is enough, and so is its name."""

    number = forms.CharField(
        label=_("Organisation number"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("Nine digits. We look up the name in the company register."),
    )
    name = forms.CharField(
        label=_("What is the organisation called?"),
        max_length=120,
        required=False,
        help_text=_("Not needed if you have written the number."),
    )
    sector = forms.ChoiceField(label=_("Sector"), choices=Sector.choices, initial=Sector.PUBLIC)

    def clean_number(self) -> str:
        """Nine digits with the right check digit."""
        written: str = self.cleaned_data["number"]
        number = register.number_in(written)
        if written and not number:
            raise forms.ValidationError(_("This is not an organisation number. Look at the digits again."))
        return number

    def clean(self) -> dict[str, Any]:
        """Look up the name, unless it is written."""
        values = super().clean() or {}
        values["name"] = " ".join(values.get("name", "").split())
        if not values["name"] and not self.errors:
            self._look_up(values)
        return values

    def _look_up(self, values: dict[str, Any]) -> None:
        if not values["number"]:
            self.add_error("name", _("Write the name of the organisation."))
            return
        try:
            found = register.find(values["number"])
        except register.Away:
            self.add_error("name", _("We can't look up numbers just now. Write the name too."))
            return
        if found:
            values["name"] = found[0].name
        else:
            self.add_error("number", _("No organisation has this number. Write the name instead."))


class MemberForm(forms.Form):
    """Somebody to invite to an organisation."""

    email = address_field()
    standing = forms.ChoiceField(
        label=_("What may they do?"),
        choices=[
            (Standing.MEMBER, _("Member: sees the organisation's gatherings, and gets roles in each")),
            (Standing.ADMINISTRATOR, _("Administrator: plans all the gatherings, and decides who belongs here")),
        ],
        widget=forms.RadioSelect(),
        initial=Standing.MEMBER,
    )


class RenameForm(forms.Form):
    """Another name."""

    name = forms.CharField(label=_("Name of the organisation"), max_length=120)


class InviteForm(forms.Form):
    """Somebody to invite to help."""

    email = address_field()
    roles = forms.MultipleChoiceField(
        label=_("What will they be?"),
        choices=[(role, role.label) for role in CREW_ROLES],
        widget=forms.CheckboxSelectMultiple(),
        error_messages={"required": _("Choose at least one.")},
    )
    message = forms.CharField(
        label=_("A few words from you"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stands at the top of the letter."),
    )


class HandOutForm(forms.Form):
    """A link that gives a role without an account."""

    role = forms.ChoiceField(
        label=_("What is the link for?"),
        choices=[
            (Role.FACILITATOR, _("The desk: somebody who helps to lead")),
            (Role.SCREEN, _("The big screen: the computer at the projector")),
            (Role.HELPER, _("The door: somebody who checks people in, and types for others")),
            (Role.HOST, _("The host: somebody who speaks to the room")),
            (Role.BROKER, _("A broker's desk, at an exchange")),
        ],
        widget=forms.RadioSelect(),
        initial=Role.FACILITATOR,
    )
    label = forms.CharField(
        label=_("For whom?"),
        max_length=60,
        required=False,
        help_text=_("So that you can tell the links apart. “Per at the door”, say."),
    )


class TogetherForm(forms.Form):
    """Another organisation to run the gathering with."""

    name = forms.CharField(
        label=_("Name of the organisation"),
        max_length=120,
        error_messages={"required": _("Write the name of the organisation.")},
    )
