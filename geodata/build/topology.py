"""Polygons that share borders: simplified together, joined at the window's edge, their borders as lines."""

import shapely
from shapely import STRtree


def simplify(polygons: list, tolerance: float) -> list:
    """Simplifies a coverage: neighbours keep identical common borders."""
    return list(shapely.coverage_simplify(polygons, tolerance))


def mosaic(inner: list, outer: list, window) -> list:
    """Each polygon detailed inside the window and coarse outside."""
    return [near if window.contains(near) else shapely.union_all([near.intersection(window), far.difference(window)])
            for near, far in zip(inner, outer)]


def borders(codes: list[str], inner: list, outer: list, window) -> list:
    """((code, code), line) of every two neighbours, in the order of the codes."""
    lines: dict[tuple[str, str], list] = {}
    for polygons, clip in ((inner, window.intersection), (outer, lambda line: line.difference(window))):
        for pair, line in _shared(codes, polygons):
            clipped = clip(line)
            if not clipped.is_empty:
                lines.setdefault(pair, []).append(clipped)
    return [(pair, _merged(lines[pair])) for pair in sorted(lines)]


def _shared(codes: list[str], polygons: list):
    edges = [polygon.boundary for polygon in polygons]
    left, right = STRtree(polygons).query(polygons, predicate="intersects")
    for a, b in zip(left, right):
        if a < b and codes[a] != codes[b]:
            line = edges[a].intersection(edges[b])
            if line.length:
                yield tuple(sorted((codes[a], codes[b]))), line


def _merged(lines: list):
    parts = [part for line in lines for part in shapely.get_parts(line) if part.geom_type == "LineString"]
    return shapely.line_merge(shapely.union_all(parts))


def parts_of(arcs: list) -> list[int]:
    """The arc numbers of a TopoJSON line, however deep they are nested."""
    return [arcs] if isinstance(arcs, int) else [index for item in arcs for index in parts_of(item)]
