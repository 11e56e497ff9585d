"""A helper with a stack of notes and a pile of sheets, in a real browser: type, type, photograph (G10)."""

import io
from collections.abc import Callable

import pytest
import segno
from PIL import Image
from playwright.sync_api import FilePayload, expect

from samskap.cards.models import Card, Photo
from samskap.circles.models import Circle
from samskap.gatherings.actions import hand_out_pass
from samskap.gatherings.models import Block, Gathering, Participation, Role
from samskap.gatherings.sheets import sheet_path
from samskap.testing.browsers import OpenPage, axe, look, reflows
from samskap.testing.servers import Server

pytestmark = pytest.mark.mission("G10")


def picture(name: str, text: str = "") -> FilePayload:
    """A picture from the phone's camera, larger than what is sent."""
    sheet = Image.new("RGB", (2000, 2600), (238, 234, 224))
    if text:
        out = io.BytesIO()
        segno.make(text, error="m", micro=False).save(out, kind="png", scale=8, border=4)
        sheet.paste(Image.open(out).convert("RGB").rotate(6, expand=True, fillcolor=(238, 234, 224)), (1300, 200))
    jpeg = io.BytesIO()
    sheet.save(jpeg, "JPEG", quality=80)
    return {"name": name, "mimeType": "image/jpeg", "buffer": jpeg.getvalue()}


def test_a_stack_of_notes_and_a_pile_of_sheets(
    server: Server, open_page: OpenPage, gathering: Gathering, on_stage: Callable[..., Block], aud: Participation
) -> None:
    sessions = on_stage("sessions")
    group = Circle.objects.create(block=sessions, number=3, name="Sykkelverksted")
    on_stage("notes")
    phone = open_page("phone")
    phone.goto(server.at(f"/p/{hand_out_pass(gathering, role=Role.HELPER)}/"))
    phone.goto(server.at("/g/unge/paper/"))
    axe(phone)
    reflows(phone)

    phone.get_by_label("Hvem?").fill("Aud")
    note = phone.get_by_label("Lappen din")
    note.fill("Flere sykler")
    for text in ("En benk", "Åpent om kvelden"):
        note.press("Enter")
        expect(note).to_have_value("")
        expect(note).to_be_focused()
        phone.keyboard.type(text)
    note.press("Enter")
    expect(phone.locator("#paper-count")).to_contain_text("3 ting er skrevet inn")
    expect(phone.get_by_label("Hvem?")).to_have_value("Aud")
    assert [(card.text, card.by) for card in Card.objects.all()] == [
        ("Flere sykler", aud), ("En benk", aud), ("Åpent om kvelden", aud)
    ]  # fmt: skip
    look(phone, "paper-typing", whole=True)

    phone.get_by_role("link", name="Ta bilder").click()
    address = server.at(sheet_path(gathering, "circle", block=sessions, circle=group.pk))
    phone.get_by_label("Bilder av ark, lapper og plakater").set_input_files(
        [picture("ark.jpg", address), picture("lapper.jpg")]
    )
    expect(phone.locator(".paper-placed img")).to_have_count(1, timeout=20_000)
    expect(phone.get_by_role("heading", name="I kurven 1")).to_be_visible(timeout=20_000)
    axe(phone)
    reflows(phone)
    look(phone, "paper-photos", whole=True)
    phone.get_by_label("Hvor hører det til?").select_option(label="3 · Sykkelverksted")
    phone.get_by_role("button", name="Legg det der").click()
    expect(phone.locator(".paper-placed img")).to_have_count(2)
    assert {photo.circle for photo in Photo.objects.all()} == {group}

    tablet = open_page("desk", width=1024)
    tablet.goto(server.at(f"/p/{hand_out_pass(gathering, role=Role.HELPER)}/"))
    tablet.goto(address)
    axe(tablet)
    look(tablet, "paper-sheet", whole=True)
    tablet.goto(server.at(f"/g/unge/paper/photos/{Photo.objects.first().pk}/"))  # type: ignore[union-attr]
    axe(tablet)
    look(tablet, "paper-photo", whole=True)
