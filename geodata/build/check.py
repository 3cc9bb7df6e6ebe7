"""Validates the committed tables; every fault is printed with its table, row and expectation."""

from collections import Counter
from pathlib import Path

from .model import CENTRAL_ASIA, SCRIPT_OF
from .reading import read_table
from .scripts import fold, script

KINDS = set("""country admin1 admin2 capital city town village neighbourhood abandoned airport airfield air_base
    training_range test_site cosmodrome military_site border_crossing exclave dam canal reservoir river lake
    mountain pass island border_incident_site macroregion sea desert valley
    oil_field gas_field mine""".split())
NAME_KINDS = {"preferred", "alias", "historic", "generated", "abbreviation"}
REQUIRED_IN_UZBEKISTAN = {"ru", "uz-Cyrl", "uz"}
EXEMPT = {"country", "airport", "airfield"}


def check(folder: Path) -> int:
    """Prints the faults and the counts; 1 when there is a fault."""
    places, names = read_table(folder / "places.tsv"), read_table(folder / "names.tsv")
    faults = [*_place_faults(places), *_name_faults(places, names), *_required_names(places, names),
              *_ambiguous_faults(folder, places, names)]
    for fault in faults:
        print(fault)
    _print_counts(places, names)
    print(f"{len(faults)} faults")
    return 1 if faults else 0


def _place_faults(places: list[dict]):
    codes = {kind: {row["code"] for row in places if row["kind"] == kind} for kind in ("admin1", "admin2")}
    for identity, count in Counter(row["id"] for row in places).items():
        if count > 1:
            yield f"places.tsv: {identity} occurs {count} times, expected once"
    for (kind, code), count in Counter((row["kind"], row["code"]) for row in places if row["code"]).items():
        if count > 1:
            yield f"places.tsv: code {code} of kind {kind} occurs {count} times, expected once"
    for row in places:
        for expectation in _broken(row, codes):
            yield f"places.tsv: {row['id']} ({row['name']}): {expectation}"


def _broken(row: dict, codes: dict[str, set[str]]):
    if row["kind"] not in KINDS:
        yield f"kind {row['kind']!r} is not one of the documented kinds"
    for level in ("admin1", "admin2"):
        if row[level] and row[level] not in codes[level]:
            yield f"{level} {row[level]!r} is not the code of a row"
    lon, lat = float(row["lon"]), float(row["lat"])
    if not (-180 <= lon <= 180 and -90 <= lat <= 90) or (lon, lat) == (0, 0):
        yield f"position {lon}, {lat} is not a longitude and a latitude in degrees"
    if int(row["uncertainty_m"]) < 500:
        yield f"uncertainty_m is {row['uncertainty_m']}, expected at least 500 m"
    if int(row["population"]) < 0:
        yield f"population is {row['population']}, expected 0 (unknown) or more"
    if not row["name"] or not row["source"]:
        yield "name and source must not be empty"


def _name_faults(places: list[dict], names: list[dict]):
    known = {row["id"] for row in places}
    for row, count in Counter((row["place_id"], row["lang"], row["name"]) for row in names).items():
        if count > 1:
            yield f"names.tsv: {row} occurs {count} times, expected once"
    for row in names:
        where = f"names.tsv: {row['place_id']} {row['name']!r}"
        if row["place_id"] not in known:
            yield f"{where}: no such place"
        if row["kind"] not in NAME_KINDS:
            yield f"{where}: kind {row['kind']!r} is not one of {sorted(NAME_KINDS)}"
        if script(row["name"]) not in SCRIPT_OF.get(row["lang"], ("Latin", "Cyrillic", "Arabic")):
            yield f"{where}: script {script(row['name'])} does not fit language {row['lang']}"


def _required_names(places: list[dict], names: list[dict]):
    languages: dict[str, set[str]] = {}
    for row in names:
        languages.setdefault(row["place_id"], set()).add(row["lang"])
    for place in places:
        if place["country"] == "UZ" and place["id"].startswith("geonames:") and place["kind"] not in EXEMPT:
            for lang in sorted(REQUIRED_IN_UZBEKISTAN - languages.get(place["id"], set())):
                yield f"names.tsv: {place['id']} ({place['name']}) lacks a name in {lang}"


def _ambiguous_faults(folder: Path, places: list[dict], names: list[dict]):
    known = {fold(row["name"]) for row in (*places, *names)}
    for row in read_table(folder / "ambiguous.tsv"):
        if fold(row["name"]) not in known:
            yield f"ambiguous.tsv: {row['name']!r} is not the name of a place"


def _print_counts(places: list[dict], names: list[dict]) -> None:
    print(f"{len(places)} places, {len(names)} names")
    for country in CENTRAL_ASIA:
        kinds = Counter(row["kind"] for row in places if row["country"] == country)
        print(country, ", ".join(f"{kind} {count}" for kind, count in sorted(kinds.items())))
    print("other", ", ".join(f"{kind} {count}" for kind, count in sorted(
        Counter(row["kind"] for row in places if row["country"] not in CENTRAL_ASIA).items())))
