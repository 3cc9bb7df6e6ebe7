"""Writes RFC 7946 files: one feature a line, fixed decimals, outer rings counter-clockwise."""

import json
from pathlib import Path

import shapely
from shapely.geometry import mapping


def feature(geometry, decimals: int, **properties) -> dict | None:
    """A feature with rounded coordinates, or nothing when the geometry is empty at that precision."""
    rounded = _of_one_dimension(shapely.set_precision(geometry, 10**-decimals))
    if rounded.is_empty:
        return None
    if rounded.geom_type in ("Polygon", "MultiPolygon"):
        rounded = shapely.orient_polygons(rounded)
    shape = mapping(shapely.normalize(rounded) if rounded.geom_type.endswith("LineString") else rounded)
    return {"type": "Feature", "properties": properties,
            "geometry": {"type": shape["type"], "coordinates": _round(shape["coordinates"], decimals)}}


def _of_one_dimension(geometry):
    """A clip may leave lines beside its polygons: the parts of the highest dimension stay."""
    if geometry.geom_type != "GeometryCollection":
        return geometry
    parts = shapely.get_parts(geometry)
    return shapely.union_all(parts[shapely.get_dimensions(parts) == shapely.get_dimensions(geometry)])


def _round(value, decimals: int):
    if isinstance(value, float):
        rounded = round(value, decimals)
        return int(rounded) if rounded == int(rounded) else rounded
    return [_round(item, decimals) for item in value]


def write(path: Path, features: list[dict | None]) -> None:
    """One FeatureCollection."""
    lines = [json.dumps(item, ensure_ascii=False, separators=(",", ":")) for item in features if item]
    text = '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"
    path.write_text(text, encoding="utf-8", newline="\n")
