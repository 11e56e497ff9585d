"""Signing in with an account elsewhere (OpenID Connect): what is asked for, checked and kept.

Providers tell more than we want to know; ID-porten tells the national identity number. What is not in `KEPT` is thrown
away before anything is stored, also in the session.
"""

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.models import SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from samskap.accounts.adapters import refuse

KEPT = ("sub", "name", "email", "acr", "iss")


class Elsewhere(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """One provider, with our rules."""

    def complete_login(self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: Any) -> SocialLogin:
        """Check who says it and how sure they are; then keep what we need and nothing more."""
        id_token = kwargs["response"].get("id_token")
        if not id_token:
            raise OAuth2Error("The provider sent no ID token")
        told = self._decode_id_token(app, id_token)
        provider = self.get_provider()
        accepted = app.settings.get("accepted_acr") or []
        if accepted and told.get("acr") not in accepted:
            raise ImmediateHttpResponse(refuse(request, provider, "level"))
        known = dict(told)
        if app.settings.get("fetch_userinfo", True):
            more = self._fetch_user_info(token.token)
            if more.get("sub") != told.get("sub"):  # the specification asks for it: the two may not be mixed
                raise OAuth2Error("The provider answers for somebody else")
            known = more | told
        kept = {name: known[name] for name in KEPT if known.get(name)}
        verified = known.get("email_verified") is True or provider.app.settings.get("verified_email", False)
        login: SocialLogin = provider.sociallogin_from_response(
            request, {"userinfo": kept | {"email_verified": verified}}
        )
        login.account.extra_data = kept
        return login


@require_safe
def go(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Send somebody to the provider. A link on another site can't: nobody should be signed in without asking."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        return redirect("sign-in")
    return _with(OAuth2LoginView, request, provider_id)


@require_safe
def back(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Receive somebody who comes back from the provider."""
    return _with(OAuth2CallbackView, request, provider_id)


def _with(view: Any, request: HttpRequest, provider_id: str) -> HttpResponseBase:
    try:
        answer: HttpResponseBase = view.adapter_view(Elsewhere(request, provider_id))(request)
    except SocialApp.DoesNotExist:
        raise Http404 from None
    return answer
