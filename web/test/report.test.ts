// @vitest-environment happy-dom
import { expect, test } from "vitest";

import { reportOf } from "../src/picture/report";
import type { EventFeature } from "../src/wire";

const TOLD = { caption: "2 events", filter: "Protest", attribution: "Natural Earth", today: "2025-03-21" };

test("a report tells each event with its time, place, precision and words, and what it leaves out", () => {
  const properties = {
    title: "Traders <b>protest</b>",
    event_type: "protest",
    event_group: "contention",
    event_date: "2025-03-17",
    event_date_end: null,
    event_date_edtf: "2025-03-17",
    location: null,
    status: "candidate",
    quote: "On 17 March traders protested.",
    source: "AKI",
  };
  const parts = reportOf([{ properties } as unknown as EventFeature], 2, TOLD);
  expect(parts.map((part) => part.textContent?.trim())).toEqual([
    "2 events",
    "Protest · Made 21 March 2025 with Zij",
    "Traders <b>protest</b>17 March 2025 · The text does not give a placeProtest · UnreviewedOn 17 March traders protested.AKI",
    "The first 1 of 2.",
    "Natural Earth",
  ]);
});
