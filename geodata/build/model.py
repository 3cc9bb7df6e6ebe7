"""The two tables while they are being filled."""

import re
from dataclasses import dataclass, field

from .scripts import clean, fold, script

CENTRAL_ASIA = ("UZ", "KZ", "KG", "TJ", "TM", "AF")
WINDOW = (45.0, 29.0, 90.0, 56.0)
SCRIPT_OF = {lang: ("Latin",) for lang in ("en", "uz", "tk", "tr", "kaa")}
SCRIPT_OF |= {lang: ("Cyrillic",) for lang in ("ru", "uz-Cyrl", "kk", "ky", "tg")}
SCRIPT_OF |= {lang: ("Arabic",) for lang in ("fa", "ps", "ar")}
CITY_POPULATION = 100_000
ENGLISH_SPEAKING = ("US", "CA", "GB", "IE", "AU", "NZ")
NEIGHBOURS = ("RU", "CN", "MN", "IR", "PK", "IN", "TR", "AZ", "GE", "AM", "UA", "BY", "SY", "IQ")
NEIGHBOUR_POPULATION = 1_000
WORLD_POPULATION = 5_000
SETTLED = ("city", "capital", "town", "village", "neighbourhood", "abandoned")
KIND_ORDER = {"preferred": 0, "alias": 1, "historic": 2, "generated": 3, "abbreviation": 4}


@dataclass
class Place:
    """One row of places.tsv."""

    id: str
    kind: str
    name: str
    country: str = ""
    code: str = ""
    admin1: str = ""
    admin2: str = ""
    lon: float = 0.0
    lat: float = 0.0
    uncertainty_m: int = 0
    population: int = 0
    source: str = ""


@dataclass
class Gazetteer:
    """Places by id; of each place the kind of every (language, name)."""

    places: dict[str, Place] = field(default_factory=dict)
    names: dict[str, dict[tuple[str, str], str]] = field(default_factory=dict)

    def add(self, place: Place) -> Place:
        """Adds a place; a second one of the same id is a mistake of the build."""
        if place.id in self.places:
            raise SystemExit(f"{place.id}: two places of this id ({self.places[place.id].name}, {place.name})")
        self.places[place.id] = place
        return place

    def name(self, place_id: str, lang: str, name: str, kind: str = "alias") -> bool:
        """Adds a name of a known script, and says whether it is of one; the first kind that was given stays."""
        text = clean(re.split("[,،]", re.sub(r"\([^)]*\)", " ", name))[0])
        if len(text) < 2 or script(text) not in SCRIPT_OF.get(lang, ("Latin", "Cyrillic", "Arabic")):
            return False
        self.names.setdefault(place_id, {}).setdefault((lang, text), kind)
        return True

    def prefer(self, place_id: str, lang: str, name: str) -> None:
        """Makes a name the only preferred one of its language."""
        names = self.names.setdefault(place_id, {})
        names.update({key: "alias" for key, kind in names.items() if key[0] == lang and kind == "preferred"})
        names.pop((lang, clean(name)), None)
        self.name(place_id, lang, name, "preferred")

    def forget(self, place_id: str, name: str) -> bool:
        """Removes every spelling of a name from a place and says whether there was one."""
        names = self.names.get(place_id, {})
        gone = [key for key in names if fold(key[1]) == fold(name)]
        for key in gone:
            del names[key]
        return bool(gone)

    def has_lang(self, place_id: str, lang: str) -> bool:
        """Whether the place has a name tagged with the language."""
        return any(key[0] == lang for key in self.names.get(place_id, {}))


def is_near(country: str, lon: float, lat: float) -> bool:
    """Central Asia and the window around it, where every place and name is kept."""
    return country in CENTRAL_ASIA or in_window(lon, lat)


def in_window(lon: float, lat: float) -> bool:
    """Inside 45-90E 29-56N."""
    west, south, east, north = WINDOW
    return west <= lon <= east and south <= lat <= north
