import { expect, test } from "vitest";

import { readScene, unknownParameters, writeScene } from "../src/address";
import { EVERYTHING, fromParams, interval, narrowings, toParams, type Filter } from "../src/filter";
import { typesOf } from "../src/taxonomy";

/** The query string of a change of the filter, which must read back as the same filter. */
function check(change: Partial<Filter>, query: string): void {
  const filter = { ...EVERYTHING, ...change };
  expect(decodeURIComponent(toParams(filter).toString())).toBe(query);
  expect(fromParams(new URLSearchParams(toParams(filter).toString()))).toEqual(filter);
}

test("every part of a filter is written for the server and read back", () => {
  check({}, "");
  check({ q: "Foʻrish & Qarshi" }, "q=Foʻrish+&+Qarshi");
  check({ types: new Set(["protest", "battle"]) }, "event_type=battle,protest");
  check({ from: "2025-03-01", to: "2025-06-30" }, "datetime=2025-03-01/2025-06-30");
  check({ from: "2025-03-01" }, "datetime=2025-03-01/..");
  check({ to: "2025-06-30" }, "datetime=../2025-06-30");
  check({ from: "2025-03-01", to: "2025-03-01" }, "datetime=2025-03-01");
  check({ precision: new Set(["3", "2"]) }, "geo_precision=2,3");
  check({ status: new Set(["candidate"]) }, "status=candidate");
  check({ located: "false" }, "located=false");
  check({ doc: "doc-1" }, "doc_id=doc-1");
  check({ bbox: [179, -17, -178, -12] }, "bbox=179,-17,-178,-12");
  check({ around: { centre: [69.24, 41.31], radius_m: 50_000 } }, "around=69.24,41.31,50000");
  check({ condition: "fatalities > 3" }, "filter=fatalities+>+3");
  check({ iso: "KGZ", source: "AKI press" }, "iso=KGZ&source=AKI+press");
});

test("whole groups are written as groups, and both names narrow each other", () => {
  check({ types: new Set(typesOf("conflict")) }, "group=conflict");
  check({ types: new Set([...typesOf("diplomacy"), ...typesOf("conflict")]) }, "group=conflict,diplomacy");
  check(
    { types: new Set([...typesOf("conflict"), "protest"]) },
    `event_type=${[...typesOf("conflict"), "protest"].join(",")}`,
  );
  const both = fromParams(new URLSearchParams("group=conflict&event_type=battle,protest"));
  expect([...both.types]).toEqual(["battle"]);
});

test("what is no value of a filter is left out", () => {
  const query = "event_type=war,riot&datetime=yesterday&geo_precision=9&status=lost&located=maybe&bbox=1,2,3";
  expect(fromParams(new URLSearchParams(query))).toEqual({ ...EVERYTHING, types: new Set(["riot"]) });
});

test("a scene survives the way through the address", () => {
  const query =
    "?group=contention&datetime=2025-03-01/..&here=69.2,41.2,69.2,41.2&id=e1&read=doc-2&view=66.5,40.1,6.25&place=geonames:1527534";
  expect(writeScene(readScene(query))).toBe(query);
  expect(writeScene(readScene(""))).toBe("");
});

test("a view outside the world is no view", () => {
  for (const view of ["", "1,2", "200,0,5", "0,95,5", "0,0,-1", "x,y,z"]) {
    expect(readScene(`?view=${view}`).view, view).toBeNull();
  }
});

test("unknown parameters are named", () => {
  expect(unknownParameters("?q=a&colour=red&id=1&colour=blue")).toEqual(["colour"]);
});

test("an interval is open where a day is missing", () => {
  expect(interval("", "")).toBe("");
  expect(interval("", "2025-01-01")).toBe("../2025-01-01");
});

test("narrowing parts are counted, search words not", () => {
  expect(narrowings({ ...EVERYTHING, q: "dam", from: "2025-01-01", to: "2025-02-01", located: "true" })).toBe(2);
});
