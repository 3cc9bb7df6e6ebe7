import { expect, test } from "vitest";

import { bundle, type Bundle } from "../src/map/bundles";
import { bulkExtent } from "../src/map/bulk";
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
  return {
    type: "Feature",
    geometry: { type: "Point", coordinates },
    properties: { cluster: true, point_count, types: "", ...box },
  };
}

function looks(bundles: Bundle[]): string[] {
  return bundles.map(({ count, stacked, coarse, single }) =>
    [count, stacked && !single && "stack", coarse && "coarse", single?.id].filter(Boolean).join(" "),
  );
}

/** Bundles with marks of 10 pixels. */
function bundled(features: TileFeature[], resolution: number): Bundle[] {
  return bundle(features, resolution, () => 10, 10);
}

test("events at one point are a stack, near ones a cluster, far ones alone", () => {
  const here = [event("a", TASHKENT), event("b", TASHKENT)];
  expect(looks(bundled(here, 100))).toEqual(["2 stack"]);
  expect(looks(bundled([...here, event("c", OSH)], 100))).toEqual(["2 stack", "1 c"]);
  expect(looks(bundled([...here, event("c", OSH)], 100_000))).toEqual(["3"]);
  expect(bundled([], 100)).toEqual([]);
});

test("single events may touch, but a bundle takes in what its mark would hide", () => {
  const beside: [number, number] = [TASHKENT[0] + 0.016, TASHKENT[1]]; // 1781 m east on the map
  expect(looks(bundled([event("a", TASHKENT), event("b", beside)], 104))).toEqual(["1 a", "1 b"]);
  expect(looks(bundled([event("a", TASHKENT), event("b", TASHKENT), event("c", beside)], 110))).toEqual(["3"]);
});

test("a stack of events that are only placed in a country says so", () => {
  const country = [event("a", KAZAKHSTAN, 3), event("b", KAZAKHSTAN, 3)];
  expect(looks(bundled(country, 100))).toEqual(["2 stack coarse"]);
  expect(looks(bundled([...country, event("c", KAZAKHSTAN, 1)], 100))).toEqual(["3 stack"]);
});

test("bundles do not hang on the order of the features, and lose none", () => {
  const features = [
    event("a", TASHKENT),
    event("b", [69.3, 41.3]),
    event("c", [69.5, 41.3]),
    cell(OSH, 40),
    event("d", OSH),
  ];
  const forwards = bundled(features, 1000);
  expect(bundled([...features].reverse(), 1000)).toEqual(forwards);
  expect(forwards.reduce((sum, one) => sum + one.count, 0)).toBe(44);
  expect(forwards[0]?.extent).toEqual([OSH[0] - 1, OSH[1] - 1, OSH[0] + 1, OSH[1] + 1]);
});

test("the first view holds most of the events, and leaves out one on another continent", () => {
  const region = [event("a", TASHKENT), event("b", OSH), event("c", [65.92, 38.83]), event("d", KAZAKHSTAN)];
  const all = [65.92, 38.83, OSH[0], KAZAKHSTAN[1]];
  expect(bulkExtent(region)).toEqual(all);
  expect(bulkExtent([...region, event("e", [-97.48, 38.6])])).toEqual(all);
  expect(bulkExtent([cell([-97.48, 38.6], 90), event("a", OSH)])).toEqual([-97.48, 38.6, -97.48, 38.6]);
  expect(bulkExtent([event("a", OSH)])).toEqual([...OSH, ...OSH]);
  expect(bulkExtent([])).toBeNull();
});

test("tiles cover what is seen, at half the map's zoom steps, within the world", () => {
  expect(tilesOf([60, 35, 80, 50], 5)).toEqual([
    { z: 4, x: 10, y: 5 },
    { z: 4, x: 11, y: 5 },
    { z: 4, x: 10, y: 6 },
    { z: 4, x: 11, y: 6 },
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
  expect(symbol("conflict", 1, "confirmed")).toEqual({
    colour: "#D55E00",
    shape: "diamond",
    precision: 1,
    dashed: false,
  });
  expect(symbol("hazard_and_civil", 2, "candidate")).toEqual({
    colour: "#009E73",
    shape: "hexagon",
    precision: 2,
    dashed: true,
  });
  expect(symbol("diplomacy", null, "candidate").precision).toBe(3);
  expect(symbol("conflict", 1, "rejected")).toEqual({
    colour: "#b8bec4",
    shape: "diamond",
    precision: 1,
    dashed: false,
  });
  expect(symbol("of a later server", 1, "confirmed").colour).toBe("#777777");
});

test("clusters grow with their counts, slowly and not without end", () => {
  const radii = [2, 20, 200, 2000, 2_000_000].map(clusterRadius);
  expect([...radii].sort((a, b) => a - b)).toEqual(radii);
  expect(Math.max(...radii)).toBeLessThanOrEqual(30);
});
