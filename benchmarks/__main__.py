"""`python3 -m benchmarks [NAME ...]`: makes the environment, then measures."""

import sys
from importlib import import_module
from pkgutil import iter_modules

import benchmarks
from crm import bootstrap


def main(names: list[str]) -> None:
    """Run the named benchmarks, or all of them, and print what they measured."""
    for name in sorted(found.name for found in iter_modules(benchmarks.__path__)):
        if name.startswith("_") or (names and name not in names):
            continue
        run = getattr(import_module(f"benchmarks.{name}"), "run", None)
        if run is not None:
            print(f"\n{name}")
            for measurement in run():
                print(f"  {measurement}", flush=True)


if __name__ == "__main__":
    bootstrap.ensure("test")
    main(sys.argv[1:])
