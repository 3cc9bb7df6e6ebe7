import { expect, test } from "vitest";

import { mostlySince } from "../src/timeline/recent";
import { firstSpan, nextSpan, type Motion } from "../src/timeline/play";
import { TimeScale, ticks } from "../src/timeline/scale";
import { everyBin, timeOf } from "../src/timeline/span";

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

const empty = (start: string, end: string) => ({ start, end, count: 1, groups: {} });

test("the bins that a histogram leaves out are there to play", () => {
  const starts = (by: "day" | "week" | "month" | "year", first: [string, string], last: [string, string]) =>
    everyBin({ by, bins: [empty(...first), empty(...last)] }).map((bin) => `${bin.start}/${bin.end}`);
  expect(starts("month", ["2023-11-01", "2023-11-30"], ["2024-02-01", "2024-02-29"])).toEqual([
    "2023-11-01/2023-11-30",
    "2023-12-01/2023-12-31",
    "2024-01-01/2024-01-31",
    "2024-02-01/2024-02-29",
  ]);
  expect(starts("week", ["2024-02-19", "2024-02-25"], ["2024-03-04", "2024-03-10"])).toHaveLength(3);
  expect(starts("year", ["1998-01-01", "1998-12-31"], ["2005-01-01", "2005-12-31"])).toHaveLength(8);
  expect(everyBin({ by: "day", bins: [] })).toEqual([]);
});

test("a window moves and a span grows, to the last bin and no further", () => {
  const days = Array.from({ length: 5 }, (_, at) => empty(`2025-01-0${at + 1}`, `2025-01-0${at + 1}`));
  const played = (chosen: [number, number], motion: Motion) => {
    const spans = [];
    for (let span: [number, number] | null = firstSpan(days, chosen, motion); span; span = nextSpan(days, span, motion))
      spans.push(span);
    return spans;
  };
  expect(played([0, 4], "moving")).toEqual([0, 1, 2, 3, 4].map((at) => [at, at]));
  expect(played([1, 2], "moving")).toEqual([
    [1, 2],
    [2, 3],
    [3, 4],
  ]);
  expect(played([3, 4], "moving")[0]).toEqual([0, 1]);
  expect(played([1, 4], "growing")).toEqual([1, 2, 3, 4].map((at) => [1, at]));
  expect(timeOf(days, 0, 4)).toEqual({ from: "", to: "" });
  expect(timeOf(days, 1, 2)).toEqual({ from: "2025-01-02", to: "2025-01-03" });
});
