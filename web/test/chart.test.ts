import { expect, test } from "vitest";

import { daysOf, yearsOf } from "../src/chart/calendar";
import { countryRows } from "../src/chart/counts";
import { countryOfIso } from "../src/countries";
import type { Bin, Facets } from "../src/wire";

const facets = (total: number, group: Record<string, number>) => ({ total, group }) as Facets;

test("countries stand by their counts, and what is in none of them last", () => {
  const all = facets(10, { conflict: 6, diplomacy: 4 });
  const each = [facets(2, { diplomacy: 2 }), facets(0, {}), facets(5, { conflict: 4, diplomacy: 1 })];
  const rows = countryRows(all, ["UZB", "TKM", "KGZ"], each);
  expect(rows.map(({ iso, total, groups }) => [iso, total, groups["conflict"] ?? 0])).toEqual([
    ["KGZ", 5, 4],
    ["UZB", 2, 0],
    ["", 3, 2],
  ]);
  expect(rows.reduce((sum, { total }) => sum + total, 0)).toBe(all.total);
});

test("no events make no rows", () => {
  expect(countryRows(facets(0, {}), ["UZB"], [facets(0, {})])).toEqual([]);
});

test("a country is said in the language of the page, an unknown code as it is", () => {
  expect(countryOfIso("KGZ")).toBe("Kyrgyzstan");
  expect(countryOfIso("XXX")).toBe("XXX");
});

test("months stand in their years, the latest year first, and empty ones in none", () => {
  const bin = (start: string, count: number): Bin => ({ start, end: start, count, groups: {} });
  const years = yearsOf([bin("2018-12-01", 2), bin("2019-01-01", 0), bin("2020-02-01", 1), bin("2018-03-01", 5)]);
  expect(years.map(({ year, months }) => [year, [...months].map(([month, { count }]) => [month, count])])).toEqual([
    [2020, [[2, 1]]],
    [
      2018,
      [
        [12, 2],
        [3, 5],
      ],
    ],
  ]);
});

test("a month ends on its last day", () => {
  expect(daysOf(2020, 2)).toEqual(["2020-02-01", "2020-02-29"]);
  expect(daysOf(2019, 12)).toEqual(["2019-12-01", "2019-12-31"]);
});
