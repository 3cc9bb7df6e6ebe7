import { expect, test } from "vitest";

import { dateOf, drawnAs } from "../src/add/live";
import { dateInShort } from "../src/dates";
import type { ParsedEvent } from "../src/wire";

function parsed(change: Partial<ParsedEvent>): ParsedEvent {
  const date = { event_date: null, event_date_end: null, time_precision: null };
  return {
    event_type: "protest",
    quote_start: 0,
    quote_end: 0,
    planned: false,
    geo_precision: 1,
    place: null,
    ...date,
    ...change,
  };
}

test("a date that is read is said as exactly as it is known", () => {
  const said = (event_date: string | null, event_date_end: string | null = null) =>
    dateInShort(dateOf(parsed({ event_date, event_date_end })));
  expect([said("2018-10-12"), said("2018-03"), said("2012"), said(null)]).toEqual([
    "12 Oct 2018",
    "Mar 2018",
    "2012",
    "no date",
  ]);
  expect(said("2018-10-15", "2018-10-21")).toBe("15 – 21 Oct 2018");
});

test("what is read is drawn as what nobody has looked at", () => {
  expect(drawnAs(parsed({}))).toEqual({ event_group: "contention", geo_precision: 1, status: "candidate" });
  expect(drawnAs(parsed({ event_type: "eclipse", geo_precision: null })).event_group).toBe("");
});
