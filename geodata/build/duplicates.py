"""Places that GeoNames holds twice: the unpopulated twin beside its populated self."""

from .districts import key_of
from .geometry import distance_m
from .model import CENTRAL_ASIA, SETTLED, Gazetteer, Place

NEAR_M = 7000


def merge_twins(gazetteer: Gazetteer) -> None:
    """Central Asia: a settlement of unknown population within 7 km of a populated one that has its name is merged."""
    towns = [place for place in gazetteer.places.values()
             if place.country in CENTRAL_ASIA and place.kind in SETTLED and place.id.startswith("geonames:")]
    keys = {town.id: {key_of(town.country, name) for _, name in gazetteer.names.get(town.id, {})} for town in towns}
    for twin in sorted(towns, key=lambda town: town.id):
        if twin.population:
            continue
        own = key_of(twin.country, twin.name)
        host = next((town for town in towns if town.population and own in keys[town.id] and _near(twin, town)), None)
        if host:
            merge(gazetteer, twin.id, host.id)


def merge(gazetteer: Gazetteer, gone: str, kept: str) -> None:
    """Removes a place; its names go to the other one as aliases."""
    for lang, name in gazetteer.names.pop(gone, {}):
        gazetteer.name(kept, lang, name)
    del gazetteer.places[gone]


def _near(a: Place, b: Place) -> bool:
    return a.admin1 == b.admin1 and distance_m((a.lon, a.lat), (b.lon, b.lat)) <= NEAR_M
