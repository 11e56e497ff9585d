"""Build the wheel and try it: everything is in it, and it runs in an empty environment where the source is not."""

import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "build" / "wheel"
UV = Path(sys.executable).with_name("uv")
NOT_SHIPPED = ("/tests/", "/testing/", "/node_modules/")


def build() -> Path:
    """Build the wheel in build/wheel/."""
    shutil.rmtree(OUT, ignore_errors=True)
    subprocess.run([UV, "build", "--quiet", "--wheel", "--out-dir", OUT, ROOT], check=True)
    (wheel,) = OUT.glob("*.whl")
    return wheel


def expected() -> set[str]:
    """List what must be in it: what git knows of the package, and what is built from that."""
    listed = subprocess.run(["git", "ls-files", "src/samskap"], cwd=ROOT, check=True, capture_output=True, text=True)
    files = {file.removeprefix("src/") for file in listed.stdout.splitlines()}
    built = {str(Path(file).with_suffix(".mo")) for file in files if file.endswith(".po")}
    made = (ROOT / "src/samskap" / folder for folder in ("design/static", "pdf/fonts"))
    static = (file for folder in made for file in folder.rglob("*") if file.is_file())
    built |= {str(file.relative_to(ROOT / "src")) for file in static}
    kept = {file for file in files if not file.endswith(".po") and not any(part in file for part in NOT_SHIPPED)}
    return kept | built


def missing_from(wheel: Path) -> list[str]:
    """List what should have been in the wheel and is not."""
    with zipfile.ZipFile(wheel) as archive:
        return sorted(expected() - set(archive.namelist()))


def try_out(wheel: Path) -> None:
    """Install the wheel in an empty environment, far from the source, and ask it who it is and whether it is well."""
    with tempfile.TemporaryDirectory(prefix="samskap-wheel-") as folder:
        environment = {**os.environ, "SAMSKAP_DATA": f"{folder}/data"}
        python = Path(folder) / "venv" / "bin" / "python"
        subprocess.run([UV, "venv", "--quiet", "--python", sys.executable, python.parent.parent], check=True)
        subprocess.run([UV, "pip", "install", "--quiet", "--python", python, wheel], check=True)
        for command in (["--version"], ["manage", "check"], ["manage", "migrate", "--verbosity", "0"]):
            subprocess.run([python.with_name("samskap"), *command], check=True, cwd=folder, env=environment)


def main() -> int:
    """Build, look inside, try."""
    wheel = build()
    if missing := missing_from(wheel):
        print("Not in the wheel:", *missing, sep="\n  ", file=sys.stderr)
        return 1
    try_out(wheel)
    print(f"{wheel.relative_to(ROOT)} is complete and runs.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
