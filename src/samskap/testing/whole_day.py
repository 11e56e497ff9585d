"""Play a whole day at once, in the process of the test: the same acts at the same addresses as in the demo."""

import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from django.core.files.base import ContentFile
from django.test import Client

from samskap.demo.day import Day
from samskap.gatherings.models import Block
from samskap.invented.tale import Guest
from samskap.stage.doing import PARTS
from samskap.stage.rehearsal import Act
from samskap.testing.fixtures import OURS


class WholeDay:
    """A day that takes as long as the machine needs. What is refused or fails is counted by what it was."""

    def __init__(self, day: Day, *, join_path: str, desk_pass: str) -> None:
        self.day = day
        self.join_path = join_path
        self.desk = Client(headers=OURS, SERVER_NAME="localhost")
        self.desk.get(desk_pass)
        self.phones: dict[int, Client] = {}
        self.refused: Counter[str] = Counter()
        self.done: Counter[str] = Counter()

    def come_in(self, guests: Sequence[Guest]) -> None:
        """Let people in, each with a phone of their own."""
        for guest in guests:
            phone = Client(headers=OURS, SERVER_NAME="localhost")
            form = {
                "key": uuid.uuid4().hex,
                "first_name": guest.first_name,
                "last_name": guest.last_name,
                "organisation": guest.organisation,
                "sector": guest.sector,
                "drive": guest.drive,
            }
            page: Any = phone.post(self.join_path, form, follow=True)
            person = page.context["person"].pk
            self.phones[person] = phone
            self.day.cast.append(person)

    def play(self) -> Iterator[Block]:
        """Play block after block to the end, and give each when everybody has acted in it."""
        while (onward := self.day.onward()) is not None:
            self._carry_out(onward, None)
            block = self.day.where().block
            if block is None:
                continue
            for act in self.day.acts(block):
                if not act.verb.startswith("remote/"):
                    self._carry_out(act, block)
            yield block

    def _carry_out(self, act: Act, block: Block | None) -> None:
        phone = self.phones[act.who.pk] if act.who else self.desk
        values = {name: value for name, value in act.values.items() if value is not None}
        files = {name: ContentFile(file.read_bytes(), name=file.name) for name, file in act.files.items()}
        headers = {"accept": PARTS, "idempotency-key": uuid.uuid4().hex}
        answer = phone.post(self.day.address(act, block), values | files, headers=headers)
        what = f"{block.kind}/{act.verb}" if block else act.verb
        if answer.status_code < 400:
            self.done[what] += 1
        else:
            self.refused[f"{what}: {answer.status_code} {answer.content.decode()[:300]}"] += 1
