"""What the organiser's pages have in common: who is here, what was sent, and how a page is drawn."""

import uuid
from typing import Any, cast

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from samskap.gatherings.access import Actor
from samskap.gatherings.models import Gathering
from samskap.people.models import User
from samskap.stage.doing import key_of

page = require_http_methods(["GET", "HEAD", "POST"])


def user_of(request: HttpRequest) -> User:
    """The account that is signed in, at an address that wants one."""
    return cast(User, request.user)


def here(request: HttpRequest) -> tuple[Gathering, Actor]:
    """The gathering of the address, and who asks."""
    return request.gathering, request.actor  # type: ignore[attr-defined]


def sent(request: HttpRequest) -> QueryDict | None:
    """What was filled in; nothing when the page is only looked at."""
    return request.POST if request.method == "POST" else None


def show(request: HttpRequest, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """Draw a page. ``key`` makes its form count once, also when it is sent twice."""
    context.setdefault("gathering", getattr(request, "gathering", None))
    context.setdefault("actor", getattr(request, "actor", None))
    context.setdefault("key", key_of(request) or uuid.uuid4().hex)
    return render(request, f"planning/{template}.html", context, status=status)


def status_of(*forms_: "forms.BaseForm | forms.BaseFormSet[Any]") -> int:
    """200, or 422 when something has to be mended."""
    return 422 if any(form.is_bound and not form.is_valid() for form in forms_) else 200
