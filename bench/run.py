"""Run the benches: `make bench`, or `python -m bench.run --quick fanout` for some of them and a short look."""

from __future__ import annotations

import argparse
import importlib
from pathlib import Path

from bench import figures, machine


def benches() -> list[str]:
    """The modules in this folder that measure something."""
    return sorted(
        file.stem for file in Path(__file__).parent.glob("*.py") if "\ndef measure(" in file.read_text(encoding="utf-8")
    )


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("names", nargs="*", help=f"which benches: {', '.join(benches())}")
    options.add_argument("--quick", action="store_true", help="a short look; docs/benchmarks.md is left as it is")
    chosen = options.parse_args()
    machine.prepare()
    for name in chosen.names or benches():
        print(f"{name}:", flush=True)
        bench = importlib.import_module(f"bench.{name}")
        found = bench.measure(quick=chosen.quick)
        print(figures.table(found))
        if not chosen.quick:
            figures.save(found)
            figures.write_page(name, f"{bench.NOTE}\n\n{figures.table(found)}")


if __name__ == "__main__":
    main()
