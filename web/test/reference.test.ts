import { expect, test } from "vitest";

import { check } from "../src/reference/geojson";

/** What is said of a text: how many features are drawn, or why none. */
function said(text: string): string {
  try {
    const { features, drawn } = check(text);
    return `${drawn} of ${features.length}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const point = (lon: unknown, lat: unknown) => ({ type: "Point", coordinates: [lon, lat] });
const feature = (geometry: unknown) => ({ type: "Feature", geometry, properties: {} });
const collection = (...features: unknown[]) => JSON.stringify({ type: "FeatureCollection", features });

test("features, a feature and a geometry alone are taken", () => {
  expect(said(collection(feature(point(69.2, 41.3)), feature(null)))).toBe("1 of 2");
  expect(said(JSON.stringify(feature(point(69.2, 41.3))))).toBe("1 of 1");
  expect(said(`\uFEFF${JSON.stringify(point(180, -90))}`)).toBe("1 of 1");
  const lines = {
    type: "GeometryCollection",
    geometries: [point(1, 2), { type: "LineString", coordinates: [[1, 2]] }],
  };
  expect(said(JSON.stringify(lines))).toBe("1 of 1");
});

test("what cannot be shown is said with its place, value and what was expected", () => {
  expect(said("name,lon,lat")).toMatch(/^it is no JSON \(.+\)$/);
  expect(said("[]")).toBe("it is no GeoJSON in degrees: the file is […], expected FeatureCollection, Feature");
  expect(said('{"type":"Topology"}')).toBe(
    "it is no GeoJSON in degrees: type is Topology, expected FeatureCollection, Feature, Point, MultiPoint, LineString, MultiLineString, Polygon, MultiPolygon",
  );
  expect(said(collection(feature(point(69, 41)), feature(point(4_580_000, 41))))).toBe(
    "it is no GeoJSON in degrees: features[1].geometry.coordinates[0] is 4580000, expected -180 … 180",
  );
  expect(said(collection(feature(point(41, 95))))).toBe(
    "it is no GeoJSON in degrees: features[0].geometry.coordinates[1] is 95, expected -90 … 90",
  );
  expect(said(collection(feature({ type: "Polygon", coordinates: [69, 41] })))).toBe(
    "it is no GeoJSON in degrees: features[0].geometry.coordinates[0] is 69, expected […]",
  );
  expect(said(collection({ type: "Point" }))).toBe(
    "it is no GeoJSON in degrees: features[0].type is Point, expected Feature",
  );
  expect(said(collection())).toBe("it holds no geometry to show");
});

test("coordinates of another system are refused by its name, and those of WGS 84 taken", () => {
  const named = (name: string) =>
    JSON.stringify({ ...JSON.parse(collection(feature(point(69, 41)))), crs: { type: "name", properties: { name } } });
  expect(said(named("urn:ogc:def:crs:OGC:1.3:CRS84"))).toBe("1 of 1");
  expect(said(named("urn:ogc:def:crs:EPSG::32642"))).toBe(
    "it is no GeoJSON in degrees: crs is urn:ogc:def:crs:EPSG::32642, expected WGS 84 (CRS84)",
  );
});
