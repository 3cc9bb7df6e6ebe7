import { expect, test } from "vitest";

import { readCircle, ringOf, within, writeCircle, type Position } from "../src/area";
import { areaBetween, canFinish, isFull, lengthOf, sizeInWords } from "../src/draw/sketch";
import { areaOf, EVERYTHING, narrowingTo } from "../src/filter";

const TASHKENT: Position = [69.2797, 41.2995];
const SAMARKAND: Position = [66.9597, 39.6542];
const OSH: Position = [72.7985, 40.5283];

test("a circle is written for the server and read back; what is none is left out", () => {
  const circle = { centre: [69.24007, 41.311] as Position, radius_m: 50_000 };
  expect(writeCircle({ centre: [69.2400712, 41.311], radius_m: 50_000.4 })).toBe("69.24007,41.311,50000");
  expect(readCircle("69.24007,41.311,50000")).toEqual(circle);
  for (const text of [null, "", "1,2", "1,2,3,4", "200,0,5", "0,91,5", "0,0,-5", "0,,5", "a,b,c"])
    expect(readCircle(text), String(text)).toBeNull();
});

test("a polygon is a condition of CQL2, and no other condition is one", () => {
  const ring = [TASHKENT, SAMARKAND, OSH];
  const condition = "S_INTERSECTS(geometry,POLYGON((69.2797 41.2995,66.9597 39.6542,72.7985 40.5283,69.2797 41.2995)))";
  expect(within(ring)).toBe(condition);
  expect(ringOf(condition)).toEqual(ring);
  for (const other of ["", "fatalities > 3", `${condition} AND fatalities > 3`, condition.replace("41.2995", "99")])
    expect(ringOf(other), other).toBeNull();
});

test("one area takes the place of another in a filter", () => {
  const box = { kind: "box", extent: [66, 39, 73, 42] } as const;
  const circle = { kind: "circle", circle: { centre: OSH, radius_m: 1000 } } as const;
  const filter = { ...EVERYTHING, ...narrowingTo({ ...box, extent: [66, 39, 73, 42] }) };
  expect(areaOf(filter)).toEqual(box);
  const next = { ...filter, ...narrowingTo(circle) };
  expect(areaOf(next)).toEqual(circle);
  expect(next.bbox).toBeNull();
  expect(areaOf(EVERYTHING)).toBeNull();
});

test("points become the area of their tool", () => {
  expect(areaBetween("box", [OSH, SAMARKAND])).toEqual({
    kind: "box",
    extent: [66.9597, 39.6542, 72.7985, 40.5283],
  });
  expect(areaBetween("box", [OSH])).toBeNull();
  expect(areaBetween("polygon", [OSH, SAMARKAND])).toBeNull();
  expect(areaBetween("measure", [OSH, SAMARKAND, TASHKENT])).toBeNull();
  expect([isFull("box", [OSH, OSH]), isFull("polygon", [OSH, OSH])]).toEqual([true, false]);
  expect([canFinish("polygon", [OSH, OSH]), canFinish("measure", [OSH, OSH]), canFinish("box", [OSH, OSH])]).toEqual([
    false,
    true,
    false,
  ]);
});

test("lengths are of the earth and not of the map", () => {
  // A quarter of the mean sphere; the metre was once defined as a ten-millionth of it.
  const pole: Position[] = [
    [0, 0],
    [0, 45],
    [0, 90],
  ];
  expect(Math.round(lengthOf(pole) / 1000)).toBe(10_008);
  expect(sizeInWords("measure", pole)).toBe("10,008 km");
  expect(sizeInWords("circle", [OSH, OSH])).toBe("");
  expect(sizeInWords("measure", [OSH])).toBe("");
});
