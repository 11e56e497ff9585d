"""The texts of the product and their translations: find them, put them in the catalogues, check and compile them.

    python tools/messages.py update     new texts get an empty translation, texts that are gone leave
    python tools/messages.py check      say what is missing or wrong
    python tools/messages.py compile    write the .mo files that Django reads

The English text is the key, so there are catalogues for bokmål and nynorsk only. Each app owns the texts in its own
folder. Catalogues hold no line numbers and no dates, so that only a changed text changes a line.
What personal data is for, as the models and privacy.py say it, is in the catalogue of `personal`, which shows it.
"""

import argparse
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import polib
from babel.messages.extract import extract
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "samskap"
LANGUAGES = {"nb": "Norwegian Bokmål", "nn": "Norwegian Nynorsk"}
NOT_OURS = {"node_modules", "tests", "testing", "migrations", "static", "locale"}

Shape = tuple[int | tuple[int, str], ...] | None
PLAIN: dict[str, Shape] = {
    "_": None,
    "gettext": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
KEYWORDS = PLAIN | {f"{name}_lazy": shape for name, shape in PLAIN.items() if name != "_"}
PLACEHOLDER = re.compile(r"%\([^)]*\)[a-z]|%%|%[sdif]|\{[^{}]*\}")


class Text(NamedTuple):
    """A text as it stands in code or template."""

    english: str
    plural: str = ""
    context: str = ""


def texts_in(source: Path) -> Iterator[Text]:
    """Find the texts of one file."""
    code = source.read_text(encoding="utf-8")
    if source.suffix != ".py":
        # Between brackets Python does not mind the strange indentation of what was a template.
        code = f"(\n{templatize(code, origin=str(source))}\n)"
    for _line, found, _comments, context in extract("python", BytesIO(code.encode()), keywords=KEYWORDS):
        english, plural = (found, "") if isinstance(found, str) else (*found, "")[:2]
        if english:
            yield Text(english, plural, context or "")


def purposes_in(source: Path) -> Iterator[Text]:
    """Find what the personal fields of a model are for. They stand in the privacy notice, in the reader's language."""
    code = BytesIO(source.read_bytes())
    for _line, found, _comments, _context in extract("python", code, keywords={"personal": None, "secret": None}):
        yield Text(found if isinstance(found, str) else found[0])


def is_app(folder: Path) -> bool:
    """Tell whether Django looks for a catalogue in this folder."""
    return folder.parent == PACKAGE and ((folder / "apps.py").exists() or (folder / "templates").exists())


def owner(source: Path) -> Path:
    """Find the app that a file belongs to; files that belong to none belong to the package itself."""
    for folder in source.parents:
        if folder == PACKAGE or folder.parent == PACKAGE / "activities" or is_app(folder):
            return folder
    raise ValueError(f"{source} is not in the package")


def sources() -> Iterator[Path]:
    """Find the files that may hold texts."""
    for source in sorted(PACKAGE.rglob("*")):
        parts = set(source.relative_to(PACKAGE).parts)
        may = source.suffix in {".py", ".html"} or (source.suffix in {".txt", ".md"} and "templates" in parts)
        if may and not NOT_OURS & parts:
            yield source


def texts_by_app() -> dict[Path, set[Text]]:
    """Find all texts of the product."""
    found: dict[Path, set[Text]] = defaultdict(set)
    for source in sources():
        found[owner(source)].update(texts_in(source))
        if source.name in {"models.py", "privacy.py"}:
            found[PACKAGE / "personal"].update(purposes_in(source))
    return {app: texts for app, texts in found.items() if texts}


def catalogue(app: Path, language: str) -> Path:
    """Name the file with the translations of one app to one language."""
    return app / "locale" / language / "LC_MESSAGES" / "django.po"


def update() -> None:
    """Make every catalogue hold exactly the texts of its app, with the translations we have."""
    wanted = texts_by_app()
    kept = {
        (language, entry.msgctxt or "", entry.msgid): entry
        for language in LANGUAGES
        for path in catalogues(language)
        for entry in polib.pofile(str(path))
        if entry.translated()
    }
    for language in LANGUAGES:
        for path in catalogues(language):
            if path.parents[3] not in wanted:
                path.unlink()
        for app, texts in wanted.items():
            write(catalogue(app, language), language, (entry_for(text, language, kept) for text in texts))


def entry_for(text: Text, language: str, kept: dict[tuple[str, str, str], polib.POEntry]) -> polib.POEntry:
    """Make the entry of a text. A translation from another app is better than none, since the text is the same."""
    old = kept.get((language, text.context, text.english))
    entry = polib.POEntry(msgid=text.english, msgctxt=text.context or None, tcomment=old.tcomment if old else "")
    if text.plural:
        entry.msgid_plural = text.plural
        entry.msgstr_plural = (old and old.msgstr_plural) or {0: "", 1: ""}
    else:
        entry.msgstr = old.msgstr if old else ""
    return entry


def write(path: Path, language: str, entries: Iterable[polib.POEntry]) -> None:
    """Write a catalogue in a fixed order, without what changes by itself."""
    book = polib.POFile(wrapwidth=110)
    book.header = f"Samskap in {LANGUAGES[language]}"
    book.metadata = {
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    book.extend(sorted(entries, key=lambda entry: (entry.msgid.casefold(), entry.msgid, entry.msgctxt or "")))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(str(book), encoding="utf-8")


def catalogues(language: str) -> list[Path]:
    """List the catalogues of one language."""
    return sorted(PACKAGE.glob(f"**/locale/{language}/LC_MESSAGES/django.po"))


def complaints() -> Iterator[str]:
    """Say what is missing or wrong, a line for each."""
    for language in LANGUAGES:
        told: dict[tuple[str, str], tuple[str, ...]] = {}
        for app, texts in texts_by_app().items():
            path = catalogue(app, language)
            entries = polib.pofile(str(path)) if path.exists() else []
            by_key = {(entry.msgctxt or "", entry.msgid): entry for entry in entries}
            for text in sorted(texts):
                for complaint in wrong_with(text, by_key.get((text.context, text.english)), told):
                    yield f"{language} {app.name}: {complaint}: {text.english!r}"


def wrong_with(text: Text, entry: polib.POEntry | None, told: dict[tuple[str, str], tuple[str, ...]]) -> Iterator[str]:
    """Say what is wrong with the translation of one text."""
    if entry is None:
        yield "not in the catalogue (run `make messages`)"
        return
    translations = said(entry)
    if not all(translations) or bool(text.plural) != bool(entry.msgid_plural):
        yield "not translated"
    elif entry.fuzzy:
        yield "translated uncertainly (fuzzy)"
    elif not all(placeholders(translation) in allowed(text) for translation in translations):
        yield "has other placeholders in the translation"
    elif told.setdefault((text.context, text.english), translations) != translations:
        yield "translated differently in another app; Django can use only one (give it a context)"


def said(entry: polib.POEntry) -> tuple[str, ...]:
    """Give all forms of a translation."""
    return tuple(entry.msgstr_plural[form] for form in sorted(entry.msgstr_plural)) or (entry.msgstr,)


def placeholders(text: str) -> list[str]:
    """List what a text leaves open."""
    return sorted(PLACEHOLDER.findall(text))


def allowed(text: Text) -> list[list[str]]:
    """Say which placeholders a translation may have. "One note" may leave out the number that "%d notes" has."""
    return [placeholders(text.english), *([placeholders(text.plural)] if text.plural else [])]


def check() -> int:
    """Print the complaints."""
    found = list(complaints())
    print("\n".join(found) or "Every text has a translation.")
    return 1 if found else 0


def compile_all() -> None:
    """Write the .mo file beside each catalogue, where it is older than the catalogue."""
    for language in LANGUAGES:
        for path in catalogues(language):
            built = path.with_suffix(".mo")
            if not built.exists() or built.stat().st_mtime < path.stat().st_mtime:
                polib.pofile(str(path)).save_as_mofile(str(built))


def main() -> int:
    """Do what the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["update", "check", "compile"])
    match parser.parse_args().what:
        case "update":
            update()
        case "compile":
            compile_all()
        case _:
            return check()
    return 0


if __name__ == "__main__":
    sys.exit(main())
