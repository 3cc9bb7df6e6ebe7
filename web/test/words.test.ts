import { expect, test } from "vitest";

import { chipsOf } from "../src/panel/chips";
import { EVERYTHING } from "../src/filter";
import { placeOf, takenInWords } from "../src/add/report";
import { formatRefusal, mediaType } from "../src/add/formats";
import type { Facets } from "../src/wire";
import {
  belief,
  captionParts,
  countryName,
  distance,
  kindInWords,
  percent,
  placeChain,
  precisionInWords,
} from "../src/words";

function facets(change: Partial<Facets>): Facets {
  const none = { event_type: {}, group: {}, status: {}, source: {}, geo_precision: {} };
  return { total: 0, located: 0, undated: 0, ...none, extent: null, dates: null, ...change };
}

function caption(change: Partial<Facets>): string {
  return captionParts(facets(change))
    .map(({ text, link }) => (link ? `[${text}]` : text))
    .join(" · ");
}

test("the caption counts, and links what is doubtful", () => {
  expect(caption({})).toBe("0 events");
  expect(caption({ total: 1, located: 1, dates: ["2018-10-12", "2018-10-12"] })).toBe("1 event · 12 Oct 2018");
  const many = { total: 1312, located: 1303, geo_precision: { "1": 1262, "2": 20, "3": 21 } };
  expect(caption({ ...many, dates: ["2025-03-01", "2025-06-30"] })).toBe(
    "1,312 events · 1 Mar – 30 Jun 2025 · [41 with uncertain place] · [9 without place]",
  );
});

test("distances are as round as they are known", () => {
  expect([0, 30, 740, 1000, 2600, 12_340, 1_234_567].map(distance)).toEqual([
    "10 m",
    "50 m",
    "750 m",
    "1 km",
    "2.5 km",
    "12 km",
    "1,200 km",
  ]);
});

test("precision is said in words for every code, and for no place", () => {
  const words = (where_prec: number | null) => precisionInWords({ where_prec, uncertainty_m: 10_000 });
  expect(words(1)).toBe("at the place itself, within about 10 km");
  expect(words(2)).toBe("within about 10 km around; position approximate");
  expect(words(4)).toBe("somewhere in this region; the point is only its middle");
  expect(words(6)).toBe("somewhere in this country; the text names no nearer place");
  expect(words(null)).toBe("the text does not say where");
  expect(new Set([1, 2, 3, 4, 5, 6, 7].map(words)).size).toBe(7);
});

test("belief is neither rounded up to certainty nor down to nothing", () => {
  expect([0, 0.001, 0.5, 0.834, 0.999, 1].map(percent)).toEqual(["0%", "under 1%", "50%", "83%", "over 99%", "100%"]);
  expect([0.93, 0.9, 0.71, 0.5, 0.2].map(belief)).toEqual([
    "93%, very likely",
    "90%, very likely",
    "71%, likely",
    "50%, more likely than not",
    "20%, doubtful",
  ]);
});

test("a place is named with what it lies in, each name once", () => {
  const tashkent = { location: "Tashkent", admin2: null, admin1: "Tashkent", country: "UZ" };
  expect(placeChain(tashkent)).toEqual(["Tashkent", "Uzbekistan"]);
  expect(placeChain({ location: null, admin2: null, admin1: null, country: null })).toEqual([]);
  expect([countryName("KG"), countryName("Kyrgyzstan"), countryName(null)]).toEqual(["Kyrgyzstan", "Kyrgyzstan", null]);
});

test("kinds of places are words", () => {
  expect(["air_base", "admin1", "admin2", null].map(kindInWords)).toEqual(["air base", "region", "district", ""]);
});

test("chips name the parts of a filter and how to drop each", () => {
  const filter = {
    ...EVERYTHING,
    q: "dam",
    types: new Set(["battle", "protest"]),
    from: "2025-01-01",
    precision: new Set(["3"]),
  };
  expect(chipsOf(filter).map((chip) => chip.text)).toEqual([
    "“dam”",
    "Battle, Protest",
    "from 1 Jan 2025",
    "place: region",
  ]);
  expect(chipsOf({ ...EVERYTHING, located: "false" })).toEqual([{ text: "without a place", without: { located: "" } }]);
  expect(chipsOf(EVERYTHING)).toEqual([]);
});

test("a report of an intake says what was taken and where a refusal stands", () => {
  const intake = (documents: number, records: number, events: number, duplicates: number) =>
    takenInWords({ taken: { documents, records, events, duplicates }, refused: [], documents: [], events: [] });
  expect(intake(1, 0, 7, 0)).toBe("7 events from 1 document");
  expect(intake(0, 3, 3, 2)).toBe("3 events from 3 records; 2 duplicates left out");
  expect(intake(0, 0, 0, 1)).toBe("Nothing new; 1 duplicate left out");
  expect(placeOf({ line: 4, column: 7, reason: "" })).toBe("line 4, column 7");
  expect(placeOf({ reason: "" })).toBe("");
});

test("a file's format is told by its name", () => {
  expect(["a.TXT", "b.geojson", "b.json", "c.v2.csv", "c.tsv", "notes", "d.png"].map(mediaType)).toEqual([
    "text/plain",
    "application/geo+json",
    "application/json",
    "text/csv",
    "text/tab-separated-values",
    null,
    null,
  ]);
  expect(formatRefusal("d.png")).toMatch(/^d\.png is of no format that can be read; expected \.txt, /);
});
