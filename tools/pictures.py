"""Take the picture of the three views in the README, from a real demo: `python tools/pictures.py`."""

import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "docs" / "pictures" / "three-views.png"
WHEN = "Veggen: hvem blir med på hva?"  # the block in which the wall is full
SETTLE = 5000  # milliseconds into it, so that something has happened
PAPER = (240, 234, 222)
Box = tuple[int, int]
SIZES: dict[str, Box] = {"Screen": (1920, 1080), "Desk": (1280, 900), "Phone": (390, 844)}


def main() -> None:
    """Run a demo, look at the three views when the wall has been filled, and put them on one picture."""
    with tempfile.TemporaryDirectory() as folder:
        said = Path(folder) / "said.txt"
        with said.open("wb") as out:
            demo = subprocess.Popen(
                [sys.executable, "-m", "samskap", "demo", "--speed", "2", "--port", "8790"], stdout=out
            )
        try:
            _wait_for(said, "With --lan", demo)
            shots = _shoot(said.read_text(), Path(folder))
        finally:
            demo.terminate()
            demo.wait()
    OUT.parent.mkdir(parents=True, exist_ok=True)
    _compose(shots).quantize(128, dither=Image.Dither.NONE).save(OUT, optimize=True)
    print(f"{OUT.relative_to(ROOT)}: {OUT.stat().st_size // 1000} kB")


def _wait_for(said: Path, text: str, demo: "subprocess.Popen[bytes]") -> None:
    while text not in said.read_text():
        if demo.poll() is not None:
            sys.exit(f"The demo ended before it said «{text}»:\n{said.read_text()}")
        time.sleep(0.2)


def _shoot(said: str, folder: Path) -> list[Image.Image]:
    """Open the three views, let the day go on until the moment we want, and take all three at once."""
    addresses = dict(re.findall(r"^  (\w+) +(http\S+)$", said, re.MULTILINE))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        pages = {name: _open(browser, addresses[name], size) for name, size in SIZES.items()}
        pages["Phone"].get_by_label("Fornavn").fill("Guro")
        pages["Phone"].get_by_role("button", name="Bli med").click()
        pages["Screen"].get_by_text(WHEN).first.wait_for(timeout=600_000)
        pages["Screen"].wait_for_timeout(SETTLE)
        for name, page in pages.items():
            page.screenshot(path=folder / f"{name}.png")
        browser.close()
    return [Image.open(folder / f"{name}.png").convert("RGB") for name in SIZES]


def _open(browser: Browser, address: str, size: Box) -> Page:
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, locale="nb-NO", color_scheme="light")
    page = context.new_page()
    page.goto(address)
    return page


def _compose(shots: list[Image.Image]) -> Image.Image:
    """The screen behind, the desk and the phone before it."""
    paper = Image.new("RGB", (1600, 1000), PAPER)
    for shot, width, at in zip(shots, (1080, 760, 250), ((60, 50), (560, 400), (1290, 390)), strict=True):
        small = shot.resize((width, round(shot.height * width / shot.width)), Image.Resampling.LANCZOS)
        _lay(paper, small, at)
    return paper


def _lay(paper: Image.Image, shot: Image.Image, at: Box, *, corner: int = 14) -> None:
    mask = Image.new("L", shot.size)
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, *shot.size), corner, fill=255)
    shade = Image.new("L", paper.size)
    shade.paste(90, (at[0], at[1] + 8), mask)
    paper.paste((60, 48, 24), mask=shade.filter(ImageFilter.GaussianBlur(16)))
    paper.paste(shot, at, mask)


if __name__ == "__main__":
    main()
