"""Which first-level region of Central Asia a point lies in."""

from shapely.geometry import Point, shape

from .model import CENTRAL_ASIA, Gazetteer
from .sources import Sources


class RegionShapes:
    """Natural Earth polygons of the regions of Central Asia."""

    def __init__(self, gazetteer: Gazetteer, sources: Sources):
        self._shapes: dict[str, list[tuple[str, object]]] = {}
        for place in gazetteer.places.values():
            polygon = sources.region_polygons().get(int(place.id.removeprefix("geonames:")))
            if place.kind == "admin1" and place.country in CENTRAL_ASIA and polygon:
                self._shapes.setdefault(place.country, []).append((place.code, shape(polygon["geometry"])))

    def at(self, country: str, point: tuple[float, float]) -> str:
        """The code of the region of that country at or nearest to the point, empty outside Central Asia."""
        spot = Point(point)
        shapes = self._shapes.get(country, [])
        return min(shapes, key=lambda item: item[1].distance(spot), default=("", None))[0]
