"""Reads the tab-separated tables of this folder."""

import csv
from pathlib import Path


def read_table(path: Path) -> list[dict[str, str]]:
    """A tab-separated table with a header line and no quoting."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE, strict=True))
