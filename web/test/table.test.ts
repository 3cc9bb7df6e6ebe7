// @vitest-environment happy-dom
import { beforeEach, expect, test } from "vitest";

import { allColumns, COLUMNS_FIRST, readOrder, writeOrder, type ColumnId, type Order } from "../src/table/columns";
import { keepColumns, keptColumns } from "../src/table/kept";
import { drawn, scrollTo } from "../src/table/window";
import type { EventProperties } from "../src/wire";

beforeEach(() => localStorage.clear());

function event(change: Partial<EventProperties>): EventProperties {
  const nothing = { id: "", title: "", event_date: null, event_type: "riot", location: null, uncertainty_m: null };
  return { ...nothing, status: "candidate", event_group: "contention", ...change } as EventProperties;
}

test("an order is written for the server and read back", () => {
  const check = (order: Order, sortby: string) => {
    expect(writeOrder(order)).toBe(sortby);
    expect(readOrder(sortby)).toEqual(order);
  };
  check({ column: "fatalities", descending: true }, "-fatalities");
  check({ column: "date", descending: false }, "event_date");
  check({ column: "precision", descending: false }, "uncertainty_m");
  expect(readOrder("+title")).toEqual({ column: "title", descending: false });
  for (const none of ["", "-", "colour", "title,event_date"]) expect(readOrder(none), none).toBeNull();
});

test("a cell says what the column holds, and nothing for nothing", () => {
  const told = (one: EventProperties) =>
    allColumns()
      .map((column) => column.said(one))
      .join("|");
  const full = event({
    title: "Traders protest",
    event_date: "2025-03-17",
    event_date_edtf: "2025-03-17",
    location: "Osh",
    country: "KG",
    uncertainty_m: 6000,
    geocode_score: 0.92,
    fatalities: 0,
    actor1: "Police",
    source: "AKI",
  });
  expect(told(full)).toBe(
    "17 Mar 2025|Traders protest|Riot|Contention|Osh|||Kyrgyzstan|6 km|92%||Unreviewed|Police|0|AKI|",
  );
  expect(told(event({}))).toBe("no date||Riot|Contention||||||||Unreviewed||||");
});

test("the columns of an earlier choice come back in their order", () => {
  expect([...keptColumns()]).toEqual(COLUMNS_FIRST);
  keepColumns(new Set<ColumnId>(["source", "date"]));
  expect([...keptColumns()]).toEqual(["date", "source"]);
  localStorage.setItem("zij-columns", "nonsense");
  expect([...keptColumns()]).toEqual(COLUMNS_FIRST);
});

test("only what is seen is drawn, and the room for the rest is kept", () => {
  expect(drawn(0, 320, 32, 0)).toEqual({ first: 0, end: 0, above_px: 0, below_px: 0 });
  expect(drawn(0, 320, 32, 5)).toEqual({ first: 0, end: 5, above_px: 0, below_px: 0 });
  expect(drawn(32_000, 320, 32, 100_000)).toEqual({ first: 988, end: 1022, above_px: 31_616, below_px: 3_167_296 });
  expect(drawn(3_199_680, 320, 32, 100_000)).toEqual({ first: 99_978, end: 100_000, above_px: 3_199_296, below_px: 0 });
});

test("the first and the last of ten million rows can be reached", () => {
  const total = 10_000_000;
  expect(drawn(0, 320, 32, total).first).toBe(0);
  const last = drawn(scrollTo(total - 10, 320, 32, total), 320, 32, total);
  expect([last.end, last.below_px]).toEqual([total, 0]);
  const middle = drawn(scrollTo(5_000_000, 320, 32, total), 320, 32, total);
  expect(middle.first).toBeLessThanOrEqual(5_000_000);
  expect(middle.end).toBeGreaterThan(5_000_000);
});
