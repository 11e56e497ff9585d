"""What a photo of a sheet says about itself: the code in its corner leads it to the right group."""

import json
import re
import subprocess
import sys
import threading

from samskap.gatherings.models import Gathering
from samskap.gatherings.sheets import NotASheet, SheetCode, read_sheet_token
from samskap.paper import read_codes

OURS = re.compile(r"/paper/s/([A-Za-z0-9_.=-]{6,80})/?$")
SECONDS_AT_MOST = 20
_turn = threading.BoundedSemaphore(2)


class AnotherGathering(Exception):
    """The sheet was printed for another gathering."""


def codes_in(data: bytes) -> list[str]:
    """Return what the QR codes in a picture say. Slow (up to some seconds): never call it in a transaction."""
    with _turn:
        try:
            # By its path and isolated: nothing of ours, and nothing from the environment, is loaded with it.
            done = subprocess.run(  # noqa: S603 - our own program, and no arguments from outside
                [sys.executable, "-I", read_codes.__file__],
                input=data,
                capture_output=True,
                timeout=SECONDS_AT_MOST,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return []
    try:
        return [str(text) for text in json.loads(done.stdout)]
    except ValueError:
        return []


def sheet_in(gathering: Gathering, data: bytes) -> SheetCode | None:
    """Return which sheet of the gathering a picture shows; nothing if it shows none that can be read."""
    strange = False
    for text in codes_in(data):
        ours = OURS.search(text)
        if ours is None:
            continue  # the code for joining, the guests' network, a business card
        try:
            return read_sheet_token(gathering, ours[1])
        except NotASheet:
            strange = True
    if strange:
        raise AnotherGathering
    return None
