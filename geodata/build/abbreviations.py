"""Abbreviations of states and provinces, which name them only behind the name of a town: "Macon, Ga."."""

from .model import Gazetteer
from .sources import Sources

COUNTRIES = ("US", "CA", "AU")
WITH_POSTAL_CODES = ("US", "CA")


def add_abbreviations(gazetteer: Gazetteer, sources: Sources) -> None:
    """Natural Earth's abbreviations, and the postal codes where it has them right."""
    for place in list(gazetteer.places.values()):
        if place.kind != "admin1" or place.country not in COUNTRIES:
            continue
        properties = sources.region_polygons().get(int(place.id.removeprefix("geonames:")), {}).get("properties", {})
        columns = ("abbrev", "postal") if place.country in WITH_POSTAL_CODES else ("abbrev",)
        for short in filter(None, map(properties.get, columns)):
            if short != place.name:
                gazetteer.name(place.id, "en", short, "abbreviation")
