"""How we use django-allauth: our own words, our own letters, and little kept of what providers tell."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from samskap.accounts.mail import language_of, send_letter
from samskap.people.models import User

# What happened, said on the next page. What is not here, the page itself says.
SAID: dict[str, str | Promise] = {
    "account/messages/email_confirmed.txt": _("Your e-mail address is confirmed."),
    "account/messages/email_confirmation_failed.txt": _("This address belongs to another account."),
    "mfa/messages/totp_activated.txt": _("Two-step sign-in is on."),
    "mfa/messages/totp_deactivated.txt": _("The app is not asked for any more."),
    "mfa/messages/recovery_codes_generated.txt": _("Here are new recovery codes. The old ones work no more."),
    "mfa/messages/webauthn_added.txt": _("The passkey is saved."),
    "mfa/messages/webauthn_removed.txt": _("The passkey is removed."),
    "socialaccount/messages/account_connected.txt": _("Connected. You can sign in this way now."),
    "socialaccount/messages/account_connected_updated.txt": _("Connected. You can sign in this way now."),
    "socialaccount/messages/account_connected_other.txt": _("That sign-in belongs to another account here."),
}
LETTERS = {
    "account/email/login_code": "accounts/letters/code.md",
    "account/email/unknown_account": "accounts/letters/unknown.md",
    "account/email/account_already_exists": "accounts/letters/known.md",
    "account/email/email_confirmation": "accounts/letters/verify.md",
    "account/email/email_confirmation_signup": "accounts/letters/verify.md",
}
# What the owner of an account is told by e-mail, in case it was not the owner who did it.
NOTICES: dict[str, str | Promise] = {
    "account/email/email_changed": _("The e-mail address of your account was changed."),
    "account/email/password_changed": _("The password of your account was changed."),
    "account/email/password_set": _("Your account got a password."),
    "mfa/email/totp_activated": _("Two-step sign-in with an app was turned on."),
    "mfa/email/totp_deactivated": _("Two-step sign-in with an app was turned off."),
    "mfa/email/webauthn_added": _("A passkey was added."),
    "mfa/email/webauthn_removed": _("A passkey was removed."),
    "mfa/email/recovery_codes_generated": _("New recovery codes were made."),
    "socialaccount/email/account_connected": _("Another way of signing in was connected."),
    "socialaccount/email/account_disconnected": _("A way of signing in was disconnected."),
}
TOO_MANY = _("That was many attempts. Wait ten minutes and try again.")
WRONG_CODE = _("That code does not fit. Look at the newest mail, and mind that it works for 15 minutes.")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts with an e-mail address and nothing else."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is closed."),
        "duplicate_email": _("This is your address already."),
        "email_password_mismatch": _("The address and the password do not fit. You can always get a code instead."),
        "email_taken": _("This address belongs to another account."),
        "incorrect_code": WRONG_CODE,
        "incorrect_password": _("That is not the password."),
        "invalid_login": _("Write your e-mail address."),
        "invalid_or_expired_key": WRONG_CODE,
        "max_email_addresses": _("An account has one address."),
        "rate_limited": TOO_MANY,
        "same_as_current": _("This is your address already."),
        "too_many_login_attempts": TOO_MANY,
        "unknown_email": _("There is no account with this address."),
    }

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Say it in our own words, or not at all."""
        said = message or SAID.get(message_template or "")
        if said:
            messages.add_message(request, level, str(said), extra_tags=extra_tags)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send our own letter."""
        language = language_of(email, get_language() or "nb")
        if template_prefix in NOTICES:
            send_letter(email, "accounts/letters/changed.md", language=language, what=NOTICES[template_prefix])
        elif template_prefix in LETTERS:
            send_letter(email, LETTERS[template_prefix], language=language, code=context.get("code"), email=email)

    def send_account_already_exists_mail(self, email: str) -> None:
        """Tell somebody who signs up again that there is an account."""
        self.send_mail("account/email/account_already_exists", email, {})

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Tell the owner what was changed; a changed address is told to the old one."""
        self.send_mail(template_prefix, email or user.email, context or {})

    def get_reauthentication_methods(self, user: object) -> list[dict[str, str]]:
        """Our own page asks again who somebody is (`samskap.accounts.lately`)."""
        return []


class MfaAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Two steps."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("That code does not fit. The app makes a new one every half minute."),
        "cannot_generate_recovery_codes": _("Turn two-step sign-in on first."),
    }

    def build_totp_svg(self, url: str) -> str:
        """Our page draws it."""
        return ""

    def generate_authenticator_name(self, user: User, type: object) -> str:
        """A name to begin with, when none is written."""
        return str(_("Passkey"))


class ProviderAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Accounts elsewhere: Entra, Feide, ID-porten and others."""

    error_messages = DefaultSocialAccountAdapter.error_messages | {
        "invalid_token": _("The sign-in could not be read."),
        "connected_other": _("That sign-in belongs to another account here."),
    }

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> User:
        """A new account has the address, the name and the language of the page."""
        user: User = sociallogin.user
        user.email = str(data.get("email") or "").lower()
        user.name = str(data.get("name") or "")[:100]
        user.language = get_language() or "nb"
        return user

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Let in who is known, who is signed in and connects, and who comes with an address that is surely theirs."""
        sociallogin.token = None  # we ask the provider for nothing more
        if sociallogin.is_existing or sociallogin.state.get("process") == "connect":
            return
        if not any(one.verified for one in sociallogin.email_addresses):
            raise ImmediateHttpResponse(refuse(request, sociallogin.provider, "address"))

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: object) -> str:
        """Back to the account."""
        return "/account/"

    def validate_disconnect(self, account: object, accounts: object) -> None:
        """One can always sign in with a code."""


def refuse(request: HttpRequest, provider: Any, why: str) -> Any:
    """Say why a sign-in elsewhere is not enough here. ``why`` is "level", "address" or "trouble"."""
    context = {"provider": provider.name, "why": why}
    return render(request, "socialaccount/authentication_error.html", context, status=403)
