import { expect, test } from "vitest";

import { bundle, type Bundle } from "../src/map/bundles";
import { clusterRadius, symbolOf } from "../src/map/symbols";
import { tilesOf } from "../src/map/tiles";
import { ALL_TYPES, corners, GROUPS } from "../src/taxonomy";
import type { EventProperties, TileFeature } from "../src/wire";

const TASHKENT: [number, number] = [69.2163, 41.2646];
const OSH: [number, number] = [72.7985, 40.5283];
const KAZAKHSTAN: [number, number] = [67.3, 48.2];

function event(id: string, coordinates: [number, number], geo_precision = 1): TileFeature {
  const properties = { id, event_group: "diplomacy", geo_precision, status: "candidate" } as EventProperties;
  return { type: "Feature", geometry: { type: "Point", coordinates }, properties };
}

function cell(coordinates: [number, number], point_count: number): TileFeature {
  const [lon, lat] = coordinates;
  const box = { west: lon - 1, south: lat - 1, east: lon + 1, north: lat + 1 };
  return { type: "Feature", geometry: { type: "Point", coordinates }, properties: { cluster: true, point_count, types: "", ...box } };
}

function looks(bundles: Bundle[]): string[] {
  return bundles.map(({ count, stacked, coarse, single }) =>
    [count, stacked && !single && "stack", coarse && "coarse", single?.id].filter(Boolean).join(" "),
  );
}

test("events at one point are a stack, near ones a cluster, far ones alone", () => {
  const here = [event("a", TASHKENT), event("b", TASHKENT)];
  expect(looks(bundle(here, 1000))).toEqual(["2 stack"]);
  expect(looks(bundle([...here, event("c", OSH)], 1000))).toEqual(["2 stack", "1 c"]);
  expect(looks(bundle([...here, event("c", OSH)], 1_000_000))).toEqual(["3"]);
  expect(bundle([], 1000)).toEqual([]);
});

test("a stack of events that are only placed in a country says so", () => {
  const country = [event("a", KAZAKHSTAN, 3), event("b", KAZAKHSTAN, 3)];
  expect(looks(bundle(country, 1000))).toEqual(["2 stack coarse"]);
  expect(looks(bundle([...country, event("c", KAZAKHSTAN, 1)], 1000))).toEqual(["3 stack"]);
});

test("bundles do not hang on the order of the features, and lose none", () => {
  const features = [event("a", TASHKENT), event("b", [69.3, 41.3]), event("c", [69.5, 41.3]), cell(OSH, 40), event("d", OSH)];
  const forwards = bundle(features, 20_000);
  expect(bundle([...features].reverse(), 20_000)).toEqual(forwards);
  expect(forwards.reduce((sum, one) => sum + one.count, 0)).toBe(44);
  expect(forwards[0]?.extent).toEqual([OSH[0] - 1, OSH[1] - 1, OSH[0] + 1, OSH[1] + 1]);
});

test("tiles cover what is seen, at half the map's zoom steps, within the world", () => {
  expect(tilesOf([60, 35, 80, 50], 5)).toEqual([
    { z: 4, x: 10, y: 5 }, { z: 4, x: 11, y: 5 }, { z: 4, x: 10, y: 6 }, { z: 4, x: 11, y: 6 },
  ]);
  expect(tilesOf([-180, -90, 180, 90], 0)).toEqual([{ z: 0, x: 0, y: 0 }]);
  expect(tilesOf([-190, -89, 190, 89], 2)).toHaveLength(4);
  expect(tilesOf([69.2, 41.2, 69.2, 41.2], 30)).toHaveLength(1);
});

test("every type has a group, and every group its own colour and shape", () => {
  expect(ALL_TYPES).toHaveLength(19);
  expect(new Set(GROUPS.map((group) => group.colour)).size).toBe(5);
  expect(new Set(GROUPS.map((group) => group.shape)).size).toBe(5);
  expect(GROUPS.map((group) => corners(group.shape).length)).toEqual([4, 3, 0, 4, 6]);
});

test("a symbol shows group, precision and review", () => {
  const symbol = (event_group: string, geo_precision: number | null, status: string) =>
    symbolOf({ event_group, geo_precision, status });
  expect(symbol("conflict", 1, "confirmed")).toEqual({ colour: "#D55E00", shape: "diamond", precision: 1, dashed: false });
  expect(symbol("hazard_and_civil", 2, "candidate")).toEqual({ colour: "#009E73", shape: "hexagon", precision: 2, dashed: true });
  expect(symbol("diplomacy", null, "candidate").precision).toBe(3);
  expect(symbol("conflict", 1, "rejected")).toEqual({ colour: "#b8bec4", shape: "diamond", precision: 1, dashed: false });
  expect(symbol("of a later server", 1, "confirmed").colour).toBe("#777777");
});

test("clusters grow with their counts, slowly and not without end", () => {
  const radii = [2, 20, 200, 2000, 2_000_000].map(clusterRadius);
  expect([...radii].sort((a, b) => a - b)).toEqual(radii);
  expect(Math.max(...radii)).toBeLessThanOrEqual(30);
});
