"""Writes the two tables: sorted, tab-separated, the same bytes every time."""

from pathlib import Path

from .model import KIND_ORDER, Gazetteer, Place
from .scripts import fold

PLACE_COLUMNS = ("id", "kind", "name", "country", "code", "admin1", "admin2", "lon", "lat",
                 "uncertainty_m", "population", "source")
NAME_COLUMNS = ("place_id", "lang", "kind", "name")


def write_tables(gazetteer: Gazetteer, folder: Path) -> None:
    """Writes places.tsv and names.tsv."""
    places = sorted(gazetteer.places.values(), key=lambda place: place.id)
    write(folder / "places.tsv", PLACE_COLUMNS, (_place_row(place) for place in places))
    rows = sorted((place.id, lang, kind, name) for place in places for lang, kind, name in names_of(gazetteer, place))
    write(folder / "names.tsv", NAME_COLUMNS, rows)


def write(path: Path, columns: tuple[str, ...], rows) -> None:
    """One tab-separated table; a tab or a newline inside a value stops the build."""
    lines = ["\t".join(columns)]
    for row in rows:
        if any("\t" in value or "\n" in value for value in row):
            raise SystemExit(f"{path.name}: a tab or newline in {row}")
        lines.append("\t".join(row))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def _place_row(place: Place) -> tuple[str, ...]:
    return tuple(_degrees(getattr(place, column)) if column in ("lon", "lat") else str(getattr(place, column))
                 for column in PLACE_COLUMNS)


def _degrees(value: float) -> str:
    return f"{round(value, 5) + 0.0:.5f}".rstrip("0").rstrip(".")


def names_of(gazetteer: Gazetteer, place: Place) -> list[tuple[str, str, str]]:
    """(lang, kind, name) of a place, besides the name it is shown with.

    An untagged spelling that folds like a tagged or earlier one is left out.
    """
    names = gazetteer.names.get(place.id, {})
    ordered = sorted(names.items(), key=lambda item: (item[0][0] == "und", KIND_ORDER[item[1]], item[0][1]))
    kept, folded = [], {fold(place.name)}
    for (lang, name), kind in ordered:
        key = fold(name)
        if lang == "und" and key in folded:
            continue
        folded.add(key)
        kept.append((lang, kind, name))
    return kept
