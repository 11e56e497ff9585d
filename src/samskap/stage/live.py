"""Let phones, desks and screens in to the live stream, and draw what it sends."""

from http.cookies import CookieError, SimpleCookie
from importlib import import_module
from typing import Any, cast

from asgiref.sync import sync_to_async
from django.conf import settings
from django.contrib.auth import get_user
from django.db import connection, connections
from django.http import HttpRequest
from django.utils import timezone

from samskap.gatherings.access import DESK, HOSTS, INSIDE, Who, actor_from
from samskap.gatherings.models import Gathering, Participation
from samskap.live.app import Admission, Refusal, Scope, asked_for
from samskap.live.hub import Channel, Hub
from samskap.people.models import User
from samskap.stage.activity import AUDIENCES, Audience
from samskap.stage.faces import shared_face
from samskap.writing.queue import write

MAY_LOOK = {"phone": INSIDE, "desk": DESK, "screen": HOSTS | {Who.SCREEN}}


async def admit(scope: Scope) -> Admission | Refusal:
    """Say whether whoever asks for a stream may have it, and who they are."""
    channel = asked_for(scope)
    if channel is None or channel.audience not in AUDIENCES:
        return Refusal(404)
    language = channel.language if channel.language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    cookies = _cookies(scope)
    return await sync_to_async(_admit, thread_sensitive=False)(channel._replace(language=language), cookies)


def _admit(channel: Channel, cookies: dict[str, str]) -> Admission | Refusal:
    try:
        gathering = Gathering.objects.filter(slug=channel.topic).first()
        if gathering is None:
            return Refusal(404)
        actor = actor_from(cookies, _account(cookies), gathering)
        if not actor.may(MAY_LOOK[channel.audience]):
            return Refusal(403 if actor.roles else 401)
        return Admission(channel, actor.person.pk if actor.person and channel.audience == "phone" else None)
    finally:
        # A stream stays open for hours; a connection to the database must not.
        connections.close_all()


def _cookies(scope: Scope) -> dict[str, str]:
    headers = [value for name, value in scope["headers"] if name == b"cookie"]
    jar: SimpleCookie = SimpleCookie()
    try:
        jar.load("; ".join(header.decode("latin-1") for header in headers))
    except CookieError:
        return {}
    return {name: morsel.value for name, morsel in jar.items()}


def _account(cookies: dict[str, str]) -> User | None:
    key = cookies.get(settings.SESSION_COOKIE_NAME)
    if not key:
        return None
    request = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(key)
    user: Any = get_user(request)
    return user if isinstance(user, User) else None


class Drawer:
    """Draws faces for the hub, in its threads; told which hub, so that it knows how many look."""

    hub: Hub | None = None

    def __call__(self, channel: Channel) -> bytes:
        """Draw the face of a channel (UTF-8)."""
        lookers = self.hub.count(channel.topic, channel.audience) if self.hub else 0
        try:
            face = shared_face(channel.topic, cast(Audience, channel.audience), channel.language, lookers=lookers)
            return face.encode()
        finally:
            if connection.vendor != "sqlite":
                connections.close_all()


def note_presence(hub: Hub) -> int:
    """Write down who has the phone open now (seen_at), in one update for each gathering; returns how many."""
    seen = 0
    for slug in hub.topics():
        here = hub.people(slug)
        if here:
            seen += write(lambda here=here: Participation.objects.filter(pk__in=here).update(seen_at=timezone.now()))  # type: ignore[misc]
    return seen
