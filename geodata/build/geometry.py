"""Distances, radii and points of polygons."""

import math

from shapely.geometry import shape

EARTH_RADIUS_M = 6_371_008.8


def distance_m(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance between two (lon, lat) in degrees."""
    lon1, lat1, lon2, lat2 = map(math.radians, (*a, *b))
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_RADIUS_M * math.asin(min(1.0, math.sqrt(half)))


def rounded_m(metres: float) -> int:
    """Two significant digits, upwards: a radius must not promise more than it knows."""
    unit = 10 ** max(0, math.floor(math.log10(max(metres, 1))) - 1)
    return int(math.ceil(metres / unit) * unit)


def town_radius_m(population: int) -> int:
    """Disc of 3,000 inhabitants a square kilometre; at least 1 km, 2 km where the population is unknown."""
    if population == 0:
        return 2000
    return max(1000, rounded_m(1000 * math.sqrt(population / 3000 / math.pi)))


def area_radius_m(area_km2: float) -> int:
    """Radius of the circle of the same area."""
    return rounded_m(1000 * math.sqrt(max(area_km2, 1) / math.pi))


def polygon_point(geometry: dict) -> tuple[float, float, int]:
    """Centroid (or a point inside) of a GeoJSON polygon and its distance to the farthest vertex in metres."""
    polygon = shape(geometry)
    largest = max(polygon.geoms, key=lambda part: part.area) if polygon.geom_type == "MultiPolygon" else polygon
    point = largest.centroid if largest.contains(largest.centroid) else largest.representative_point()
    centre = (point.x, point.y)
    farthest = max(distance_m(centre, (x, y)) for x, y, *_ in largest.exterior.coords)
    return point.x, point.y, max(1000, rounded_m(farthest))
