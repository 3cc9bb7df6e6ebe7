"""Generated names outside Uzbekistan's own lists: Uzbek Cyrillic, Russian, airfields, districts."""

import re

from .districts import core_name
from .geometry import distance_m
from .model import CENTRAL_ASIA, SETTLED, Gazetteer, Place
from .transliterate import local_to_russian, romanised_to_russian, russian_adjective, uzbek_cyrillic

AIRFIELD_TOWN_M = 40_000
DISTRICT_IN_RUSSIAN = {
    "KZ": "{} район".format, "KG": "{} район".format, "TJ": "район {}".format, "AF": "район {}".format,
    "TM": lambda core: f"{russian_adjective(core)} этрап",
}


def add_other_names(gazetteer: Gazetteer) -> None:
    """Adds them, each marked as generated."""
    towns = [place for place in gazetteer.places.values() if place.kind in SETTLED and place.country in CENTRAL_ASIA]
    for place in gazetteer.places.values():
        if place.id.startswith("icao:"):
            _name_airfield(gazetteer, place, towns)
        elif place.country in CENTRAL_ASIA and place.kind == "admin2":
            _name_district(gazetteer, place)
            _name_in_russian(gazetteer, place)
            _name_by_core(gazetteer, place)
        elif place.country in CENTRAL_ASIA and place.kind in SETTLED:
            _name_in_russian(gazetteer, place)
        _name_in_uzbek_cyrillic(gazetteer, place)


def first_name(gazetteer: Gazetteer, place: Place, lang: str) -> str | None:
    """The preferred name of a language, else its first in alphabetical order."""
    names = sorted((kind != "preferred", name) for (tag, name), kind in gazetteer.names.get(place.id, {}).items()
                   if tag == lang and kind != "historic")
    return names[0][1] if names else None


def _name_in_uzbek_cyrillic(gazetteer: Gazetteer, place: Place) -> None:
    latin = first_name(gazetteer, place, "uz")
    if latin and not gazetteer.has_lang(place.id, "uz-Cyrl"):
        gazetteer.name(place.id, "uz-Cyrl", uzbek_cyrillic(latin), "generated")


def _name_in_russian(gazetteer: Gazetteer, place: Place) -> None:
    """From the local name where no source has a Russian one."""
    if gazetteer.has_lang(place.id, "ru"):
        return
    local = None if place.kind == "admin2" else _local_name(gazetteer, place)
    russian = local_to_russian(local) if local else romanised_to_russian(place.country, core_name(place.name))
    gazetteer.name(place.id, "ru", DISTRICT_IN_RUSSIAN[place.country](russian) if place.kind == "admin2" else russian,
                   "generated")


def _local_name(gazetteer: Gazetteer, place: Place) -> str | None:
    found = (first_name(gazetteer, place, lang) for lang in ("kk", "ky", "tg"))
    return next((name for name in found if name), None)


def _name_airfield(gazetteer: Gazetteer, airfield: Place, towns: list[Place]) -> None:
    """After the largest town within 40 km whose name its own name holds."""
    point = (airfield.lon, airfield.lat)
    near = [town for town in towns if town.country == airfield.country
            and distance_m(point, (town.lon, town.lat)) <= AIRFIELD_TOWN_M]
    called = [town for town in near if any(name in airfield.name for _, name in gazetteer.names.get(town.id, {}))]
    if not called:
        return
    town = max(called, key=lambda town: (town.population, town.id))
    if plain := first_name(gazetteer, town, "ru"):
        word = "аэропорт" if airfield.kind == "airport" else "аэродром"
        gazetteer.name(airfield.id, "ru", f"{word} {plain}", "generated")
    if airfield.country == "UZ" and (uzbek := first_name(gazetteer, town, "uz")):
        gazetteer.name(airfield.id, "uz", f"{uzbek} aeroporti", "generated")


def _name_by_core(gazetteer: Gazetteer, place: Place) -> None:
    """"Leylekskiy Rayon" gives "Leylek District" and "Leylek tumani"; "Rushon District" gives "Rushon tumani"."""
    for _, name in sorted({("", place.name), *gazetteer.names.get(place.id, {})}):
        if core := re.match(r"([\w’'‘ -]+?)(?:[’']?(?:in)?sk(?:iy|ij|y) (?:Rayon|Raion)| District| Aūdany)$", name):
            gazetteer.name(place.id, "en", f"{core[1]} District", "generated")
            if place.country != "UZ" and not re.search(r"[^a-zA-Z’‘' -]", core[1]):
                gazetteer.name(place.id, "uz", f"{core[1]} tumani", "generated")


def _name_district(gazetteer: Gazetteer, place: Place) -> None:
    """"Тюпский" gives "Тюпский район"; "Ноҳияи Ёвон" gives "район Ёвон"."""
    for _, name in sorted(gazetteer.names.get(place.id, {})):
        if re.search(r"(ский|цкий|ский район)$", name) and " " not in name:
            gazetteer.name(place.id, "ru", f"{name} район")
        if core := re.match(r"(?i)ноҳияи (.+)$", name):
            russian = local_to_russian(core[1])
            gazetteer.name(place.id, "ru", f"район {russian}", "generated")
            gazetteer.name(place.id, "ru", f"{russian_adjective(russian)} район", "generated")
