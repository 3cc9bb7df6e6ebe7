"""The hand-kept places, which win over every source, and the hand-kept corrections and names."""

from .bare import bare_names
from .duplicates import merge
from .geometry import town_radius_m
from .model import CITY_POPULATION, Gazetteer, Place


def add_curated(gazetteer: Gazetteer, rows: list[dict[str, str]]) -> None:
    """Adds each row; one with the id of a source place changes that place instead."""
    for row in rows:
        known = gazetteer.places.get(row["id"])
        place = known or gazetteer.add(Place(row["id"], row["kind"], row["name"]))
        place.kind, place.name, place.country = row["kind"], row["name"], row["country"]
        place.code, place.admin1 = row["code"], row["admin1"]
        place.lon, place.lat = float(row["lon"]), float(row["lat"])
        place.uncertainty_m, place.source = int(row["uncertainty_m"]), row["source"]
        if known is None:
            gazetteer.name(place.id, "en", place.name, "preferred")
        for tagged in filter(None, row["names"].split("|")):
            lang, _, name = tagged.partition(":")
            first = known is None and not gazetteer.has_lang(place.id, lang)
            gazetteer.name(place.id, lang, name, "preferred" if first else "alias")
        for lang, name in list(gazetteer.names[place.id]):
            for bare in bare_names(place.kind, place.country, name):
                gazetteer.name(place.id, lang, bare, "generated")


def correct(gazetteer: Gazetteer, rows: list[dict[str, str]]) -> None:
    """Carries out corrections.tsv; a row that changes nothing is out of date and stops the build."""
    for row in rows:
        identity, action, value = row["place_id"], row["action"], row["value"]
        if identity not in gazetteer.places:
            raise SystemExit(f"corrections.tsv: {identity} is not a place ({row['reason']})")
        if action == "remove_name":
            done = gazetteer.forget(identity, value)
        elif action == "remove_place":
            gazetteer.names.pop(identity, None)
            done = gazetteer.places.pop(identity) is not None
        elif action == "merge_into":
            merge(gazetteer, identity, value)
            done = True
        else:
            done = _set(gazetteer.places[identity], action.removeprefix("set_"), value)
        if not done:
            raise SystemExit(f"corrections.tsv: {identity} {action} {value!r} changes nothing")


def _set(place: Place, column: str, value: str) -> bool:
    before = getattr(place, column)
    after = type(before)(value)
    setattr(place, column, after)
    if column == "population":
        place.uncertainty_m = town_radius_m(place.population)
        place.kind = "town" if place.kind == "city" and place.population < CITY_POPULATION else place.kind
    return before != after


def add_hand_names(gazetteer: Gazetteer, rows: list[dict[str, str]]) -> None:
    """Adds hand_names.tsv; a hand-given kind replaces the one a source gave."""
    for row in rows:
        if row["place_id"] not in gazetteer.places:
            raise SystemExit(f"hand_names.tsv: {row['place_id']} ({row['name']}) is not a place")
        if row["kind"] == "preferred":
            gazetteer.prefer(row["place_id"], row["lang"], row["name"])
            continue
        known = gazetteer.names.setdefault(row["place_id"], {})
        if row["kind"] == "historic" or known.get((row["lang"], row["name"])) == "generated":
            known.pop((row["lang"], row["name"]), None)
        if not gazetteer.name(row["place_id"], row["lang"], row["name"], row["kind"]):
            raise SystemExit(f"hand_names.tsv: {row['place_id']} {row['name']!r} is not in a script of {row['lang']}")
