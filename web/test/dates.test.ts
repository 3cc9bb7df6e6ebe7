import { expect, test } from "vitest";

import { addDays, dateInShort, dateInWords, daysBetween, isDay, spanInWords } from "../src/dates";

function date(edtf: string | null, first: string | null, last: string | null = null, precision: number | null = null) {
  return { event_date: first, event_date_end: last, event_date_edtf: edtf, time_precision: precision };
}

function check(given: ReturnType<typeof date>, words: string, short: string): void {
  expect([dateInWords(given), dateInShort(given)]).toEqual([words, short]);
}

test("a date says what is not known of it", () => {
  check(date(null, null), "date unknown", "no date");
  check(date("2012", "2012-01-01", "2012-12-31", 5), "2012, month and day unknown", "2012");
  check(date("2017-10", "2017-10-01", "2017-10-31", 4), "October 2017, day unknown", "Oct 2017");
  check(date("2018-10-12", "2018-10-12", null, 1), "12 October 2018", "12 Oct 2018");
  check(date("2018-10-12", "2018-10-12", "2018-10-12", 1), "12 October 2018", "12 Oct 2018");
});

test("a span says whether it lasted or lies somewhere within", () => {
  check(date("2018-10-15", "2018-10-15", "2018-10-21", 1), "15 – 21 October 2018", "15 – 21 Oct 2018");
  check(
    date("2018-10-15", "2018-10-15", "2018-10-21", 3),
    "in the week 15 – 21 October 2018, day unknown",
    "15 – 21 Oct 2018",
  );
  check(
    date("2018-10-30", "2018-10-30", "2018-11-02", 2),
    "between 30 October – 2 November 2018, day unknown",
    "30 Oct – 2 Nov 2018",
  );
});

test("a span says once what both ends share", () => {
  expect(spanInWords("2025-03-01", "2025-06-30", true)).toBe("1 Mar – 30 Jun 2025");
  expect(spanInWords("2024-12-31", "2025-01-01")).toBe("31 December 2024 – 1 January 2025");
  expect(spanInWords("2025-03-01", "2025-03-01")).toBe("1 March 2025");
});

test("days are counted over months, leap years and the reader's time zone", () => {
  expect(addDays("2024-02-28", 2)).toBe("2024-03-01");
  expect(addDays("2025-01-01", -1)).toBe("2024-12-31");
  expect(daysBetween("2024-02-01", "2024-03-01")).toBe(29);
  expect(daysBetween("2025-03-29", "2025-03-31")).toBe(2);
});

test("only days of the calendar are days", () => {
  expect(["2024-02-29", "2023-02-29", "2024-2-9", "", "12.10.2018"].map(isDay)).toEqual([
    true,
    false,
    false,
    false,
    false,
  ]);
});
