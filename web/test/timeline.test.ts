import { expect, test } from "vitest";

import { mostlySince } from "../src/timeline/recent";
import { TimeScale, ticks } from "../src/timeline/scale";

function labels(first: string, last: string, most: number): string[] {
  return ticks(new TimeScale(first, last, 1000), most).map((tick) => tick.label);
}

test("days and positions lead to each other", () => {
  const scale = new TimeScale("2025-01-01", "2025-12-31", 730);
  expect([scale.x("2025-01-01"), scale.x("2025-01-11"), scale.x("2026-01-01")]).toEqual([0, 20, 730]);
  expect([scale.day(-5), scale.day(0), scale.day(21), scale.day(5000)]).toEqual([
    "2025-01-01",
    "2025-01-01",
    "2025-01-11",
    "2025-12-31",
  ]);
});

test("ticks stand at round days, months and years", () => {
  expect(labels("2025-03-30", "2025-04-02", 8)).toEqual(["30 Mar 2025", "31 Mar", "1 Apr", "2 Apr"]);
  expect(labels("2024-11-15", "2025-06-30", 10)).toEqual(["Dec 2024", "2025", "Feb", "Mar", "Apr", "May", "Jun"]);
  expect(labels("1999-04-02", "2018-10-21", 5)).toEqual(["2000", "2005", "2010", "2015"]);
  expect(labels("2025-05-05", "2025-05-05", 8)).toEqual(["5 May 2025"]);
});

test("a few events of long ago do not press the timeline flat", () => {
  const bin = (year: number, count: number) => ({ start: `${year}-01-01`, end: `${year}-12-31`, count, groups: {} });
  const recent = [bin(2020, 10), bin(2021, 20), bin(2022, 10)];
  expect(mostlySince([bin(1902, 1), bin(1998, 1), ...recent])).toBe("2020-01-01");
  expect(mostlySince([bin(1902, 9), ...recent])).toBeNull();
  expect(mostlySince([bin(2019, 1), ...recent])).toBeNull();
  expect(mostlySince(recent)).toBeNull();
  expect(mostlySince([])).toBeNull();
});
