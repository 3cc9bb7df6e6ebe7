import { expect, test } from "vitest";

import { countryRows } from "../src/chart/counts";
import { countryOfIso } from "../src/countries";
import type { Facets } from "../src/wire";

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
