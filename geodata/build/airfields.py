"""Airfields of Central Asia that the curated list does not already hold."""

from .model import CENTRAL_ASIA, Gazetteer, Place
from .region_shapes import RegionShapes
from .sources import Sources

AIRFIELD_RADIUS_M = 2000


def add_airfields(gazetteer: Gazetteer, sources: Sources, regions: RegionShapes) -> None:
    """Adds them with the region whose polygon they lie in."""
    taken = {place.code for place in gazetteer.places.values() if place.id.startswith("zij:")}
    for row in sources.airports():
        if row["country"] not in CENTRAL_ASIA or row["icao"] in taken:
            continue
        point = (round(float(row["lon"]), 5), round(float(row["lat"]), 5))
        place = gazetteer.add(Place(
            f"icao:{row['icao']}", "airport" if row["iata"] else "airfield", row["name"], row["country"], row["icao"],
            regions.at(row["country"], point), "", *point, AIRFIELD_RADIUS_M, 0,
            sources.packages.label("airportsdata")))
        gazetteer.name(place.id, "en", row["name"], "preferred")

