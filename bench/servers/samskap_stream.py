"""Samskap's own stream, with signed cookies at the door; POST /push changes the face."""

from __future__ import annotations

import hashlib
import hmac
import sys
from http.cookies import SimpleCookie

import uvicorn

from samskap.live.app import TEXT, Admission, Live, Receive, Refusal, Scope, Send, answer, asked_for, header
from samskap.live.hub import Channel, Hub
from samskap.live.server import config

SECRET = b"only for the bench"


def sign(person: str) -> str:
    return hmac.new(SECRET, person.encode(), hashlib.sha256).hexdigest()


async def admit(scope: Scope) -> Admission | Refusal:
    channel = asked_for(scope)
    if channel is None:
        return Refusal(404)
    ticket = SimpleCookie(header(scope, b"cookie")).get("ticket")
    person, _, signature = (ticket.value if ticket else "").partition("-")
    if not hmac.compare_digest(sign(person), signature):
        return Refusal(401)
    return Admission(channel, int(person))


class Bench:
    def __init__(self) -> None:
        self.face = b"<main>welcome</main>"
        self.hub = Hub(self.render)
        self.live = Live(self.hub, admit)

    def render(self, _: Channel) -> bytes:
        return self.face

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"] != "/push":
            return await self.live(scope, receive, send)
        face, more = b"", True
        while more:
            part = await receive()
            face, more = face + part["body"], part["more_body"]
        self.face = face
        self.hub.changed("bench")
        return await answer(send, 204, TEXT)


if __name__ == "__main__":
    uvicorn.Server(config(Bench(), port=int(sys.argv[1]), lifespan="off", log_level="warning")).run()
