"""Names of the world's smaller places that are words or names of people: rows of ambiguous.tsv by rule."""

from pathlib import Path

from .model import CENTRAL_ASIA, CITY_POPULATION, Gazetteer
from .reading import read_table
from .scripts import fold, script
from .sources import Sources
from .tables import names_of, write

COLUMNS = ("name", "lang", "reason")
ENGLISH, RUSSIAN = "English word", "Russian word"
PEOPLE = {
    "all.last": "surname of more people than live there",
    "female.first": "given name of more people than live there",
    "male.first": "given name of more people than live there",
}
WELL_KNOWN = ("country", "capital", "admin1", "macroregion", "sea")


def write_ambiguous(gazetteer: Gazetteer, sources: Sources, folder: Path) -> None:
    """Keeps the rows written by hand and replaces the derived ones."""
    path = folder / "ambiguous.tsv"
    derived = {ENGLISH, RUSSIAN, *PEOPLE.values()}
    by_hand = [tuple(row[column] for column in COLUMNS) for row in read_table(path) if row["reason"] not in derived]
    known = {fold(name) for name, _, _ in by_hand}
    found = [row for row in _derived(gazetteer, sources) if row[0] not in known]
    write(path, COLUMNS, sorted({*by_hand, *found}))


def _derived(gazetteer: Gazetteer, sources: Sources):
    russian = {fold(word) for word in sources.russian_words()}
    for name, inhabitants in sorted(_inhabitants(gazetteer).items()):
        if name in sources.english_words():
            yield name, "en", ENGLISH
        elif name in russian:
            yield name, "ru", RUSSIAN
        elif reason := _people(sources, name, inhabitants):
            yield name, "en", reason


def _people(sources: Sources, name: str, inhabitants: int) -> str | None:
    return next((reason for bearers, reason in PEOPLE.items()
                 if sources.bearers(bearers).get(name, 0) > inhabitants), None)


def _inhabitants(gazetteer: Gazetteer) -> dict[str, int]:
    """How many live in all places of a name of one word; a name that a well-known place bears is left out."""
    inhabitants: dict[str, int] = {}
    known: set[str] = set()
    for place in gazetteer.places.values():
        names = {fold(name) for name in (place.name, *(name for _, _, name in names_of(gazetteer, place)))
                 if script(name) in ("Latin", "Cyrillic") and fold(name).isalpha()}
        if place.country in CENTRAL_ASIA or place.kind in WELL_KNOWN or place.population >= CITY_POPULATION:
            known |= names
        for name in names:
            inhabitants[name] = inhabitants.get(name, 0) + place.population
    return {name: count for name, count in inhabitants.items() if name not in known}
