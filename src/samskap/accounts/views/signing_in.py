"""Signing in and signing up: django-allauth's steps, our pages."""

import json
from typing import Any

from allauth.account import views as allauth_views
from allauth.account.internal.flows.manage_email import sync_user_email_address
from allauth.account.internal.stagekit import clear_login
from allauth.mfa.base import views as mfa_views
from allauth.mfa.recovery_codes import views as recovery_views
from allauth.mfa.totp import views as totp_views
from allauth.mfa.webauthn import views as passkey_views
from allauth.mfa.webauthn.internal.auth import begin_registration
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_http_methods, require_safe

from samskap.accounts import forms
from samskap.accounts.lately import lately


class Answers:
    """A form that was not good enough answers 422, as all our forms do."""

    def form_invalid(self, form: Any) -> HttpResponseBase:
        """Show it again, filled in."""
        response: HttpResponseBase = super().form_invalid(form)  # type: ignore[misc]
        if response.status_code == 200:
            response.status_code = 422
        return response


def elsewhere() -> list[dict[str, str]]:
    """The providers one can sign in with, for the page."""
    apps = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    return [{"key": app["provider_id"], "name": app["name"]} for app in apps]


class SignIn(Answers, allauth_views.RequestLoginCodeView):  # type: ignore[misc]
    """The way in: a code by e-mail. The other ways are below it."""

    template_name = "accounts/sign_in.html"

    def get_form_class(self) -> type[forms.SignInForm]:
        """Our own form."""
        return forms.SignInForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Begin again for whoever wants another address, or another way."""
        if "again" in request.GET:
            clear_login(request)
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def form_valid(self, form: forms.SignInForm) -> HttpResponseBase:
        """Note the address of an account that was made by an invitation or a command, so that a code can prove it."""
        if form._user is not None:  # noqa: SLF001 # django-allauth's own way of saying whom it found
            sync_user_email_address(form._user)  # noqa: SLF001
        response: HttpResponseBase = super().form_valid(form)
        return response

    def get_initial(self) -> dict[str, Any]:
        """The address from an invitation, if one comes from there."""
        return {"email": self.request.GET.get("email", "")[:254]}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The other ways in."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"elsewhere": elsewhere(), "next": self.request.GET.get("next", "")}


class EnterCode(Answers, allauth_views.ConfirmLoginCodeView):  # type: ignore[misc]
    """The code from the mail."""

    template_name = "accounts/enter_code.html"

    def get_form_class(self) -> Any:
        """Our own form; none for asking once more."""
        return super().get_form_class() if self._action == "resend" else forms.EnterCodeForm


class PasswordSignIn(Answers, allauth_views.LoginView):  # type: ignore[misc]
    """Address and password."""

    template_name = "accounts/password_sign_in.html"

    def get_form_class(self) -> type[forms.PasswordSignInForm]:
        """Our own form."""
        return forms.PasswordSignInForm


class SignUp(Answers, allauth_views.SignupView):  # type: ignore[misc]
    """A new account."""

    template_name = "accounts/sign_up.html"

    def get_form_class(self) -> type[forms.SignUpForm]:
        """Our own form."""
        return forms.SignUpForm


class Verify(Answers, allauth_views.ConfirmEmailVerificationCodeView):  # type: ignore[misc]
    """Is this address yours? The code in the mail shows it."""

    template_name = "accounts/enter_code.html"

    def _get_verify_form_class(self) -> type[forms.VerifyForm]:
        return forms.VerifyForm


class ChangeEmail(Answers, allauth_views.EmailView):  # type: ignore[misc]
    """Another address. The old one counts until the new one is confirmed."""

    template_name = "accounts/email.html"

    def get_form_class(self) -> type[forms.ChangeEmailForm]:
        """Our own form."""
        return forms.ChangeEmailForm


class SecondStep(mfa_views.AuthenticateView):  # type: ignore[misc]
    """The second step: the app, a passkey, or a recovery code."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the browser needs for a passkey."""
        return _with_options(super().get_context_data(**kwargs))

    def form_invalid(self, form: Any) -> HttpResponseBase:
        """Show it again, with what was wrong."""
        response: HttpResponseBase = super().form_invalid(form)
        response.status_code = 422
        return response


def _with_options(context: dict[str, Any]) -> dict[str, Any]:
    """Put what the browser is to ask a passkey for where our script finds it."""
    said = context.get("js_data", {})
    return context | {"options": json.dumps(said.get("request_options") or said.get("creation_options") or {})}


@method_decorator(lately, name="dispatch")
class AddPasskey(Answers, passkey_views.AddWebAuthnView):  # type: ignore[misc]
    """A passkey: the phone's or computer's own way of knowing its owner."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the browser needs, for a passkey that can sign in alone."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return _with_options(context | {"js_data": {"creation_options": begin_registration(self.request.user, True)}})


@method_decorator(lately, name="dispatch")
class ActivateApp(Answers, totp_views.ActivateTOTPView):  # type: ignore[misc]
    """An app that makes codes."""


sign_in = require_http_methods(["GET", "HEAD", "POST"])(SignIn.as_view())
enter_code = require_http_methods(["GET", "HEAD", "POST"])(EnterCode.as_view())
password_sign_in = require_http_methods(["GET", "HEAD", "POST"])(PasswordSignIn.as_view())
sign_up = require_http_methods(["GET", "HEAD", "POST"])(SignUp.as_view())
verify = require_http_methods(["GET", "HEAD", "POST"])(Verify.as_view())
change_email = require_http_methods(["GET", "HEAD", "POST"])(lately(ChangeEmail.as_view()))
second_step = require_http_methods(["GET", "HEAD", "POST"])(SecondStep.as_view())
passkey_sign_in = require_http_methods(["GET", "HEAD", "POST"])(passkey_views.LoginWebAuthnView.as_view())
add_passkey = require_http_methods(["GET", "HEAD", "POST"])(AddPasskey.as_view())
remove_passkey = require_http_methods(["GET", "HEAD", "POST"])(lately(passkey_views.RemoveWebAuthnView.as_view()))
activate_app = require_http_methods(["GET", "HEAD", "POST"])(ActivateApp.as_view())
deactivate_app = require_http_methods(["GET", "HEAD", "POST"])(lately(totp_views.DeactivateTOTPView.as_view()))
recovery_codes = require_safe(lately(recovery_views.ViewRecoveryCodesView.as_view()))
new_recovery_codes = require_http_methods(["GET", "HEAD", "POST"])(
    lately(recovery_views.GenerateRecoveryCodesView.as_view())
)


@require_safe
def two_step(request: HttpRequest) -> HttpResponseBase:
    """Two-step sign-in: what is on, and what one can turn on."""
    from allauth.mfa.models import Authenticator

    mine = list(Authenticator.objects.filter(user=request.user))
    context = {
        "app": next((one for one in mine if one.type == Authenticator.Type.TOTP), None),
        "passkeys": [one.wrap() for one in mine if one.type == Authenticator.Type.WEBAUTHN],
        "codes": next((one.wrap() for one in mine if one.type == Authenticator.Type.RECOVERY_CODES), None),
    }
    return render(request, "accounts/two_step.html", context)


@require_safe
def cancelled(request: HttpRequest) -> HttpResponseBase:
    """Somebody changed their mind at the provider."""
    return redirect("sign-in")
