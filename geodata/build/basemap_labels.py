"""About 800 labels, each with the zoom from which it shows."""

from .geojson import feature
from .model import CENTRAL_ASIA, Gazetteer, Place, in_window
from .other_names import first_name
from shapely.geometry import Point

WATER = ("lake", "sea", "reservoir", "river")
TOWNS_MIN = {"near": 30_000, "window": 400_000, "world": 3_000_000}
COUNTRY_ZOOMS = ((1_000_000, 2), (400_000, 3), (200_000, 4), (60_000, 5), (0, 6))
WATER_ZOOMS = ((400_000, 3), (150_000, 5), (50_000, 6), (20_000, 7), (0, 8))
RIVER_ZOOMS = ((400_000, 5), (200_000, 6), (80_000, 7), (0, 8))
NEAR_ZOOMS = ((1_000_000, 4), (400_000, 5), (150_000, 6), (60_000, 7), (30_000, 8), (0, 9))
FAR_ZOOMS = ((5_000_000, 4), (1_000_000, 5), (500_000, 6), (0, 7))


def label_features(gazetteer: Gazetteer) -> list:
    """Countries, regions of Central Asia, waters, capitals, cities and the larger towns."""
    chosen = [(zoom, kind, place) for place in gazetteer.places.values() if (found := _label(place))
              for kind, zoom in [found]]
    chosen.sort(key=lambda item: (item[0], item[1], -item[2].population, item[2].id))
    return [_feature(gazetteer, place, kind, zoom) for zoom, kind, place in chosen]


def _label(place: Place) -> tuple[str, int] | None:
    """The kind of label and its zoom, or nothing for a place that goes without."""
    if place.kind == "country":
        return "country", _zoom(COUNTRY_ZOOMS, place.uncertainty_m)
    if place.kind == "admin1" and place.country in CENTRAL_ASIA and "City" not in place.name:
        return "admin1", 6 if place.uncertainty_m > 150_000 else 7
    if place.kind in WATER:
        return "water", _zoom(RIVER_ZOOMS if place.kind == "river" else WATER_ZOOMS, place.uncertainty_m)
    if place.kind == "capital":
        return "capital", 4 if in_window(place.lon, place.lat) else 5
    if place.kind in ("city", "town") and place.population >= TOWNS_MIN[_reach(place)]:
        return place.kind, _zoom(NEAR_ZOOMS if _reach(place) == "near" else FAR_ZOOMS, place.population)
    return None


def _reach(place: Place) -> str:
    if place.country in CENTRAL_ASIA:
        return "near"
    return "window" if in_window(place.lon, place.lat) else "world"


def _zoom(steps: tuple, value: int) -> int:
    return next(zoom for least, zoom in steps if value >= least)


def _feature(gazetteer: Gazetteer, place: Place, kind: str, zoom: int):
    english = first_name(gazetteer, place, "en") or place.name
    return feature(Point(place.lon, place.lat), 3, name=english, name_ru=first_name(gazetteer, place, "ru") or english,
                   name_uz=first_name(gazetteer, place, "uz") or english, kind=kind, min_zoom=zoom)
