"""A small company register for tests, which can be away, slow or mad."""

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.cache import cache

BANK = {"organisasjonsnummer": "923609016", "navn": "NORDBYGDA SPAREBANK"}


class Register(ThreadingHTTPServer):
    """A small register. ``mood`` is how it answers."""

    mood = "well"
    asked = 0
    daemon_threads = True


class Answers(BaseHTTPRequestHandler):
    """What the register says."""

    server: Register

    def do_GET(self) -> None:
        self.server.asked += 1
        parts = urlsplit(self.path)
        if self.server.mood == "slow":
            time.sleep(4)
        if self.server.mood == "mad":
            return self._say(200, b"<html>Velkommen</html>")
        if self.server.mood == "broken":
            return self._say(500, b"")
        if parts.path == "/enheter":
            found = [BANK, {"navn": "Uten nummer"}, 7] if "spare" in parse_qs(parts.query)["navn"][0] else []
            return self._say(200, json.dumps({"_embedded": {"enheter": found}}).encode())
        known = parts.path == "/enheter/923609016"
        return self._say(200 if known else 404, json.dumps(BANK if known else {}).encode())

    def _say(self, status: int, body: bytes) -> None:
        try:
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body)
        except OSError:
            pass  # whoever asked has gone

    def log_message(self, *_args: Any) -> None:
        """Quiet."""


@pytest.fixture
def brreg(settings: Any) -> Iterator[Register]:
    """A register that runs on this machine."""
    cache.clear()
    server = Register(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.COMPANY_REGISTER = f"http://127.0.0.1:{server.server_port}"
    yield server
    server.shutdown()
    server.server_close()
    cache.clear()
