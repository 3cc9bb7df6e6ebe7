import { words } from "../language/language";

/** What a reader's own file holds, checked: GeoJSON features in WGS 84 degrees (RFC 7946). */
export interface Checked {
  features: object[];
  /** How many of them have a geometry. */
  drawn: number;
}

/** Why a file cannot be shown, in the reader's words. */
export class Fault extends Error {}

/** More than this is too much for a browser to draw smoothly. */
export const FILE_BYTES_MAX = 20 * 1024 * 1024;
export const POSITIONS_MAX = 500_000;

/** How deep the positions of each type of geometry lie in its arrays. */
const DEPTHS: Record<string, number> = {
  Point: 0,
  MultiPoint: 1,
  LineString: 1,
  MultiLineString: 2,
  Polygon: 2,
  MultiPolygon: 3,
};

/** Coordinate reference systems that are WGS 84, longitude first, as older files name them. */
const WGS84 = /(CRS84|EPSG:{1,2}4326)$/;

type Json = Record<string, unknown>;

/**
 * Reads a text as GeoJSON.
 *
 * Throws a `Fault` that names the first wrong place and value, and what was expected there.
 */
export function check(text: string): Checked {
  const root = parse(text);
  checkCrs(root["crs"]);
  const features = featuresOf(root);
  const count = { positions: 0 };
  features.forEach((feature, index) => {
    const at = root["type"] === "FeatureCollection" ? `features[${index}]` : "";
    if (!isObject(feature) || feature["type"] !== "Feature") throw wrong(`${at}.type`, typeOf(feature), "Feature");
    checkGeometry(feature["geometry"], `${at}.geometry`, count);
  });
  const drawn = features.filter((feature) => (feature as Json)["geometry"]).length;
  if (count.positions === 0) throw new Fault(words.reference.nothing);
  return { features: features as object[], drawn };
}

function parse(text: string): Json {
  let root: unknown;
  try {
    root = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    throw new Fault(words.reference.noJson(error instanceof Error ? error.message : String(error)));
  }
  if (!isObject(root)) throw wrong("", typeOf(root), "FeatureCollection, Feature");
  return root;
}

/** The features of any GeoJSON object; a geometry alone is one without properties. */
function featuresOf(root: Json): unknown[] {
  const type = String(root["type"]);
  if (type === "FeatureCollection") {
    if (!Array.isArray(root["features"])) throw wrong("features", typeOf(root["features"]), "[…]");
    return root["features"] as unknown[];
  }
  if (type === "Feature") return [root];
  if (type in DEPTHS || type === "GeometryCollection") return [{ type: "Feature", geometry: root, properties: {} }];
  throw wrong("type", type, ["FeatureCollection", "Feature", ...Object.keys(DEPTHS)].join(", "));
}

function checkCrs(crs: unknown): void {
  const properties = isObject(crs) ? crs["properties"] : undefined;
  const name = isObject(properties) ? properties["name"] : undefined;
  if (name !== undefined && !WGS84.test(String(name))) throw wrong("crs", String(name), "WGS 84 (CRS84)");
}

function checkGeometry(geometry: unknown, at: string, count: { positions: number }): void {
  if (geometry === null) return;
  const type = isObject(geometry) ? String(geometry["type"]) : typeOf(geometry);
  if (!isObject(geometry)) throw wrong(at, type, "{…}");
  if (type === "GeometryCollection" && Array.isArray(geometry["geometries"])) {
    geometry["geometries"].forEach((part, index) => checkGeometry(part, `${at}.geometries[${index}]`, count));
    return;
  }
  const depth = DEPTHS[type];
  if (depth === undefined) throw wrong(`${at}.type`, type, Object.keys(DEPTHS).join(", "));
  checkPositions(geometry["coordinates"], depth, `${at}.coordinates`, count);
}

function checkPositions(value: unknown, depth: number, at: string, count: { positions: number }): void {
  if (!Array.isArray(value)) throw wrong(at, typeOf(value), "[…]");
  if (depth > 0) {
    value.forEach((part, index) => checkPositions(part, depth - 1, `${at}[${index}]`, count));
    return;
  }
  const [lon, lat] = value as unknown[];
  if (typeof lon !== "number" || Math.abs(lon) > 180) throw wrong(`${at}[0]`, typeOf(lon), "-180 … 180");
  if (typeof lat !== "number" || Math.abs(lat) > 90) throw wrong(`${at}[1]`, typeOf(lat), "-90 … 90");
  count.positions += 1;
  if (count.positions > POSITIONS_MAX) throw new Fault(words.reference.tooMany(POSITIONS_MAX));
}

function wrong(at: string, found: string, expected: string): Fault {
  return new Fault(words.reference.wrong(at.replace(/^\./, ""), found, expected));
}

/** A value in short, as a message shows it. */
function typeOf(value: unknown): string {
  if (isObject(value)) return value["type"] === undefined ? "{…}" : String(value["type"]);
  if (Array.isArray(value)) return "[…]";
  return value === undefined ? words.reference.missing : JSON.stringify(value).slice(0, 60);
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
