import type { CivilDay } from "./language/days";
import { words } from "./language/language";

/** Dates in words. Days are `YYYY-MM-DD` of the civil calendar; nothing here hangs on a clock's time zone. */

const DAY_MS = 86_400_000;

/** The time of an event as the server gives it. */
export interface EventDate {
  event_date: string | null;
  event_date_end: string | null;
  event_date_edtf: string | null;
  /** UCDP's `date_prec`: 1 day, 2 days, 3 week, 4 month, 5 year. */
  time_precision?: number | null;
}

/** When, with what is not known of it: `October 2017, day unknown`. */
export function dateInWords(date: EventDate): string {
  const { event_date: first, event_date_end: last, event_date_edtf: edtf } = date;
  if (!first) return words.dates.unknown;
  if (isYear(edtf)) return words.dates.ofYear(edtf);
  if (isMonth(edtf)) return words.dates.ofMonth(monthInWords(edtf));
  if (!last || last === first) return dayInWords(first);
  const span = spanInWords(first, last);
  if (date.time_precision === 1) return span;
  return date.time_precision === 3 ? words.dates.inWeek(span) : words.dates.between(span);
}

/** When, for a list: `Oct 2017`. */
export function dateInShort(date: EventDate): string {
  const { event_date: first, event_date_end: last, event_date_edtf: edtf } = date;
  if (!first) return words.dates.none;
  if (isYear(edtf)) return edtf;
  if (isMonth(edtf)) return monthInWords(edtf, true);
  return spanInWords(first, last ?? first, true);
}

/** `12 October 2018`. */
export function dayInWords(day: string, short = false): string {
  return words.dates.day(civil(day), short);
}

/** `15 – 21 October 2018`; what both days share is said once. */
export function spanInWords(first: string, last: string, short = false): string {
  return first === last ? dayInWords(first, short) : words.dates.span(civil(first), civil(last), short);
}

/** The day that many days later, or earlier when negative. */
export function addDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY_MS).toISOString().slice(0, 10);
}

/** How many days from the first to the last. */
export function daysBetween(first: string, last: string): number {
  return Math.round((Date.parse(`${last}T00:00:00Z`) - Date.parse(`${first}T00:00:00Z`)) / DAY_MS);
}

/** Whether a text is a day of the calendar. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

function isYear(edtf: string | null): edtf is string {
  return edtf !== null && /^\d{4}$/.test(edtf);
}

function isMonth(edtf: string | null): edtf is string {
  return edtf !== null && /^\d{4}-\d{2}$/.test(edtf);
}

function monthInWords(edtf: string, short = false): string {
  const { year, month } = civil(`${edtf}-01`);
  return words.dates.month(year, month, short);
}

function civil(day: string): CivilDay {
  const [year = NaN, month = NaN, date = NaN] = day.split("-").map(Number);
  return { year, month, date };
}
