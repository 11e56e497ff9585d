"""Headers every answer carries, and the check that a change was asked for by our own pages."""

from collections.abc import Callable
from contextlib import suppress
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import render
from django.urls import Resolver404, resolve

Next = Callable[[HttpRequest], HttpResponse]

POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "frame-src 'self'",
        "frame-ancestors 'self'",
        "base-uri 'none'",
    ]
)


class Headers:
    """Tell the browser to load and run nothing but our own."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", "camera=(self), microphone=(), geolocation=()")
        response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        if "text/html" in response.headers.get("Content-Type", ""):
            response.headers.setdefault("Cache-Control", "no-store")
        return response


class Gzip(GZipMiddleware):
    """Pack what is text. A picture is packed already."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Leave pictures as they are."""
        if response.headers.get("Content-Type", "").startswith("image/"):
            return response
        return super().process_response(request, response)


# Where a mail provider may press the button for its user (RFC 8058): it comes from no page, and opens nothing.
FROM_ANYWHERE = frozenset({"unsubscribe"})


class SameOrigin:
    """Refuse a change that another site asked for (cross-site request forgery).

    Browsers say where a request comes from: in ``Sec-Fetch-Site``, else ``Origin``, else ``Referer``. With that, and
    with cookies that other sites' posts don't carry, no hidden token is needed, and one rendered face can hold forms
    for everybody. A request that says nothing at all is refused.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in {"GET", "HEAD", "OPTIONS"} or is_from_here(request) or _from_anywhere(request):
            return self.get_response(request)
        return render(request, "stage/foreign.html", status=403)


def _from_anywhere(request: HttpRequest) -> bool:
    """Whether the address is one of the few that take a change from elsewhere."""
    with suppress(Resolver404):
        return resolve(request.path_info).view_name in FROM_ANYWHERE
    return False


def is_from_here(request: HttpRequest) -> bool:
    """Whether one of our own pages sent the request."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    source = request.headers.get("Origin") or request.headers.get("Referer")
    return source is not None and urlsplit(source).netloc == request.get_host()
