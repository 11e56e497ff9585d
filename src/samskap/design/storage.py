"""Static files without a `collectstatic` step: the build has already hashed and compressed them."""

import json
from functools import cache
from pathlib import Path

from django.contrib.staticfiles.storage import StaticFilesStorage

MANIFEST = Path(__file__).parent / "static" / "design" / "manifest.json"


@cache
def hashed_names(manifest: Path, written_at: float) -> dict[str, str]:
    """Public name → hashed name; read again only after a new build, which `written_at` tells."""
    names: dict[str, str] = json.loads(manifest.read_text())["names"] if written_at else {}
    return names


class BuiltStaticFilesStorage(StaticFilesStorage):
    """`{% static "design/samskap.css" %}` gives the address with the content's hash in it."""

    def url(self, name: str | None) -> str:
        if name and name.startswith("design/"):
            try:
                name = hashed_names(MANIFEST, MANIFEST.stat().st_mtime).get(name, name)
            except FileNotFoundError as missing:
                message = "The browser side is not built yet. Run `make install`, or `python -m samskap.design.build`."
                raise FileNotFoundError(message) from missing
        return super().url(name)
