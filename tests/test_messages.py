"""The three languages are complete."""

from pathlib import Path

import polib
import pytest

from tools import messages
from tools.messages import Text

TEMPLATE = """{% load i18n %}
  <p title="it's">{% translate "Hello" %} {{ _("Queue") }}</p>
      {% blocktranslate trimmed count n=notes|length %}
        One note
      {% plural %}
        {{ n }} notes
      {% endblocktranslate %}
   {% translate "Open" context "door" %}
"""
CODE = """
title = _("A wall " "of notes")
count = ngettext_lazy("%d note", "%d notes", "n")
door = pgettext("door", "Close")
"""


def test_every_text_has_a_bokmaal_and_a_nynorsk_translation() -> None:
    assert list(messages.complaints()) == []


@pytest.mark.parametrize(
    ("name", "content", "texts"),
    [
        (
            "face.html",
            TEMPLATE,
            [Text("Hello"), Text("Queue"), Text("One note", "%(n)s notes"), Text("Open", context="door")],
        ),
        ("forms.py", CODE, [Text("A wall of notes"), Text("%d note", "%d notes"), Text("Close", context="door")]),
    ],
)
def test_texts_are_found_in_templates_and_code(tmp_path: Path, name: str, content: str, texts: list[Text]) -> None:
    source = tmp_path / name
    source.write_text(content)

    assert list(messages.texts_in(source)) == texts


@pytest.mark.parametrize(
    ("entry", "complaint"),
    [
        (None, "not in the catalogue (run `make messages`)"),
        (polib.POEntry(msgid="Hi {name}"), "not translated"),
        (polib.POEntry(msgid="Hi {name}", msgstr="Hei {name}", flags=["fuzzy"]), "translated uncertainly (fuzzy)"),
        (polib.POEntry(msgid="Hi {name}", msgstr="Hei {navn}"), "has other placeholders in the translation"),
    ],
)
def test_a_poor_translation_is_complained_about(entry: polib.POEntry | None, complaint: str) -> None:
    assert list(messages.wrong_with(Text("Hi {name}"), entry, {})) == [complaint]


def test_one_text_has_one_translation() -> None:
    told: dict[tuple[str, str], tuple[str, ...]] = {("", "Wall"): ("Vegg",)}

    assert [
        "differently" in complaint
        for complaint in messages.wrong_with(Text("Wall"), polib.POEntry(msgid="Wall", msgstr="Tavle"), told)
    ] == [True]


def test_updating_keeps_translations_and_adds_what_is_new(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = tmp_path / "people"
    app.mkdir()
    (app / "apps.py").write_text('_("Hello")')
    monkeypatch.setattr(messages, "PACKAGE", tmp_path)
    messages.update()
    book = messages.catalogue(app, "nb")
    book.write_text(book.read_text().replace('msgid "Hello"\nmsgstr ""', 'msgid "Hello"\nmsgstr "Hei"'))

    (app / "apps.py").write_text('_("Hello"); _("Goodbye")')
    messages.update()

    assert [(entry.msgid, entry.msgstr) for entry in polib.pofile(str(book))] == [("Goodbye", ""), ("Hello", "Hei")]
