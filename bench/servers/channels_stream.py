"""The same with Django Channels, daphne and Redis, as their documentation has it: a consumer for each stream."""

from __future__ import annotations

import os
from typing import Any

import django
from channels.generic.http import AsyncHttpConsumer
from channels.layers import get_channel_layer
from channels.routing import ProtocolTypeRouter, URLRouter
from django.conf import settings
from django.urls import path

settings.configure(
    SECRET_KEY="only for the bench",
    INSTALLED_APPS=["channels"],
    CHANNEL_LAYERS={
        "default": {
            "BACKEND": "channels_redis.core.RedisChannelLayer",
            # A quiet channel waits five seconds at a time; newer Redis clients would give up just then.
            "CONFIG": {"hosts": [{"address": os.environ["BENCH_REDIS"], "socket_timeout": 30}]},
        }
    },
)
django.setup()


class Faces(AsyncHttpConsumer):  # type: ignore[misc]
    """One open stream."""

    async def http_request(self, _: dict[str, Any]) -> None:
        await self.channel_layer.group_add("bench", self.channel_name)
        await self.send_headers(headers=[(b"Content-Type", b"text/event-stream"), (b"Cache-Control", b"no-store")])
        await self.send_body(b": welcome\n\n", more_body=True)

    async def disconnect(self) -> None:
        await self.channel_layer.group_discard("bench", self.channel_name)

    async def face(self, event: dict[str, Any]) -> None:
        lines = "".join(f"data: {line}\n" for line in event["text"].splitlines())
        await self.send_body(f"event: face\n{lines}\n".encode(), more_body=True)


class Push(AsyncHttpConsumer):  # type: ignore[misc]
    """The facilitator."""

    async def handle(self, body: bytes) -> None:
        await get_channel_layer().group_send("bench", {"type": "face", "text": body.decode()})
        await self.send_response(204, b"")


application = ProtocolTypeRouter({"http": URLRouter([path("live", Faces.as_asgi()), path("push", Push.as_asgi())])})
