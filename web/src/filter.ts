import { readCircle, ringOf, within, writeCircle, type Area, type Circle } from "./area";
import { ALL_TYPES, GROUPS, typesOf } from "./taxonomy";
import type { Extent } from "./wire";

/**
 * Which events are shown. The same query string works on the items, tiles, facets, histogram and
 * downloads of the server, and in the address of the page.
 */
export interface Filter {
  q: string;
  /** The chosen types; none chosen means every type. */
  types: ReadonlySet<string>;
  /** First and last day, both included; empty is open. */
  from: string;
  to: string;
  /** ACLED's scale, 1 to 3; none chosen means every precision. */
  precision: ReadonlySet<string>;
  status: ReadonlySet<string>;
  /** `true`, `false`, or empty for both. */
  located: string;
  doc: string;
  bbox: Extent | null;
  around: Circle | null;
  /** A condition in CQL2; a polygon that is drawn is one. */
  condition: string;
  /** ISO 3166-1 alpha-3 code of a country. */
  iso: string;
  /** The name of a source. */
  source: string;
}

export const EVERYTHING: Filter = {
  q: "",
  types: new Set(),
  from: "",
  to: "",
  precision: new Set(),
  status: new Set(),
  located: "",
  doc: "",
  bbox: null,
  around: null,
  condition: "",
  iso: "",
  source: "",
};

/** The names that a filter takes in a query string. */
export const FILTER_PARAMETERS = [
  "q",
  "group",
  "event_type",
  "datetime",
  "geo_precision",
  "status",
  "located",
  "doc_id",
  "bbox",
  "around",
  "filter",
  "iso",
  "source",
] as const;

/** Writes the filter as the server's parameters, in a fixed order, without those at their default. */
export function toParams(filter: Filter): URLSearchParams {
  const params = new URLSearchParams();
  const add = (name: string, value: string) => value && params.append(name, value);
  add("q", filter.q);
  addTypes(params, filter.types);
  add("datetime", interval(filter.from, filter.to));
  add("geo_precision", [...filter.precision].sort().join(","));
  add("status", [...filter.status].sort().join(","));
  add("located", filter.located);
  add("doc_id", filter.doc);
  add("bbox", filter.bbox ? filter.bbox.join(",") : "");
  add("around", filter.around ? writeCircle(filter.around) : "");
  add("filter", filter.condition);
  add("iso", filter.iso);
  add("source", filter.source);
  return params;
}

/** Reads a filter from a query string; what cannot be a value is left out. */
export function fromParams(params: URLSearchParams): Filter {
  const [from, to] = readInterval(params.get("datetime") ?? "");
  return {
    q: params.get("q") ?? "",
    types: readTypes(params),
    from,
    to,
    precision: readSet(params.get("geo_precision"), ["1", "2", "3"]),
    status: readSet(params.get("status"), ["candidate", "confirmed", "rejected", "merged", "deleted"]),
    located: readSet(params.get("located"), ["true", "false"]).values().next().value ?? "",
    doc: params.get("doc_id") ?? "",
    bbox: readExtent(params.get("bbox")),
    around: readCircle(params.get("around")),
    condition: params.get("filter") ?? "",
    iso: params.get("iso") ?? "",
    source: params.get("source") ?? "",
  };
}

/** How many parts of the filter narrow what is shown, the search words not counted. */
export function narrowings(filter: Filter): number {
  const parts = [
    filter.types.size > 0,
    filter.from !== "" || filter.to !== "",
    filter.precision.size > 0,
    filter.status.size > 0,
    filter.located !== "",
    filter.doc !== "",
    filter.bbox !== null,
    filter.around !== null,
    filter.condition !== "",
    filter.iso !== "",
    filter.source !== "",
  ];
  return parts.filter(Boolean).length;
}

/** The OGC `datetime` of two days, either of which may be open; empty when both are. */
export function interval(from: string, to: string): string {
  if (!from && !to) return "";
  return from === to ? from : `${from || ".."}/${to || ".."}`;
}

/** Reads four numbers as an extent; null when they are none. */
export function readExtent(text: string | null): Extent | null {
  const numbers = (text ?? "").split(",").map((part) => (part.trim() ? Number(part) : NaN));
  return numbers.length === 4 && numbers.every(Number.isFinite) ? (numbers as Extent) : null;
}

/** The change of a filter that shows the events of an area only, whatever area it showed. */
export function narrowingTo(area: Area): Partial<Filter> {
  return {
    bbox: area.kind === "box" ? area.extent : null,
    around: area.kind === "circle" ? area.circle : null,
    condition: area.kind === "polygon" ? within(area.ring) : "",
  };
}

/** The area to which a filter narrows the events; null for the whole earth. */
export function areaOf({ around, condition, bbox }: Filter): Area | null {
  const ring = ringOf(condition);
  if (around) return { kind: "circle", circle: around };
  if (ring) return { kind: "polygon", ring };
  return bbox && { kind: "box", extent: bbox };
}

/** Whole groups are written as `group`, as a shorter and steadier address; anything else as types. */
function addTypes(params: URLSearchParams, types: ReadonlySet<string>): void {
  if (types.size === 0) return;
  const whole = GROUPS.filter((group) => group.types.every((type) => types.has(type)));
  const covered = whole.reduce((count, group) => count + group.types.length, 0);
  if (covered === types.size) {
    params.append("group", whole.map((group) => group.id).join(","));
  } else {
    params.append("event_type", ALL_TYPES.filter((type) => types.has(type)).join(","));
  }
}

/** Types and groups given together narrow each other, as they do on the server. */
function readTypes(params: URLSearchParams): Set<string> {
  const types = readSet(params.get("event_type"), ALL_TYPES);
  const groups = readSet(
    params.get("group"),
    GROUPS.map((group) => group.id),
  );
  if (groups.size === 0) return types;
  const ofGroups = [...groups].flatMap(typesOf);
  return new Set(types.size === 0 ? ofGroups : ofGroups.filter((type) => types.has(type)));
}

function readSet(text: string | null, allowed: readonly string[]): Set<string> {
  return new Set((text ?? "").split(",").filter((part) => allowed.includes(part)));
}

function readInterval(text: string): [string, string] {
  const [from = "", to = from] = text.split("/");
  return [readDay(from), readDay(to)];
}

function readDay(text: string): string {
  return /^\d{4}-\d{2}-\d{2}/.test(text) ? text.slice(0, 10) : "";
}
