"""The product as it is served, with its own doors: whoever asks for a stream is looked up in the database.

Only the faces are given, and not drawn: it is the stream that is measured. POST /push changes them.
"""

from __future__ import annotations

import sys

from samskap import asgi
from samskap.live.app import TEXT, Receive, Scope, Send, answer
from samskap.live.server import Server, config
from samskap.serving import prepare
from samskap.stage.live import Drawer

COOKIE = "samskap-person-1=one-for-all"


class Bench(asgi.Samskap):
    """The product, with a way to give it a face."""

    face = b"<main>welcome</main>"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope.get("path") != "/push":
            return await super().__call__(scope, receive, send)
        face, more = b"", True
        while more:
            part = await receive()
            face, more = face + part["body"], part["more_body"]
        Bench.face = face
        self.hub.changed("bench")
        return await answer(send, 204, TEXT)


def make_gathering() -> None:
    """A gathering in an empty database, and one who takes part, whose cookie all phones show."""
    from django.db import connections
    from django.utils import timezone

    from samskap.gatherings import actions
    from samskap.gatherings.access import cookie_name
    from samskap.gatherings.models import Gathering

    gathering = Gathering.objects.create(slug="bench", title="Bench", starts_at=timezone.now())
    name, token = COOKIE.split("=")
    assert name == cookie_name(gathering, "person")
    actions.open_doors(gathering)
    actions.join(gathering, first_name="Aud", token=token)
    connections.close_all()


if __name__ == "__main__":
    prepare()
    make_gathering()
    Drawer.__call__ = lambda _, channel: Bench.face  # type: ignore[method-assign, assignment]
    Server(config(Bench(), port=int(sys.argv[1]), log_level="warning")).run()
