"""Where a second-level region lies: no source tells, its towns do."""

import math
from dataclasses import dataclass

from .geometry import distance_m, rounded_m
from .model import Place
from .sources import Sources

SURPLUS_RADIUS = 1.5
MARGIN_M = 5_000
FROM_MEMORY_M = 15_000
SEAT_FEATURES = ("PPLA2", "PPLA3")


@dataclass
class Town:
    """A populated place of a district."""

    id: str
    point: tuple[float, float]
    is_seat: bool


class DistrictTowns:
    """The populated places of 2023 by the code of their second-level region."""

    def __init__(self, sources: Sources):
        self._towns: dict[str, list[Town]] = {}
        for identity, row in sources.structured().items():
            if row[11]:
                town = Town(f"geonames:{identity}", (float(row[5]), float(row[4])), row[7] in SEAT_FEATURES)
                self._towns.setdefault(".".join((row[8], row[10], row[11])), []).append(town)

    def of(self, code: str) -> list[Town]:
        """The towns of a district, by its GeoNames code."""
        return self._towns.get(code, [])


def locate_by_towns(place: Place, towns: list[Town], share_m: float) -> bool:
    """By the seat of the district, else by the mean of its towns; the radius reaches its farthest town."""
    if not towns:
        return False
    seats = [town for town in towns if town.is_seat]
    if len(seats) == 1:
        point, place.source = seats[0].point, f"seat {seats[0].id}"
    else:
        point, place.source = _mean([town.point for town in towns]), f"mean of {len(towns)} towns"
    place.lon, place.lat = (round(degrees, 4) for degrees in point)
    reach = max(distance_m(point, town.point) for town in towns)
    place.uncertainty_m = rounded_m(max(share_m, reach + MARGIN_M))
    return True


def locate_by_hand(place: Place, row: dict[str, str], seats: dict[str, Place], share_m: float) -> None:
    """By the seat of district_seats.tsv: a town of the gazetteer, or a point from memory."""
    if seat := seats.get(row["seat"]):
        place.lon, place.lat, place.source = seat.lon, seat.lat, f"hand-kept seat {seat.id}"
        place.uncertainty_m = rounded_m(share_m)
        return
    place.lon, place.lat = map(float, row["seat"].split(" "))
    place.source = "hand-kept seat FROM MEMORY"
    place.uncertainty_m = rounded_m(max(share_m, FROM_MEMORY_M))


def share_m(region: Place, siblings: int) -> float:
    """The radius of a district that has its share of the region's area, and half as much again."""
    return min(SURPLUS_RADIUS * region.uncertainty_m / math.sqrt(siblings), region.uncertainty_m)


def _mean(points: list[tuple[float, float]]) -> tuple[float, float]:
    """The mean of points that are near one another; no district lies across the antimeridian."""
    lon, lat = (math.fsum(axis) / len(points) for axis in zip(*points))
    return lon, lat
